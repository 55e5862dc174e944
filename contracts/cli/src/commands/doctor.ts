/** `xinqiao doctor`: tries each part for real and prints the command that repairs what fails. */
import { openSession } from '@xinqiao/consumer-kit'
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { type FoundHub, findHub } from '../hub/find-hub.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { getSigned, getSignedLines } from '../hub/signed-request.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Result of one trial. */
interface Trial {
  readonly part: string
  readonly tried: string
  readonly ok: boolean
  readonly repair: string
}

const nodeMajorNeeded = 24
const clockSkewMaxMs = 10_000

/** Builds the verb. */
export function doctorCommand(): Command {
  const command = new Command('doctor').description('try every part of the hub · 检查平台各部分')
  withSharedOptions(command, ['npx xinqiao doctor', 'npx xinqiao doctor -o json'])
  return command.action(async () => doctor(command))
}

async function doctor(command: Command): Promise<void> {
  const { output, state } = sharedOptions(command)
  const trials = await Promise.all(
    trialsOf(findHub(state)).map(
      async ({ test, ...trial }): Promise<Trial> => ({ ...trial, ok: await test().catch(() => false) }),
    ),
  )
  if (output === 'table')
    writeOut(
      table(
        ['', 'part', 'tried', 'repair'],
        trials.map((trial) => [trial.ok ? 'ok' : 'NO', trial.part, trial.tried, trial.ok ? '' : trial.repair]),
      ),
    )
  else printData(trials, output)
  if (trials.some((trial) => !trial.ok)) throw new CliError('findings', [])
}

type Planned = Omit<Trial, 'ok'> & { readonly test: () => Promise<boolean> }

function trialsOf(hub: FoundHub): readonly Planned[] {
  const restart = 'stop the hub and run: npm start'
  const answers = (url: string) => async (): Promise<boolean> => (await fetch(url, { redirect: 'error' })).ok
  return [
    {
      part: 'cli',
      tried: `Node ${nodeMajorNeeded} or later`,
      repair: 'run it in the checkout: npx xinqiao …',
      test: async () => Number(process.versions.node.split('.')[0]) >= nodeMajorNeeded,
    },
    { part: 'gateway', tried: 'turns its loop', repair: restart, test: answers(`${hub.gateway}/live`) },
    {
      part: 'gateway',
      tried: 'gives lawful answers',
      repair: 'see the reasons: curl <gateway>/ready',
      test: answers(`${hub.gateway}/ready`),
    },
    {
      part: 'gateway',
      tried: 'clock within 10 s of this machine',
      repair: 'set the clock of the machine',
      test: async () =>
        Math.abs(Date.parse((await fetch(`${hub.gateway}/live`)).headers.get('date') ?? '') - Date.now()) <
        clockSkewMaxMs,
    },
    {
      part: 'registry',
      tried: 'answers its operator',
      repair: restart,
      test: async () => Array.isArray(await getSigned(`${hub.registry}/contracts`, readJsonKey(hub.operatorKey))),
    },
    {
      part: 'token endpoint',
      tried: 'publishes its metadata',
      repair: restart,
      test: answers(`${hub.issuer}/.well-known/oauth-authorization-server`),
    },
    ...Object.entries(hub.agencies).flatMap(([id, agency]): Planned[] => [
      {
        part: id,
        tried: 'is ready, database included',
        repair: 'kill -HUP <pid of the hub> starts ended parts again',
        test: answers(`${agency.url}/ready`),
      },
      {
        part: id,
        tried: 'accepts its own signature',
        repair: "compare the agency key with the office's list",
        test: async () =>
          Array.isArray(
            await getSignedLines(
              `${agency.url}/calls?since=${encodeURIComponent(new Date().toISOString())}`,
              readJsonKey(agency.key),
            ),
          ),
      },
      {
        part: id,
        tried: 'refuses an unsigned call',
        repair: 'stop this agency: it answers anybody',
        test: async () =>
          (
            await fetch(`${agency.url}/graphql`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{"query":"{__typename}"}',
            })
          ).status === 401,
      },
    ]),
    ...clientTrials(hub),
  ]
}

/** Keys of clients are tried at the token endpoint: an answer in OAuth's terms, even a refusal by law, shows that the key is known. */
function clientTrials(hub: FoundHub): readonly Planned[] {
  return Object.entries(hub.clients).map(([id, client]) => ({
    part: id,
    tried: 'its key is known at the token endpoint',
    repair: 'load its consumers.yaml again: npx xinqiao load PATH',
    test: async () => {
      const session = await openSession({
        gateway: hub.gateway,
        issuer: hub.issuer,
        clientId: id,
        privateKey: readJsonKey(client.key),
        contract: 'none',
        purpose: 'none',
      })
      const refusal: unknown = await session.query('{ __typename }', {}).catch((error: unknown) => error)
      return (
        typeof refusal === 'object' &&
        refusal !== null &&
        'hubCode' in refusal &&
        refusal.hubCode === 'CONTRACT_INACTIVE'
      )
    },
  }))
}
