/** One decision per coordinate, by catalog and contract; knows no subject and no consent (design.md §2.1.3). */
import { builtInId, type Contract, judgeField, judgeItem } from '@xinqiao/contracts'
import { codeEntry, type ItemId } from '@xinqiao/schema'
import { isInterfaceType, isObjectType } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { type Stop, stopOf } from './stop.ts'

export type SubjectType = 'organization' | 'person' | null

export interface Judgement {
  readonly items: readonly ItemId[]
  readonly stop: Stop | null
}

/** A payload leaf besides: masked or in full. */
export interface LeafJudgement {
  readonly stop: Stop | null
  readonly masked: boolean
}

export interface FieldJudge {
  /** A field of an object type below a subject type, or below a record asked by its id (`null`). */
  coordinate(type: string, field: string, subject: SubjectType): Judgement
  /** An object type by itself: whether it may be told that one is there. */
  type(type: string, subject: SubjectType): Judgement
  leaf(item: ItemId, path: string): LeafJudgement
  /** Whether a coordinate may be read on the way, shown or not: a key, an input of a computed field. */
  input(coordinate: string): Stop | null
}

/** Judges each coordinate once and remembers it; one judge serves all documents under one contract and bundle. */
export function fieldJudge(running: RunningBundle, contract: Contract): FieldJudge {
  const judged = new Map<string, Judgement>()
  const leaves = new Map<string, LeafJudgement>()
  const once = <V>(known: Map<string, V>, key: string, judge: () => V): V => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = judge()
    known.set(key, made)
    return made
  }
  return {
    coordinate: (type, field, subject) =>
      once(judged, `${subject} ${type}.${field}`, () => judgeCoordinate(running, contract, type, field, subject)),
    type: (type, subject) =>
      once(judged, `${subject} ${type}`, () => judgeItems(running, contract, itemsOf(running, type, null), subject)),
    input: (coordinate) => judgeInput(running, contract, coordinate, null),
    leaf: (item, path) => once(leaves, `${item} ${path}`, () => judgeLeaf(running, contract, item, path)),
  }
}

/**
 * Type-level and field-level items all hold, those of the interfaces that declare the field too; neither an item nor a
 * technical mark means refused (D12). What computing the field reads (`@requires`, `@fromContext`, transitively) must be
 * open as well: otherwise the computed value would tell what may not be asked.
 */
function judgeCoordinate(
  running: RunningBundle,
  contract: Contract,
  type: string,
  field: string,
  subject: SubjectType,
): Judgement {
  const { coordinates, federation } = running
  const items = itemsOf(running, type, field)
  const technical = coordinates.technical(`${type}.${field}`) ?? coordinates.technical(type)
  if (technical === 'hub' || (items.length === 0 && technical === undefined)) return { items, stop: notInCatalog() }
  if (technical === 'self' && builtInId(contract) !== 'self') return { items, stop: notVerified() }
  const own = judgeItems(running, contract, items, subject)
  if (own.stop !== null) return own
  for (const input of federation.requiredBy(`${type}.${field}`)) {
    const stop = judgeInput(running, contract, input, subject)
    if (stop !== null) return { items, stop }
  }
  return own
}

/** What a computed field reads may be technical to the hub alone; it is never shown for it. */
function judgeInput(running: RunningBundle, contract: Contract, coordinate: string, subject: SubjectType): Stop | null {
  const [type = '', field = ''] = coordinate.split('.')
  const items = itemsOf(running, type, field)
  const technical = running.coordinates.technical(coordinate) ?? running.coordinates.technical(type)
  if (items.length === 0 && technical === undefined) return notInCatalog()
  return judgeItems(running, contract, items, subject).stop
}

function judgeItems(
  { catalog }: RunningBundle,
  contract: Contract,
  items: readonly ItemId[],
  subject: SubjectType,
): Judgement {
  for (const item of items) {
    const decision = judgeItem({ item, catalog, contract, subject, consent: 'later' })
    if (decision.kind === 'refusal') return { items, stop: stopOf(decision) }
  }
  return { items, stop: null }
}

/** Items of a type, or of a field of it: the type's, its own, and those of the interfaces that declare it. */
function itemsOf({ coordinates, apiSchema }: RunningBundle, type: string, field: string | null): readonly ItemId[] {
  const items = new Set<ItemId>()
  const add = (coordinate: string): void => {
    const item = coordinates.item(coordinate)
    if (item !== undefined) items.add(item)
  }
  add(type)
  if (field !== null) add(`${type}.${field}`)
  const known = apiSchema.getType(type)
  if (isObjectType(known) || isInterfaceType(known))
    for (const one of known.getInterfaces()) {
      add(one.name)
      if (field !== null && one.getFields()[field] !== undefined) add(`${one.name}.${field}`)
    }
  return [...items]
}

function judgeLeaf(running: RunningBundle, contract: Contract, item: ItemId, path: string): LeafJudgement {
  const { catalog, standards } = running
  const decision = judgeField({ item, field: path, catalog, standards, contract })
  if (decision.kind === 'refusal') return { stop: stopOf(decision), masked: false }
  return { stop: null, masked: decision.duties.some((duty) => duty.kind === 'mask') }
}

/** What a subject asks about itself is open to nobody else (REG-16.2b). */
function notVerified(): Stop {
  return {
    code: 'IDENTITY_NOT_VERIFIED',
    item: null,
    article: codeEntry('IDENTITY_NOT_VERIFIED').article,
    agency: null,
  }
}

function notInCatalog(): Stop {
  return { code: 'NOT_IN_CATALOG', item: null, article: codeEntry('NOT_IN_CATALOG').article, agency: null }
}
