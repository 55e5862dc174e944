/** For tests: a log whose tree comes straight from the definition, and witnesses as real processes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { consistencyProof } from '../merkle/index.ts'
import { DefinedTree } from '../merkle/test-tree.ts'
import { type CheckpointSigner, fileSigner, signCheckpoint } from '../notes/index.ts'
import { writeAddCheckpoint } from './add-checkpoint-request.ts'
import { exchange, type HttpAnswer } from './http-text.ts'

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'xinqiao-witness-'))
}

export function newSigner(name: string): CheckpointSigner {
  return fileSigner(name, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
}

const entriesMax = 300

/** A log of numbered entries; `fork` makes other entries from one index on. */
export class TestLog {
  readonly origin: string
  readonly signer: CheckpointSigner
  readonly tree: DefinedTree

  constructor(
    origin: string,
    {
      signer = newSigner(origin),
      forkAt = entriesMax,
    }: { readonly signer?: CheckpointSigner; readonly forkAt?: number } = {},
  ) {
    this.origin = origin
    this.signer = signer
    const leaves = Array.from({ length: entriesMax }, (_, at) =>
      Buffer.from(`${at < forkAt ? '' : 'other '}entry ${at}`),
    )
    this.tree = new DefinedTree(leaves)
  }

  /** The same log, signing another history from one entry on. */
  forkedAt(forkAt: number): TestLog {
    return new TestLog(this.origin, { signer: this.signer, forkAt })
  }

  note(size: number): Promise<string> {
    return signCheckpoint({ origin: this.origin, size, root: this.tree.root(0, size) }, this.signer)
  }

  async call(oldSize: number, size: number): Promise<string> {
    const proof = consistencyProof(oldSize, size, this.tree)
    return writeAddCheckpoint({ oldSize, proof, checkpoint: await this.note(size) })
  }
}

/** `files`: key and state of an earlier run · `more`: further words of the command line · `main`: another copy of the program. */
interface RunOptions {
  readonly files?: string
  readonly port?: string
  readonly more?: readonly string[]
  readonly main?: string
}

/** A running witness. `files`: its folder, with `key` and `state`. */
export interface TestWitness {
  readonly url: string
  readonly vkey: string
  readonly files: string
  readonly child: ChildProcess
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>
}

const program = join(import.meta.dirname, 'main.ts')
const running = new Set<ChildProcess>()

/** Starts the program itself, on a key and a state that an earlier run left or on new ones. */
export async function startWitnessProgram(
  logs: readonly string[],
  { files = newWitness(), port = '0', more = [], main = program }: RunOptions = {},
): Promise<TestWitness> {
  const known = logs.flatMap((vkey) => ['--log', vkey])
  const place = ['--key', join(files, 'key'), '--state', join(files, 'state'), '--port', port]
  const child = spawn(process.execPath, [main, ...place, ...known, ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  const ended = once(child, 'exit').then(() => running.delete(child))
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, port: taken, vkey } = JSON.parse(line) as { event: string; port: number; vkey: string }
    if (event !== 'started') continue
    child.stdout.resume()
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      child.kill(signal)
      await ended
    }
    return { url: `http://127.0.0.1:${taken}`, vkey, files, child, end }
  }
  throw new Error('The witness did not start.')
}

/** Ends every witness that a test left running. */
export async function endWitnesses(): Promise<void> {
  for (const child of running) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}

/** A folder with a new key. */
export function newWitness(name = 'witness.example/w1'): string {
  const files = newFolder()
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  writeFileSync(join(files, 'key'), JSON.stringify({ ...jwk, kid: name }))
  return files
}

/** One call, as it is on the wire. */
export function post(url: string, body: string): Promise<HttpAnswer> {
  return exchange({ url: `${url}/add-checkpoint`, body, timeoutMs: 20_000, bytesMax: 65_536 })
}
