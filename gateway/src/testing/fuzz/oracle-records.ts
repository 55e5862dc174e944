/** The oracle's fields of a record and of the parts of its payload. */
import { maskName, maskNumber } from '@xinqiao/schema'
import { type GraphQLOutputType, getNamedType, isLeafType } from 'graphql'
import { imagined } from './imagined.ts'
import type { Answering, PartSource, RecordSource } from './oracle-sources.ts'
import type { LeafRight } from './plain-law.ts'

/** The value of a field that is open. */
export function recordField(
  on: Answering,
  source: RecordSource | PartSource,
  name: string,
  right: LeafRight,
  type: GraphQLOutputType,
): unknown {
  if (on.isImagined) return isLeafType(getNamedType(type)) ? imagined(type) : imaginedPart(source, name, type)
  if (source.at === 'part') return masked((source.value as Readonly<Record<string, unknown>>)[name], name, right)
  const { row, item } = source
  if (row === null) return null
  if (name === 'objection') return objection(on, source)
  if (name === 'masked') return on.law.maskedParts(item)
  const value = row[name]
  if (value === null || value === undefined) return null
  if (isLeafType(getNamedType(type))) return masked(value, name, right)
  const part = (one: unknown): unknown =>
    one === null
      ? null
      : isEnvelope(name)
        ? { at: 'plain', value: one }
        : { at: 'part', item, about: source.about, path: name, value: one }
  return Array.isArray(value) ? value.map(part) : part(value)
}

function isEnvelope(name: string): boolean {
  return name === 'basisDocument' || name === 'provenance' || name === 'objection'
}

function imaginedPart(source: RecordSource | PartSource, name: string, type: GraphQLOutputType): unknown {
  const { item, about } = source
  const part = isEnvelope(name) ? { at: 'plain', value: null } : { at: 'part', item, about, path: name, value: {} }
  return imagined(type, part)
}

function masked(value: unknown, name: string, { isMasked }: LeafRight): unknown {
  if (!isMasked || typeof value !== 'string') return value ?? null
  return name === 'name' ? maskName(value) : maskNumber(value)
}

/** The mark of a pending objection (D8), as the row's decision carries it. */
function objection({ law }: Answering, { row }: RecordSource): unknown {
  const decision = row === null ? null : law.row(row)
  const mark = decision?.kind === 'show' ? decision.duties.find((duty) => duty.kind === 'annotate') : undefined
  if (mark?.kind !== 'annotate') return null
  return { at: 'plain', value: { since: mark.since, caseNumber: mark.caseNumber ?? '' } }
}
