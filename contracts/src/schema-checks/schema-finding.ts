/** One reason why an agency's schema is not taken (design.md §2.2). */
import {
  type Catalog,
  codeEntry,
  type DataStandards,
  type FindingCode,
  type ItemId,
  type ProviderId,
} from '@xinqiao/schema'
import type { CheckedSchema } from './read-schema.ts'

export interface SchemaFinding {
  readonly code: FindingCode | 'LEGAL_BASIS_MISSING' | 'GRAPHQL_PARSE_FAILED'
  /** `Type.field`, `Type`, `Type.field(argument)`, `Enum.VALUE`; `schema` for the whole. */
  readonly coordinate: string
  readonly item?: ItemId
  readonly article: string
  readonly message: string
  /** What to do about it. */
  readonly next: string
}

/** What a check looks at. */
export interface SchemaUnderCheck {
  readonly schema: CheckedSchema
  readonly provider: ProviderId
  readonly catalog: Catalog
  readonly standards: DataStandards
  /** Schemas of the other agencies, as they run. */
  readonly running: ReadonlyMap<ProviderId, CheckedSchema>
}

export type SchemaCheck = (under: SchemaUnderCheck) => readonly SchemaFinding[]

/** A finding with the texts of its code; `message` and `article` where this case says more. */
export function finding(
  code: SchemaFinding['code'],
  coordinate: string,
  more: { readonly item?: ItemId | undefined; readonly article?: string; readonly message?: string } = {},
): SchemaFinding {
  const entry = codeEntry(code)
  return Object.freeze({
    code,
    coordinate,
    ...(more.item === undefined ? {} : { item: more.item }),
    article: more.article ?? entry.article,
    message: more.message ?? entry.en,
    next: entry.nextEn,
  })
}
