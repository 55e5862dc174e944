/** What `npm run bench` may be told. */
import { parseArgs } from 'node:util'
import { DeployError } from '../errors.ts'
import { roundsDefault, roundsMax, secondsDefault, secondsMax } from './limits.ts'

/** Names of the cases, in the order in which they run. */
export const caseNames = [
  'profile',
  'batch',
  'latency',
  'rooms',
  'cold-operation',
  'ingest',
  'cryptography',
  'asymmetric',
  'audit',
  'audit-verify',
] as const
/** Runs only when it is named: it writes a million entries first. */
const onlyWhenNamed: CaseName = 'audit-verify'
export type CaseName = (typeof caseNames)[number]

export interface BenchOptions {
  /** File for the rows as JSON; `null` prints them only. */
  readonly json: string | null
  readonly rounds: number
  readonly seconds: number
  readonly cases: readonly CaseName[]
}

export const usage: string = `Usage: npm run bench -- [--json FILE] [--rounds N] [--seconds S] [--only CASE]…

  --json FILE    write the rows as JSON
  --rounds N     rounds of each case, engines in turn (default ${roundsDefault}, at most ${roundsMax})
  --seconds S    length of one engine's turn (default ${secondsDefault}, at most ${secondsMax})
  --only CASE    ${caseNames.join(' | ')}; may be given several times (default: all)
`

/**
 * Reads the command line.
 * @throws DeployError `CONFIG_INVALID` naming every mistake
 */
export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parse(argv)
  const mistakes: string[] = []
  const whole = (name: string, text: string | undefined, standard: number, max: number): number => {
    const value = Number(text ?? standard)
    if (!Number.isInteger(value) || value < 1 || value > max) mistakes.push(`--${name}: expected 1 to ${max}`)
    return value
  }
  const only = values.only ?? []
  const unknown = only.filter((name) => !caseNames.some((known) => known === name))
  if (unknown.length > 0) mistakes.push(`--only: no case ${unknown.join(', ')}; there are ${caseNames.join(', ')}`)
  const options: BenchOptions = {
    json: values.json ?? null,
    rounds: whole('rounds', values.rounds, roundsDefault, roundsMax),
    seconds: whole('seconds', values.seconds, secondsDefault, secondsMax),
    cases: caseNames.filter((name) => (only.length === 0 ? name !== onlyWhenNamed : only.includes(name))),
  }
  if (mistakes.length > 0) throw new DeployError('CONFIG_INVALID', `${mistakes.join('; ')}.\n\n${usage}`)
  return options
}

interface Given {
  readonly values: {
    readonly json?: string
    readonly rounds?: string
    readonly seconds?: string
    readonly only?: string[]
  }
}

function parse(argv: readonly string[]): Given {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        json: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        only: { type: 'string', multiple: true },
      },
    })
  } catch (cause) {
    throw new DeployError('CONFIG_INVALID', `${cause instanceof Error ? cause.message : ''}\n\n${usage}`, { cause })
  }
}
