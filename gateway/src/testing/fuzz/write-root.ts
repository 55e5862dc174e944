/** One root field of a case's operation: whom it names, written as constants, as variables, or mixed. */
import type { CaseWorld } from './case-world.ts'
import { type AskSpec, type CaseSpec, chosen, type RootPick } from './cases.ts'
import { fuzzItems } from './hub-items.ts'
import type { OperationValues } from './operation-values.ts'
import type { About } from './place.ts'
import type { FuzzSubject } from './subjects.ts'

export interface RootWriting {
  readonly spec: CaseSpec
  readonly world: CaseWorld
  readonly values: OperationValues
}

export interface Root {
  readonly name: string
  readonly args: string
  readonly about: About | null
}

/** Name, arguments and subject of a root field. */
export function writeRoot(on: RootWriting, pick: RootPick): Root {
  const { organizations, persons } = on.world
  const kind = pick.what % 10
  const asks = (of: 'organizations' | 'persons'): boolean => on.spec.focus.some((one) => chosen(fuzzItems, one)[of])
  const isAboutPersons = persons.length > 0 && (kind === 6 || kind === 7 || !asks('organizations')) && asks('persons')
  if (kind < 8 && isAboutPersons) return onePerson(on, pick, persons)
  if (kind < 5 && organizations.length > 0) return oneOrganization(on, pick, organizations)
  if (kind < 8 && organizations.length > 0) return manyOrganizations(on, pick, organizations)
  return kind % 2 === 0 ? oneRecord(on, pick) : manyRecords(on, pick)
}

const quoted = (text: string): string => JSON.stringify(text)
const spelled = ({ spellings }: FuzzSubject, pick: number): string => chosen(spellings, Math.floor(pick / 8))

function oneOrganization(on: RootWriting, { who, written }: RootPick, among: readonly FuzzSubject[]): Root {
  const pick = who[0] ?? 0
  if (written % 2 === 0) {
    const one = chosen(among, pick)
    return { name: 'organization', args: `uscc: ${quoted(spelled(one, pick))}`, about: { keyOf: () => one.key } }
  }
  const of = ({ shift }: AskSpec): FuzzSubject => chosen(among, pick + shift)
  const variable = on.values.declare('u', 'ID!', (ask) => spelled(of(ask), pick))
  return { name: 'organization', args: `uscc: ${variable}`, about: { keyOf: (ask) => of(ask).key } }
}

function manyOrganizations(on: RootWriting, pick: RootPick, among: readonly FuzzSubject[]): Root {
  const spell = (shift: number): readonly string[] =>
    listed(on, pick).map((one) => spelled(chosen(among, one + shift), one))
  return { name: 'organizations', args: `usccs: ${writtenList(on, pick, spell)}`, about: null }
}

function onePerson(on: RootWriting, { who, written }: RootPick, among: readonly FuzzSubject[]): Root {
  const pick = who[0] ?? 0
  const of = ({ shift }: AskSpec): FuzzSubject => chosen(among, pick + (written % 3 === 1 ? shift : 0))
  const valueOf = (ask: AskSpec) => ({ kind: of(ask).document ?? '', number: spelled(of(ask), pick) })
  const about: About = { keyOf: (ask) => of(ask).key }
  if (written % 3 === 1)
    return { name: 'naturalPerson', args: `document: ${on.values.declare('d', 'DocumentInput!', valueOf)}`, about }
  const one = chosen(among, pick)
  const number =
    written % 3 === 2 ? on.values.declare('d', 'ID!', (ask) => valueOf(ask).number) : quoted(spelled(one, pick))
  return { name: 'naturalPerson', args: `document: { kind: ${quoted(one.document ?? '')}, number: ${number} }`, about }
}

function oneRecord(on: RootWriting, { who, written }: RootPick): Root {
  const { ids } = on.world
  const pick = who[0] ?? 0
  const id =
    written % 2 === 0
      ? quoted(chosen(ids, pick))
      : on.values.declare('r', 'ID!', (ask) => chosen(ids, pick + ask.shift))
  return { name: 'record', args: `id: ${id}`, about: null }
}

function manyRecords(on: RootWriting, pick: RootPick): Root {
  const spell = (shift: number): readonly string[] => listed(on, pick).map((one) => chosen(on.world.ids, one + shift))
  return { name: 'records', args: `ids: ${writtenList(on, pick, spell)}`, about: null }
}

/** Places of a list; where any refusal refuses all, a list names somebody. */
function listed({ spec }: RootWriting, { who }: RootPick): readonly number[] {
  return who.length === 0 && spec.contract.isWhole ? [0] : who
}

/** A list as a constant, as one variable, or with a variable within. */
function writtenList(on: RootWriting, { written }: RootPick, spell: (shift: number) => readonly string[]): string {
  if (written % 3 === 1) return on.values.declare('l', '[ID!]!', ({ shift }) => spell(shift))
  return `[${spell(0)
    .map((text, index) => {
      if (written % 3 === 0 || index % 2 === 0) return quoted(text)
      return on.values.declare('i', 'ID!', ({ shift }) => spell(shift)[index])
    })
    .join(', ')}]`
}
