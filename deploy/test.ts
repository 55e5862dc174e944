/** `npm test`: every kind of test, then one line that counts them, taken from vitest's JSON report. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numFailedTestSuites: number
  readonly numPendingTests: number
  readonly success: boolean
}

const reportFile = join(import.meta.dirname, '..', '.vitest', 'report.json')

/** Runs vitest with the arguments given and prints `N passed, N failed` as the last line; the exit code is 0 only when all passed. */
function main(): void {
  mkdirSync(dirname(reportFile), { recursive: true })
  rmSync(reportFile, { force: true })
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const options = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ]
  // Stories copy the sample hub's filled state from here (deploy/e2e/filled-state.ts).
  const filledHub = mkdtempSync(join(tmpdir(), 'xinqiao-filled-'))
  chmodSync(filledHub, 0o711)
  const env = { ...process.env, XINQIAO_FILLED_HUB: filledHub }
  const run = spawnSync(process.execPath, [vitest, ...options], { stdio: 'inherit', env })
  rmSync(filledHub, { recursive: true, force: true })
  if (!existsSync(reportFile)) {
    console.error('vitest wrote no report: no test was run. Next: read its messages above.')
    process.exit(1)
  }
  const report: Report = JSON.parse(readFileSync(reportFile, 'utf8'))
  const failed = report.numFailedTests + (report.numFailedTests === 0 ? report.numFailedTestSuites : 0)
  const skipped = report.numPendingTests === 0 ? '' : `, ${report.numPendingTests} skipped`
  console.log(`${report.numPassedTests} passed, ${failed} failed${skipped}`)
  process.exit(run.status === 0 && report.success && report.numPassedTests > 0 ? 0 : 1)
}

main()
