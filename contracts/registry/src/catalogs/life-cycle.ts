/** REG-11.2: a catalog is drafted, consulted, approved by the provincial government, and only then in force. */
import type { LegalDate } from '@xinqiao/schema'
import { RegistryError } from '../errors.ts'

export type CatalogState = 'draft' | 'consulted' | 'approved' | 'in_force' | 'superseded'

/** The government's approval: both parts, or it is none. */
export interface CatalogApproval {
  readonly number: string
  readonly on: LegalDate
}

/** One version of the catalog with where it stands. */
export interface CatalogVersion {
  readonly version: string
  readonly state: CatalogState
  readonly approval: CatalogApproval | null
  /** First day in force; never before the day of approval. */
  readonly effectiveFrom: LegalDate | null
  /** The document, in the format of law/catalog.yaml. */
  readonly document: unknown
}

const next: Readonly<Record<CatalogState, readonly CatalogState[]>> = {
  draft: ['consulted'],
  consulted: ['draft', 'approved'],
  approved: ['in_force', 'superseded'],
  in_force: ['superseded'],
  superseded: [],
}

/** What a step may bring with it. */
export interface CatalogStep {
  readonly to: CatalogState
  readonly approval?: CatalogApproval
  readonly effectiveFrom?: LegalDate
  readonly today: LegalDate
}

/**
 * Takes a version one step on.
 * @throws RegistryError `LEGAL_BASIS_MISSING` for a step that the law does not know, or an approval without number and date.
 */
export function advanceCatalog(version: CatalogVersion, step: CatalogStep): CatalogVersion {
  if (!next[version.state].includes(step.to)) {
    throw refused(
      `Catalog ${version.version} is ${version.state}; expected a step to ${next[version.state].join(' or ') || 'nothing'}, got ${step.to}.`,
    )
  }
  const approval = step.approval ?? version.approval
  const effectiveFrom = later(step.effectiveFrom ?? version.effectiveFrom, approval?.on ?? null)
  if (step.to === 'approved' || step.to === 'in_force') {
    if (approval === null || approval.number.trim() === '' || approval.on === '') {
      throw refused(
        `Catalog ${version.version} has no approval of the provincial government: number and date are both needed.`,
      )
    }
  }
  if (step.to === 'in_force' && (effectiveFrom === null || effectiveFrom > step.today)) {
    throw refused(`Catalog ${version.version} is not in force before ${effectiveFrom ?? 'its day is set'}.`)
  }
  return Object.freeze({ ...version, state: step.to, approval, effectiveFrom })
}

/** The version in force; none where no version has been approved. */
export function versionInForce(versions: ReadonlyMap<string, CatalogVersion>): CatalogVersion | undefined {
  return [...versions.values()].find((version) => version.state === 'in_force')
}

/** Brings the approved version whose day has come into force and supersedes the one before it. */
export function bringIntoForce(
  versions: ReadonlyMap<string, CatalogVersion>,
  today: LegalDate,
): ReadonlyMap<string, CatalogVersion> {
  const due = [...versions.values()]
    .filter(
      (version) => version.state === 'approved' && version.effectiveFrom !== null && version.effectiveFrom <= today,
    )
    .sort((a, b) => (a.effectiveFrom ?? '').localeCompare(b.effectiveFrom ?? ''))
  if (due.length === 0) return versions
  const result = new Map(versions)
  for (const version of due) {
    const former = versionInForce(result)
    if (former !== undefined) result.set(former.version, advanceCatalog(former, { to: 'superseded', today }))
    result.set(version.version, advanceCatalog(version, { to: 'in_force', today }))
  }
  return result
}

function later(day: LegalDate | null, approved: LegalDate | null): LegalDate | null {
  if (day === null || approved === null) return day ?? approved
  return day > approved ? day : approved
}

function refused(message: string): RegistryError {
  return new RegistryError('LEGAL_BASIS_MISSING', 422, message, {
    findings: [
      {
        code: 'LEGAL_BASIS_MISSING',
        where: 'catalog',
        message,
        article: 'REG-11.2',
        next: 'Name the approval: catalogApproval { number, on } in hub.yaml.',
      },
    ],
  })
}
