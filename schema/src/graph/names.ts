/** Names in the graph: mechanical, so whoever knows an item's id knows where to ask (design.md §3, law/data-standards.yaml). */
import type { ItemId, ProviderId } from '../catalog/catalog-item.ts'

/** Subject types of the graph. */
export const subjectTypeNames: {
  readonly organization: 'Organization'
  readonly naturalPerson: 'NaturalPerson'
} = { organization: 'Organization', naturalPerson: 'NaturalPerson' }

export type SubjectTypeName = 'Organization' | 'NaturalPerson'

/** `court.judgment` → `CourtJudgment`. */
export function typeName(item: ItemId): string {
  return item.split('.').map(capital).join('')
}

/** `court.judgment` → `CourtJudgmentConnection`. */
export function connectionName(item: ItemId): string {
  return `${typeName(item)}Connection`
}

/** Field below the provider: `amr.reg.legalRep` → `regLegalRep`; an item of another's prefix keeps it: pbc's `fin.dbExchange` → `finDbExchange`. */
export function placeField(item: { readonly id: ItemId; readonly provider: ProviderId }): string {
  const prefix = `${item.provider}.`
  const words = (item.id.startsWith(prefix) ? item.id.slice(prefix.length) : item.id).split('.')
  return words.map((word, index) => (index === 0 ? word : capital(word))).join('')
}

/** `Organization`, `amr` → `OrganizationAmr`. */
export function providerTypeName(subject: SubjectTypeName, provider: ProviderId): string {
  return `${subject}${capital(provider)}`
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
