/**
 * One embedded PostgreSQL cluster: made once, started, taken over after a killed hub, stopped.
 * The three traps of the embedded default: it does not run as root; a closed home folder hides binaries and data;
 * a hub that was killed leaves its server running.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { DeployError } from '../errors.ts'
import { type PostgresPrograms, postgresPrograms, sharedFolder } from './binaries.ts'
import { canEnter, type ServerUser, serverUser } from './unprivileged-user.ts'

/** A running cluster. `adminUrl` is the superuser's, for making roles and databases. */
export interface PostgresCluster {
  readonly port: number
  readonly pid: number
  readonly adminUrl: string
  stop(): Promise<void>
}

/** Where the cluster keeps its data, and what it may use. */
export interface ClusterOptions {
  readonly stateDir: string
  /** TCP port on loopback; 0 takes any free one. */
  readonly port: number
  /** Further `name=value` settings of the server. */
  readonly settings?: readonly string[]
}

/** Settings of every cluster: loopback only, and no transaction may hold the snapshot horizon back for long (feeds). */
const baseSettings: readonly string[] = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=120',
  'shared_buffers=64MB',
  'idle_in_transaction_session_timeout=10s',
  'log_min_messages=log',
  'log_statement=none',
  'log_min_error_statement=panic',
  'log_parameter_max_length_on_error=0',
]

/**
 * Starts the cluster of a state folder, making it first where it is missing.
 * @throws DeployError when there are no binaries, no user to run them, or the server does not come up.
 */
export async function startCluster(options: ClusterOptions): Promise<PostgresCluster> {
  const user = serverUser()
  const programs = await postgresPrograms(user)
  const folder = clusterFolder(resolve(options.stateDir), user)
  const data = join(folder, 'data')
  const password = clusterPassword(options.stateDir, data)
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(programs, data, folder, password, user)
  stopLeftOver(programs, data, user)
  const port = options.port === 0 ? await freePort() : options.port
  const child = launch(programs, data, port, options.settings ?? [], user)
  await untilReady(child)
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  return { port, pid: child.pid ?? 0, adminUrl, stop: () => stopServer(child) }
}

/** Inside the state folder where the server's user can enter it, else under the shared folder by a name of its own. */
function clusterFolder(stateDir: string, user: ServerUser | null): string {
  mkdirSync(stateDir, { recursive: true })
  const inside = join(stateDir, 'postgres')
  const label = createHash('sha256').update(stateDir).digest('hex').slice(0, 16)
  const folder = canEnter(stateDir, user) ? inside : join(sharedFolder, label)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (user !== null) chownSync(folder, user.uid, user.gid)
  if (folder !== inside) writeFileSync(`${inside}.location`, `${folder}\n`)
  return folder
}

/**
 * The superuser's password lies beside the other keys of the hub, readable by its owner only.
 * Data without its keys cannot be read any more: it is put aside, never deleted.
 */
function clusterPassword(stateDir: string, data: string): string {
  const file = join(stateDir, 'keys', 'postgres.password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (existsSync(data)) renameSync(data, `${data}.without-keys-${Date.now()}`)
  mkdirSync(join(stateDir, 'keys'), { recursive: true, mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

function initialise(
  programs: PostgresPrograms,
  data: string,
  folder: string,
  password: string,
  user: ServerUser | null,
): void {
  rmSync(data, { recursive: true, force: true })
  const passwordFile = join(folder, 'initial-password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user !== null) chownSync(passwordFile, user.uid, user.gid)
  const made = spawnSync(
    programs.initdb,
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    { ...as(user), encoding: 'utf8' },
  )
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    rmSync(data, { recursive: true, force: true })
    throw new DeployError(
      'POSTGRES_DID_NOT_START',
      `The PostgreSQL cluster could not be made: ${lastLine(made.stderr)}`,
    )
  }
  chmodSync(data, 0o700)
}

/** A hub that was killed leaves its server behind: it is stopped through its pid file, and recovery is PostgreSQL's own. */
function stopLeftOver(programs: PostgresPrograms, data: string, user: ServerUser | null): void {
  if (!existsSync(join(data, 'postmaster.pid'))) return
  spawnSync(programs.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '60'], { ...as(user), stdio: 'ignore' })
}

function launch(
  programs: PostgresPrograms,
  data: string,
  port: number,
  settings: readonly string[],
  user: ServerUser | null,
): ChildProcess {
  const flags = [...baseSettings, `port=${port}`, ...settings].flatMap((setting) => ['-c', setting])
  return spawn(programs.postgres, ['-D', data, ...flags], {
    ...as(user),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolveReady, reject) => {
    let last = ''
    if (child.stderr === null)
      return reject(new DeployError('POSTGRES_DID_NOT_START', 'The server has no output to watch.'))
    createInterface({ input: child.stderr }).on('line', (line) => {
      last = line
      if (line.includes('ready to accept connections')) resolveReady()
    })
    child.once('error', (cause) =>
      reject(new DeployError('POSTGRES_DID_NOT_START', 'PostgreSQL could not be run.', { cause })),
    )
    child.once('exit', () =>
      reject(new DeployError('POSTGRES_DID_NOT_START', `PostgreSQL ended while starting: ${lastLine(last)}`)),
    )
  })
}

function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGINT')
  })
}

function as(user: ServerUser | null): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const env = { PATH: process.env['PATH'], LANG: 'C', TZ: 'UTC' }
  return user === null ? { cwd: '/', env } : { uid: user.uid, gid: user.gid, cwd: '/', env }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      server.close(() => resolvePort(port))
    })
  })
}
