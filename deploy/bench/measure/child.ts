/** A process of the benchmark's own: started, asked over the channel between parent and child, ended with the run. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { DeployError } from '../../errors.ts'
import { childTimeoutMs } from '../limits.ts'

/** A running child. One question at a time. */
export interface Child {
  readonly pid: number
  /** Asks the child and waits for what it says. @throws DeployError when it fails, ends or stays silent */
  ask(question: unknown): Promise<unknown>
  stop(): Promise<void>
}

/** Starts `deploy/bench/<name>.ts`. */
export function startChild(name: string): Child {
  const child = fork(join(import.meta.dirname, '..', `${name}.ts`), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { PATH: process.env['PATH'], TZ: 'UTC', NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
    serialization: 'advanced',
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  return {
    pid: child.pid ?? 0,
    ask: (question) =>
      new Promise((resolve, reject) => {
        const finish = (act: () => void): void => {
          clearTimeout(timer)
          child.off('message', onMessage)
          child.off('exit', onExit)
          act()
        }
        const fail = (why: string): void =>
          finish(() => reject(new DeployError('PROCESS_DID_NOT_START', `${name}: ${why}`)))
        const onExit = (code: number | null): void => fail(`ended with exit code ${code ?? 'none'}`)
        const onMessage = (message: unknown): void => {
          if (isFailure(message)) fail(message.failure)
          else if (isAnswer(message)) finish(() => resolve(message.answer))
        }
        const timer = setTimeout(() => fail('gave no answer in time'), childTimeoutMs)
        child.on('message', onMessage)
        child.once('exit', onExit)
        child.send(question as object)
      }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

/** The child's side: answers each question of the parent, and ends when the parent does. */
export function answerParent(answer: (question: unknown) => Promise<unknown>): void {
  process.on('message', (question) => {
    answer(question).then(
      (given) => process.send?.({ answer: given }),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => process.exit(0))
}

function isAnswer(message: unknown): message is { readonly answer: unknown } {
  return typeof message === 'object' && message !== null && 'answer' in message
}

function isFailure(message: unknown): message is { readonly failure: string } {
  return typeof message === 'object' && message !== null && 'failure' in message
}
