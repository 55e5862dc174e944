/** The catalog a development hub starts with: the project's own, marked as a demonstration. Production starts with none (REG-11.2). */
import type { Catalog } from '@xinqiao/schema'
import type { CatalogApproval, CatalogVersion } from './life-cycle.ts'

/** First day on which anything can be in force: the day the Regulations took effect. */
const firstDay = '2022-01-01'

/** Says plainly what it is; a hub.yaml with `catalogApproval` replaces it. */
const demonstrationApproval: CatalogApproval = { number: '演示，未经批准 (demonstration, not approved)', on: firstDay }

/** The project's catalog as a version in force, for the development profile only. */
export function demonstrationCatalog(catalog: Catalog): CatalogVersion {
  return {
    version: catalog.meta.version,
    state: 'in_force',
    approval: demonstrationApproval,
    effectiveFrom: firstDay,
    document: approvedDocument(catalog.document, demonstrationApproval.number, firstDay),
  }
}

/** A catalog document whose `meta` names its approval, so that whoever reads it sees number and date (REG-11.3). */
export function approvedDocument(document: unknown, number: string, effectiveFrom: string): unknown {
  if (typeof document !== 'object' || document === null) return document
  const meta = (document as { readonly meta?: Readonly<Record<string, unknown>> }).meta
  return {
    ...document,
    meta: { ...meta, status: `approved ${number}`, approval_no: number, effective_from: effectiveFrom },
  }
}
