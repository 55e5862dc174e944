/** `xinqiao contract list|show`: the contracts in the running registry. */
import { Command } from 'commander'
import { findHub } from '../hub/find-hub.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { getSigned } from '../hub/signed-request.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

interface ListedContract {
  readonly id: string
  readonly version: number
  readonly consumer: string
  readonly channel: string
  readonly purposes: readonly string[]
  readonly state: string
  readonly term: { readonly from: string; readonly to: string }
}

/** Builds the verb with its two parts. */
export function contractCommand(): Command {
  const list = new Command('list').description('all contracts · 合同清单')
  withSharedOptions(list, ['npx xinqiao contract list', 'npx xinqiao contract list -o json'])
  list.action(async () => listContracts(list))
  const show = new Command('show').argument('<id>').description('one contract, items and all · 一份合同')
  withSharedOptions(show, ['npx xinqiao contract show DEMO-TAX-01', 'npx xinqiao contract show DEMO-TAX-01 -o yaml'])
  show.action(async (id: string) => showContract(show, id))
  return new Command('contract')
    .description('contracts between providers and consumers · 共享合同')
    .addCommand(list)
    .addCommand(show)
}

async function listContracts(command: Command): Promise<void> {
  const { output, state } = sharedOptions(command)
  const hub = findHub(state)
  const contracts = (await getSigned(
    `${hub.registry}/contracts`,
    readJsonKey(hub.operatorKey),
  )) as readonly ListedContract[]
  if (output !== 'table') return printData(contracts, output)
  writeOut(
    table(
      ['contract', 'consumer', 'state', 'until', 'purposes'],
      contracts.map((one) => [
        `${one.id}@${one.version}`,
        one.consumer,
        one.state,
        one.term.to,
        one.purposes.join(', '),
      ]),
    ),
  )
}

async function showContract(command: Command, id: string): Promise<void> {
  const { output, state } = sharedOptions(command)
  const hub = findHub(state)
  const contract = await getSigned(`${hub.registry}/contracts/${encodeURIComponent(id)}`, readJsonKey(hub.operatorKey))
  printData(contract, output === 'table' ? 'yaml' : output)
}
