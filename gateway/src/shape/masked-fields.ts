/** `masked` of a record: the paths that are masked under this contract (OPI-XIX.b), from the data standard of its item. */
import { type Contract, judgeField } from '@xinqiao/contracts'
import { recordTypes } from '../decide/record-types.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'

const known = new WeakMap<Contract, Map<string, string>>()

/** JSON list, sorted as the data standard has it; the same for every record of an item under one contract. */
export function maskedJson(from: Lawful, typename: string): string {
  const { contract, running } = from
  const lists = known.get(contract) ?? new Map<string, string>()
  known.set(contract, lists)
  const key = `${running.digest} ${typename}`
  const before = lists.get(key)
  if (before !== undefined) return before
  const made = JSON.stringify(maskedFields(from, typename))
  lists.set(key, made)
  return made
}

function maskedFields({ running, contract }: Lawful, typename: string): readonly string[] {
  const item = recordTypes(running).itemOf.get(typename)
  const standard = item === undefined ? undefined : running.standards.get(item)
  if (item === undefined || standard === undefined) return []
  const { catalog, standards } = running
  return standard.fields.flatMap(({ name, type }) => {
    if (type !== 'person') return []
    return ['name', 'documentNumber'].flatMap((part) => {
      const decision = judgeField({ item, field: `${name}.${part}`, catalog, standards, contract })
      return decision.kind === 'permit' && decision.duties.some((duty) => duty.kind === 'mask')
        ? [`${name}.${part}`]
        : []
    })
  })
}
