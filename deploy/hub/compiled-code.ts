/** Where the hub's processes keep their compiled code: one place for every hub of this checkout, filled before the gateway starts. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
/** Packages that the gateway runs. */
const packages = ['schema/src', 'contracts/src', 'contracts/audit-log/src', 'contracts/audit-store/src', 'gateway/src']

/** `NODE_COMPILE_CACHE` of every part. */
export function compiledCodeDir(stateDir: string): string {
  const own = process.env['NODE_COMPILE_CACHE']
  if (own !== undefined && own !== '') return own
  const shared = join(root, 'node_modules', '.cache', 'xinqiao')
  try {
    mkdirSync(shared, { recursive: true })
    accessSync(shared, constants.W_OK)
    return shared
  } catch {
    // A checkout that nobody may write to: each state folder has its own.
    return join(stateDir, 'compiled')
  }
}

/** Compiles the gateway's code where it has changed since; a failure only costs the next process memory and time. */
export async function compileGateway(directory: string): Promise<void> {
  const mark = join(directory, `gateway-${process.version}-${sourcesDigest()}`)
  if (existsSync(mark)) return
  const child = spawn(process.execPath, [join(root, 'gateway/src/compile.ts')], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', NODE_COMPILE_CACHE: directory },
    stdio: 'ignore',
  })
  const code = await new Promise<number | null>((done) => {
    child.once('exit', done)
    child.once('error', () => done(null))
  })
  if (code === 0) writeFileSync(mark, '')
}

/** Of names and times of change: what was compiled before is found by Node itself, this only tells whether to look. */
function sourcesDigest(): string {
  const digest = createHash('sha256')
  for (const folder of packages)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.ts')) digest.update(`${folder}/${name} ${statSync(join(root, folder, name)).mtimeMs}\n`)
  return digest.digest('hex').slice(0, 16)
}
