/** What a data folder does to the catalog: an approved one takes effect, an unapproved one stays a draft (REG-11.2, D12). */
import { isDeepStrictEqual } from 'node:util'
import type { LegalDate } from '@xinqiao/schema'
import { approvedDocument } from './first-catalog.ts'
import { bringIntoForce, type CatalogApproval, type CatalogVersion, versionInForce } from './life-cycle.ts'

/** A folder's word on the catalog: `document` where it brings one, `approval` where its hub.yaml or the document names one. */
export interface CatalogLoad {
  readonly document: unknown
  readonly approval: CatalogApproval | null
}

type Versions = ReadonlyMap<string, CatalogVersion>

/** The versions after the load; the same map when nothing changes. */
export function loadCatalog(versions: Versions, load: CatalogLoad, today: LegalDate): Versions {
  const running = versionInForce(versions)
  const document = load.document ?? running?.document
  if (document === undefined || document === null) return versions
  const approval = load.approval ?? approvalIn(load.document)
  if (approval === null)
    return load.document === null || load.document === undefined ? versions : withDraft(versions, load.document)
  // An approval dated ahead does not end what is in force: its day is waited for.
  if (approval.on > today && (load.document === null || load.document === undefined)) return versions
  return withApproved(versions, document, approval, today)
}

function withApproved(versions: Versions, document: unknown, approval: CatalogApproval, today: LegalDate): Versions {
  const effectiveFrom = approval.on
  const running = versionInForce(versions)
  const early = approval.on > today
  const version =
    early && running?.version === versionOf(document) ? `${versionOf(document)}@${approval.on}` : versionOf(document)
  const next: CatalogVersion = {
    version,
    state: 'approved',
    approval,
    effectiveFrom,
    document: approvedDocument(document, approval.number, effectiveFrom),
  }
  const former = versions.get(version)
  if (former !== undefined && isDeepStrictEqual({ ...former, state: 'approved' }, next)) return versions
  return bringIntoForce(new Map([...versions, [version, next]]), today)
}

function withDraft(versions: Versions, document: unknown): Versions {
  const version = versionOf(document)
  const former = versions.get(version)
  if (former !== undefined && sameContent(former.document, document)) return versions
  const free = former === undefined || former.state === 'draft' ? version : `${version}-draft`
  return new Map([
    ...versions,
    [free, { version: free, state: 'draft', approval: null, effectiveFrom: null, document }],
  ])
}

/** The approval that a document states of itself: both parts, or none. */
function approvalIn(document: unknown): CatalogApproval | null {
  const { approval_no: number, effective_from: on } = metaOf(document)
  return typeof number === 'string' && number.trim() !== '' && typeof on === 'string' && on !== ''
    ? { number, on }
    : null
}

function sameContent(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(approvedDocument(one, '', ''), approvedDocument(other, '', ''))
}

function versionOf(document: unknown): string {
  const { version } = metaOf(document)
  return typeof version === 'string' ? version : '0'
}

function metaOf(document: unknown): Readonly<Record<string, unknown>> {
  if (typeof document !== 'object' || document === null) return {}
  const meta = (document as { readonly meta?: unknown }).meta
  return typeof meta === 'object' && meta !== null ? (meta as Readonly<Record<string, unknown>>) : {}
}
