/** A whole hub for a story: real processes started as a user starts them, found through hub.json, ended at the end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openSession } from '@xinqiao/consumer-kit'
import type { CreditSubjectClaim } from '@xinqiao/schema'
import { type HubFile, readHubFile } from '../hub/hub-file.ts'
import { copyFilledState } from './filled-state.ts'
import type { HubWish } from './hub-wish.ts'

/** What one question is asked under. */
export interface Asking {
  readonly client: string
  readonly contract: string
  readonly purpose: string
  readonly case?: string
  readonly official?: string
  /** Contract `self`: the subject a portal has identified, and how. */
  readonly subject?: CreditSubjectClaim
  readonly acr?: string
}

/** Answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly body: {
    readonly data?: Record<string, unknown> | null
    readonly errors?: readonly WireError[]
    readonly extensions?: Record<string, unknown>
  }
  readonly text: string
  readonly receipt: string | null
}

/** One error of an answer. */
export interface WireError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: {
    readonly code?: string
    readonly catalogItem?: string
    readonly article?: string
    readonly agency?: string
  }
}

/** A running hub under test. */
export interface HubUnderTest {
  readonly stateDir: string
  readonly file: HubFile
  readonly output: readonly string[]
  ask(as: Asking, query: string, variables?: Record<string, unknown>): Promise<WireAnswer>
  askAnonymously(query: string, variables?: Record<string, unknown>): Promise<WireAnswer>
  /** Asks the hub to start parts that ended, and waits until it says so. */
  restartEnded(): Promise<void>
  readKey(path: string): Record<string, unknown>
  kill(signal: NodeJS.Signals): Promise<void>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..', '..')
/** Printed by the hub when every part answers. */
const readyLine = 'The hub is up'

/** Starts a hub and waits until it says that it is up. The state folder is removed at `stop` unless the story brought its own. */
export async function startHubUnderTest(wish: HubWish = {}): Promise<HubUnderTest> {
  const stateDir = wish.stateDir ?? mkdtempSync(join(tmpdir(), 'xinqiao-hub-'))
  await copyFilledState(wish, stateDir, async (folder) =>
    (await startHubUnderTest({ ...wish, stateDir: folder })).stop(),
  )
  if (wish.stateDir === undefined) chmodSync(stateDir, 0o711)
  const options = ['--state', stateDir, '--port-base', '0', ...(wish.data === undefined ? [] : ['--data', wish.data])]
  const child = spawn(process.execPath, [join(root, 'deploy/hub.ts'), ...options], {
    cwd: root,
    env: { ...process.env, ...wish.env, ...(wish.clock === undefined ? {} : { HUB_CLOCK: wish.clock }), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  await untilUp(child, output)
  const file = readHubFile(stateDir)
  if (file === null) throw new Error('The hub said it is up but wrote no hub.json.')
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await exited
  }
  const readKey = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(stateDir, path), 'utf8'))
  const hub: HubUnderTest = {
    stateDir,
    file,
    output,
    readKey,
    ask: async (as, query, variables = {}) => {
      const client = file.clients[as.client]
      if (client === undefined) throw new Error(`No client ${as.client} in hub.json.`)
      const session = await openSession({
        gateway: file.gateway,
        issuer: file.issuer,
        clientId: as.client,
        privateKey: readKey(client.key),
        contract: as.contract,
        purpose: as.purpose,
        ...(as.case === undefined ? {} : { case: as.case }),
        ...(as.subject === undefined ? {} : { subject: as.subject }),
        ...(as.acr === undefined ? {} : { acr: as.acr }),
        official: { ref: as.official ?? 'task:story', role: 'story' },
      })
      const answer = await session.query(query, variables)
      return {
        status: answer.status,
        body: answer.body as WireAnswer['body'],
        text: answer.text,
        receipt: answer.headers['hub-receipt'] ?? null,
      }
    },
    askAnonymously: async (query, variables = {}) => {
      const response = await fetch(`${file.gateway}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query, variables }),
      })
      const text = await response.text()
      return { status: response.status, body: JSON.parse(text), text, receipt: response.headers.get('hub-receipt') }
    },
    restartEnded: async () => {
      const line = lineWith(child, /Started again|Nothing had ended/)
      child.kill('SIGHUP')
      await line
      Object.assign(hub, { file: readHubFile(stateDir) })
    },
    kill: end,
    stop: async () => {
      await end('SIGTERM')
      if (wish.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true })
    },
  }
  return hub
}

function lineWith(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const onData = (data: Buffer): void => {
      if (!pattern.test(data.toString())) return
      child.stdout?.off('data', onData)
      resolve()
    }
    child.stdout?.on('data', onData)
    child.once('exit', () => reject(new Error('The hub ended.')))
  })
}

function untilUp(child: ChildProcess, output: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line)
        if (line.includes(readyLine)) resolve()
      })
    }
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`The hub ended before it was up (exit code ${code}):\n${output.join('\n')}`)),
    )
  })
}
