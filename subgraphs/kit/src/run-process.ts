/** The rim of every agency's process: start, tell the parent, drain on SIGTERM or SIGINT. */
import type { RunningSubgraph } from './start-subgraph.ts'

/** `EX_CONFIG`: the settings are wrong, starting again changes nothing (faults.md, "Codes"). */
const configExitCode = 78

/** Runs a subgraph until it is told to stop. A start that fails says why in one line and ends the process. */
export async function runProcess(start: () => Promise<RunningSubgraph>): Promise<void> {
  try {
    const running = await start()
    process.send?.({ ready: true, urls: { url: running.url, ingest: `${running.url}/records` } })
    const stop = (): void => {
      running.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    process.once('disconnect', stop)
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    process.exitCode = isConfigError(error) ? configExitCode : 1
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The subgraph did not start.'
  return 'code' in error && typeof error.code === 'string'
    ? `${error.code}: ${error.message}`
    : `${error.name}: the subgraph did not start`
}

function isConfigError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'CONFIG_INVALID'
}
