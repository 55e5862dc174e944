/**
 * Composition and test-loading in a child process (faults.md, row 13): a publication that loops, explodes or crashes
 * ends its child and nothing else. The child gets the schemas by message, no environment, no write access to files.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { compositionHeapMb, compositionTimeoutMs } from '../limits.ts'
import type { Composition, SubgraphText } from './composition.ts'

/** Bounds of one composition; tests tighten them. */
export interface CompositionBounds {
  readonly timeoutMs: number
  readonly heapMb: number
}

const standardBounds: CompositionBounds = { timeoutMs: compositionTimeoutMs, heapMb: compositionHeapMb }
const program = fileURLToPath(new URL('./compose-child.ts', import.meta.url))

/** Composes in a child of its own; always answers, at the latest when the time is over. */
export function composeInChild(
  subgraphs: readonly SubgraphText[],
  bounds: CompositionBounds = standardBounds,
): Promise<Composition> {
  const child = fork(program, [], {
    execArgv: [
      `--max-old-space-size=${bounds.heapMb}`,
      '--permission',
      '--allow-fs-read=*',
      '--disable-warning=ExperimentalWarning',
    ],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise((resolve) => {
    let answer: Composition | undefined
    const timer = setTimeout(() => {
      answer = ended('TIMEOUT', `composition took longer than ${bounds.timeoutMs / 1000} s and was ended`)
      child.kill('SIGKILL')
    }, bounds.timeoutMs)
    child.once('message', (message) => {
      answer ??= message as Composition
    })
    child.once('error', () => child.kill('SIGKILL'))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve(
        answer ??
          ended(
            'MEMORY',
            `composition ended without an answer (${signal ?? code}); most likely it needed more than ${bounds.heapMb} MB`,
          ),
      )
    })
    sendTo(child, subgraphs)
  })
}

/** A child that is gone before it was spoken to says so by `close`. */
function sendTo(child: ChildProcess, subgraphs: readonly SubgraphText[]): void {
  child.send([...subgraphs], () => undefined)
}

function ended(kind: string, message: string): Composition {
  return { kind: 'failed', problems: [{ kind, message, subgraphs: [] }] }
}
