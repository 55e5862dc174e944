/** Programs that run beside the gateway: a heap of their own, no settings, no file to write, gone when the gateway is gone. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../config.ts'

/** Garbage is collected early: Node's defaults let a process hold several times what it needs. */
const sparing: readonly string[] = ['--max-semi-space-size=4', '--heap-growing-percent=50']

/** Starts a program; it and its answers come by message, as structured clones. */
export function forkProgram(program: URL, heapMb: number): ChildProcess {
  const child = fork(fileURLToPath(program), [], {
    execArgv: [
      `--max-old-space-size=${heapMb}`,
      ...sparing,
      '--permission',
      '--allow-fs-read=*',
      '--disable-warning=ExperimentalWarning',
    ],
    env: childEnvironment(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // A program that cannot be run or is gone says so by `exit` or by its silence.
  child.on('error', () => child.kill('SIGKILL'))
  return child
}
