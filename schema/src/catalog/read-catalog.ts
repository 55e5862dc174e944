/** Unknown document -> catalog, or every fault of it at once (REG-11, REG-12). */
import { type Finding, SchemaError } from '../errors.ts'
import { checkFormat } from '../formats/check-format.ts'
import type { CatalogDocument, DocumentItem } from './catalog-document.ts'
import { catalogFaults } from './catalog-faults.ts'
import type { Catalog, CatalogItem, ConsentOnlyEntry, DenyEntry, ItemId, PeriodRuleId } from './catalog-item.ts'

/**
 * Reads a catalog in the format of `catalog.yaml`. `source` names the file in every finding.
 * A catalog is read whether approved or not; only one with an approval number is enforced (`isApproved`, REG-11.2).
 * @throws SchemaError `CATALOG_INVALID`
 */
export function readCatalog(document: unknown, source: string): Catalog {
  const findings = checkFormat('catalog', document).map(({ path, message }) => ({
    path: entryPath(document, path),
    message,
  }))
  if (findings.length > 0) throw invalid(findings, source)
  const read = document as CatalogDocument
  const faults = catalogFaults(read)
  if (faults.length > 0) throw invalid(faults, source)
  return catalogOf(read)
}

/** Whether the government approved this version; a draft binds nobody (REG-11.2). */
export function isApproved(catalog: Catalog): boolean {
  return catalog.meta.approvalNumber !== null && catalog.meta.effectiveFrom !== null
}

function invalid(findings: readonly Finding[], source: string): SchemaError {
  return new SchemaError(
    'CATALOG_INVALID',
    findings.map(({ path, message }) => ({ path: path === '' ? source : `${source}: ${path}`, message })),
  )
}

/** `items/3/class` reads `items[amr.reg.basic].class`: an entry is found by its id, not by counting. */
function entryPath(document: unknown, path: readonly (string | number)[]): string {
  let here: unknown = document
  let text = ''
  for (const part of path) {
    here = typeof here === 'object' && here !== null ? (here as Readonly<Record<string, unknown>>)[part] : undefined
    const entry = here as { readonly id?: unknown; readonly item?: unknown } | null | undefined
    const id = typeof here === 'object' ? (entry?.id ?? entry?.item) : undefined
    text += typeof part === 'number' ? `[${typeof id === 'string' ? id : part}]` : `${text === '' ? '' : '.'}${part}`
  }
  return text
}

function catalogOf(document: CatalogDocument): Catalog {
  const { meta } = document
  const rules = Object.entries(document.period_rules).map(([id, rule]) => ({ ...rule, id: id as PeriodRuleId }))
  return Object.freeze({
    meta: Object.freeze({
      titleEn: meta.title_en,
      titleZh: meta.title_zh,
      version: meta.version,
      nationalEdition: meta.national_edition,
      approvalNumber: meta.approval_no,
      effectiveFrom: meta.effective_from,
    }),
    categories: new Map(Object.entries(document.categories)),
    providers: new Map(Object.entries(document.agencies)),
    purposes: new Map(Object.entries(document.purposes)),
    fields: new Map(Object.entries(document.fields ?? {})),
    periodRules: new Map(rules.map((rule) => [rule.id, Object.freeze(rule)])),
    items: new Map<ItemId, CatalogItem>(document.items.map((item) => [item.id, itemOfDocument(item)])),
    prohibited: document.prohibited.map(
      (entry): DenyEntry =>
        Object.freeze({
          id: entry.id,
          nameEn: entry.name_en,
          nameZh: entry.name_zh,
          words: entry.schema_words,
          notTheseWords: entry.not_these_words,
          basis: entry.basis,
        }),
    ),
    consentOnly: document.conditional.map(
      (entry): ConsentOnlyEntry =>
        Object.freeze({ item: entry.item, words: entry.words, notTheseWords: entry.not_these_words ?? [] }),
    ),
    document,
  })
}

function itemOfDocument(item: DocumentItem): CatalogItem {
  const { name_en, name_zh, act_kind, authority_list_code, ...same } = item
  return Object.freeze({
    ...same,
    nameEn: name_en,
    nameZh: name_zh,
    ...(act_kind === undefined ? {} : { actKind: act_kind }),
    ...(authority_list_code === undefined ? {} : { authorityListCode: authority_list_code }),
  })
}
