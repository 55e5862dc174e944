/** `xinqiao contract list|show`: the contracts in the running registry. */
import { findHub } from '../hub/find-hub.ts'
import { contractOf, contractViews } from '../hub/registry-reads.ts'
import { say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { headings } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** All contracts, the last version of each and the ones before. */
export async function listContracts({ output, lang, state }: VerbInput): Promise<void> {
  const contracts = await contractViews(findHub(state))
  if (output !== 'table') return printData(contracts, output)
  const titles = [
    headings.contract,
    headings.consumer,
    headings.channel,
    headings.state,
    headings.until,
    headings.purposes,
  ]
  writeOut(
    table(
      titles.map((title) => say(title, lang)),
      contracts.map((one) => [
        `${one.id}@${one.version}`,
        one.consumer,
        one.channel,
        one.state,
        one.term.to,
        one.purposes.join(', '),
      ]),
    ),
  )
}

/** One contract; YAML is its readable form. */
export async function showContract({ output, state, words }: VerbInput): Promise<void> {
  const contract = await contractOf(findHub(state), words[0] ?? '')
  await printData(contract, output === 'table' ? 'yaml' : output)
}
