/** What `npm start` may be told: `--data`, `--state`, `--port-base`, `--no-demo-answer`. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DeployError } from '../errors.ts'

/** One full, frozen set of options; paths are absolute. */
export interface HubOptions {
  /** Data folder in the format of data.md; `null` loads the hub's own demo folder. */
  readonly dataDir: string | null
  readonly stateDir: string
  /** First of the hub's ports; 0 takes any free ones. */
  readonly portBase: number
}

export const usage = `Usage: npm start -- [--data DIR] [--state DIR] [--port-base N]

  --data DIR       fill the hub from a data folder (deploy/README.md, "The data folder"); else the demo folder
  --state DIR      where databases, keys, bundle and audit log are kept (default: .xinqiao)
  --port-base N    first port (default 4000; 0: any free ports)

Examples:
  npm start
  npm start -- --state /tmp/second-hub --port-base 4100
`

const portBaseDefault = 4000
/** Gateway, issuer, registry and six agencies, the last at base + 15. */
const portsNeeded = 16

/**
 * Reads the command line.
 * @throws DeployError `CONFIG_INVALID` naming every mistake at once.
 */
export function readOptions(argv: readonly string[]): HubOptions | 'help' {
  const { values, mistakes } = parse(argv)
  if (values['help'] === true) return 'help'
  const portBase = Number(values['port-base'] ?? portBaseDefault)
  if (!Number.isInteger(portBase) || portBase < 0 || portBase > 65_535 - portsNeeded) {
    mistakes.push(`--port-base: expected a whole number from 0 to ${65_535 - portsNeeded}`)
  }
  const data = values['data']
  const dataDir = typeof data === 'string' ? resolve(invokedFrom(), data) : null
  if (dataDir !== null && !(existsSync(dataDir) && statSync(dataDir).isDirectory()))
    mistakes.push('--data: this folder does not exist')
  const state = values['state']
  const stateDir =
    typeof state === 'string'
      ? resolve(invokedFrom(), state)
      : join(resolve(import.meta.dirname, '..', '..'), '.xinqiao')
  if (mistakes.length > 0) throw new DeployError('CONFIG_INVALID', `${mistakes.join('; ')}.\n\n${usage}`)
  return { dataDir, stateDir, portBase }
}

function parse(argv: readonly string[]): { values: Record<string, string | boolean | undefined>; mistakes: string[] } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        state: { type: 'string' },
        'port-base': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return { values, mistakes: [] }
  } catch (error) {
    return { values: {}, mistakes: [error instanceof Error ? error.message : 'the command line could not be read'] }
  }
}

/** npm runs scripts in the project's folder; paths are meant from where the user stood. */
function invokedFrom(): string {
  return process.env['INIT_CWD'] ?? process.cwd()
}
