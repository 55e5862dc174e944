/** Numbers → a contract: agreed ones of every channel, and the three that are built in. */
import { builtInContract, type Contract, type ContractItem } from '@xinqiao/contracts'
import { dataStandards, provincialCatalog, type SubjectKind } from '@xinqiao/schema'
import type { Claims } from '../../authenticate/authenticated.ts'
import { aContract, grant } from '../samples.ts'
import { type CaseSpec, chosen } from './cases.ts'
import { type FuzzItem, fuzzAgencies, fuzzItems } from './hub-items.ts'
import type { FuzzSubject } from './subjects.ts'

export interface CaseContract {
  readonly contract: Contract
  readonly claims: Partial<Claims>
  /** Under `self` the subject that asks; nobody else may be named then. */
  readonly own: FuzzSubject | null
}

const everyKind: readonly SubjectKind[] = ['natural_person', 'legal_person', 'unincorporated']
const kindSets: readonly (readonly SubjectKind[])[] = [
  everyKind,
  ['legal_person'],
  ['natural_person'],
  ['unincorporated', 'natural_person'],
]
const divisionSets: readonly (readonly string[])[] = [['460000'], ['460100'], ['460200', '469000'], ['460106']]

/** `number`: no two cases have one contract, so nothing that the rooms keep is another case's. */
export function writeContract(
  { contract: spec, focus }: CaseSpec,
  subjects: readonly FuzzSubject[],
  number: number,
): CaseContract {
  const purpose = `FUZZ_${number}`
  const catalog = provincialCatalog()
  if (spec.kind === 11) return { contract: builtInContract('public', catalog), claims: { purpose }, own: null }
  if (spec.kind === 12) {
    const own = chosen(subjects, spec.subjects)
    const subject = { kind: own.kind, key: own.key }
    return { contract: builtInContract('self', catalog), claims: { purpose, subject }, own }
  }
  if (spec.kind === 13) {
    const provider = chosen(fuzzAgencies, spec.subjects)
    return {
      contract: builtInContract('duty', catalog, { consumer: 'duty', provider }),
      claims: { purpose },
      own: null,
    }
  }
  const channel =
    spec.kind < 5 ? 'public_affairs_sharing' : spec.kind < 9 ? 'authorized_inquiry' : 'public_announcement'
  const items = new Map<string, ContractItem>()
  for (const pick of spec.extra) items.set(chosen(fuzzItems, pick).id, grant(chosen(fuzzItems, pick).id))
  for (const [index, pick] of focus.entries()) {
    const granted = grantOf(chosen(fuzzItems, pick), chosen(spec.grants, index), spec.fields + index)
    if (granted !== null) items.set(granted.id, granted)
  }
  const contract = aContract({
    id: `FUZZ-${number}`,
    channel,
    items: [...items.values()],
    divisions: divisionSets[spec.divisions] ?? ['all'],
    subjects: spec.subjects < 6 ? everyKind : chosen(kindSets, spec.subjects),
    answerMode: spec.isWhole ? 'whole' : 'partial',
  })
  return { contract, claims: { purpose }, own: null }
}

function grantOf({ id }: FuzzItem, how: number, seed: number): ContractItem | null {
  if (how >= 8) return null
  const fullNumber = how === 4 || how === 7
  return how < 5 ? grant(id, { fullNumber }) : grant(id, { fullNumber, fields: fieldsOf(id, seed) })
}

/** Some fields of the item's data standard, persons whole or in parts. */
function fieldsOf(id: string, seed: number): readonly string[] {
  const fields = dataStandards().get(id)?.fields ?? []
  return fields.flatMap(({ name, type }, index) => {
    const choice = (seed >> (index % 14)) & 3
    if (choice === 0) return []
    if (type !== 'person' || choice === 1) return [name]
    return choice === 2 ? [`${name}.name`] : [`${name}.documentNumber`, `${name}.role`]
  })
}
