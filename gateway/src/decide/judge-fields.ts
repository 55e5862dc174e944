/** One decision per coordinate, by catalog and contract; knows no subject and no consent (design.md §2.1.3). */
import { type Contract, judgeField, judgeItem } from '@xinqiao/contracts'
import { codeEntry, type ItemId } from '@xinqiao/schema'
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
  leaf(item: ItemId, path: string): LeafJudgement
}

/** Judges each coordinate once and remembers it; one judge serves one document under one contract version and bundle. */
export function fieldJudge(running: RunningBundle, contract: Contract): FieldJudge {
  const coordinates = new Map<string, Judgement>()
  const leaves = new Map<string, LeafJudgement>()
  return {
    coordinate(type, field, subject) {
      const key = `${subject} ${type}.${field}`
      const judgement = coordinates.get(key) ?? judgeCoordinate(running, contract, type, field, subject)
      coordinates.set(key, judgement)
      return judgement
    },
    leaf(item, path) {
      const key = `${item} ${path}`
      const judgement = leaves.get(key) ?? judgeLeaf(running, contract, item, path)
      leaves.set(key, judgement)
      return judgement
    },
  }
}

/** Type-level and field-level items both hold; neither an item nor a technical mark means refused (D12). */
function judgeCoordinate(
  running: RunningBundle,
  contract: Contract,
  type: string,
  field: string,
  subject: SubjectType,
): Judgement {
  const { coordinates, catalog } = running
  const own = coordinates.item(`${type}.${field}`)
  const ofType = coordinates.item(type)
  const items = [...new Set([ofType, own].filter((item) => item !== undefined))]
  const technical = coordinates.technical(`${type}.${field}`) ?? coordinates.technical(type)
  if (technical === 'hub' || (items.length === 0 && technical === undefined)) return { items, stop: notInCatalog() }
  for (const item of items) {
    const decision = judgeItem({ item, catalog, contract, subject, consent: 'later' })
    if (decision.kind === 'refusal') return { items, stop: stopOf(decision) }
  }
  return { items, stop: null }
}

function judgeLeaf(running: RunningBundle, contract: Contract, item: ItemId, path: string): LeafJudgement {
  const { catalog, standards } = running
  const decision = judgeField({ item, field: path, catalog, standards, contract })
  if (decision.kind === 'refusal') return { stop: stopOf(decision), masked: false }
  return { stop: null, masked: decision.duties.some((duty) => duty.kind === 'mask') }
}

function notInCatalog(): Stop {
  return { code: 'NOT_IN_CATALOG', item: null, article: codeEntry('NOT_IN_CATALOG').article, agency: null }
}
