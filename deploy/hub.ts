/** `npm start`: the whole hub in one command. Ctrl-C drains and stops everything it started. */
import { CliError, lessonText } from '@xinqiao/cli'
import { DeployError } from './errors.ts'
import { firstAnswer } from './hub/first-answer.ts'
import { readOptions, usage } from './hub/options.ts'
import { type RunningHub, startHub } from './hub/start-hub.ts'
import { witnessLine } from './hub/witness-line.ts'

/** `EX_CONFIG` of sysexits: a setting has to be changed before it can start. */
const exitConfigInvalid = 78
const exitFailed = 1

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(usage)
    return
  }
  const startedAt = performance.now()
  const hub = await startHub(options, (line) => console.log(`  ${line}`))
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`\nThe hub is up after ${seconds} s, on loopback only:\n${await whatRunsWhere(hub)}\n`)
  if (hub.data.isDemo) console.log(`${await firstAnswer(options.stateDir, hub.file)}\n`)
  console.log('Try it: npx xinqiao doctor    Stop it: Ctrl-C')
  const stopped = untilStopped(hub)
  if (hub.data.isDemo) hub.fillRest().then(() => console.log('The invented world is loaded.'), fail)
  await stopped
}

async function whatRunsWhere(hub: RunningHub): Promise<string> {
  const { gateway, issuer, registry, agencies } = hub.file
  const rows = [
    ['gateway', `${gateway}/graphql`],
    ['token endpoint', issuer],
    ['registry', registry],
    ...Object.entries(agencies).map(([id, agency]) => [id, agency.url]),
    ['witnesses', await witnessLine(registry)],
  ]
  return rows.map(([name, url]) => `  ${(name ?? '').padEnd(15)} ${url}`).join('\n')
}

/** First signal: drain and stop. SIGHUP: start parts that ended. */
function untilStopped(hub: RunningHub): Promise<void> {
  return new Promise((done) => {
    const stop = (): void => {
      console.log('\nStopping …')
      hub.stop().catch(fail).finally(done)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    process.on('SIGHUP', () => {
      hub
        .restartEnded()
        .then(
          (names) => console.log(names.length === 0 ? 'Nothing had ended.' : `Started again: ${names.join(', ')}`),
          fail,
        )
    })
  })
}

function fail(error: unknown): void {
  if (error instanceof CliError) for (const lesson of error.lessons) console.error(lessonText(lesson, 'en'))
  else if (error instanceof DeployError) console.error(`${error.code}  ${error.message}`)
  else console.error(error)
  process.exitCode = error instanceof DeployError && error.code === 'CONFIG_INVALID' ? exitConfigInvalid : exitFailed
}

await main().catch(fail)
