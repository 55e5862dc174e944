/** A whole data folder as a pure function: lint, load and registry read it the same way (data.md §1). */
import {
  type Catalog,
  type DataStandards,
  dataStandards,
  parseDocument,
  provincialCatalog,
  readCatalog,
} from '@xinqiao/schema'
import type { Consent } from '../consent/consent.ts'
import { parseConsents } from '../consent/parse-consents.ts'
import type { Consumer, Contract } from '../contract/contract.ts'
import { parseConsumers } from '../contract/parse-consumers.ts'
import { parseContract } from '../contract/parse-contract.ts'
import { contractWarnings } from '../contract/warnings.ts'
import { parseStandings, type StandingDecision } from '../standings/parse-standings.ts'
import { classifyFile, type FolderFileKind } from './classify-file.ts'
import { type FolderFinding, FolderReading } from './folder-reading.ts'
import { type HubFile, parseHubFile, parseStaff, type StaffMember } from './parse-hub-file.ts'

/** What a folder holds, as far as it could be read, and everything that is wrong with it. */
export interface FolderFindings {
  /** Errors: nothing of the folder is taken over while one stands. */
  readonly findings: readonly FolderFinding[]
  /** What can be loaded and will be refused at every request. */
  readonly warnings: readonly FolderFinding[]
  readonly hub: HubFile
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly consumers: readonly Consumer[]
  readonly contracts: readonly Contract[]
  readonly consents: readonly Consent[]
  readonly standings: readonly StandingDecision[]
  readonly staff: readonly StaffMember[]
  /** Paths of the record files, in the order they go through the ingest doors. */
  readonly records: readonly string[]
}

export interface FolderContext {
  /** Keys persons of consents; without it a number is only checked and the key is left blank. */
  readonly refOf?: (kind: string, number: string) => string | undefined
  readonly today?: string
}

const latestDate = '9999-12-31'

/** Checks consumers, contracts, consents and standings as a whole; records are judged one by one at the ingest doors. */
export function checkFolder(files: ReadonlyMap<string, string>, context: FolderContext = {}): FolderFindings {
  const reading = new FolderReading(files)
  const byKind = groupByKind(files, reading)
  const refOf = context.refOf ?? ((kind, number) => checkedOnly(kind, number, context.today ?? latestDate))
  const catalog =
    reading.read('catalog.yaml', (document, source) => readCatalog(document, source)) ?? provincialCatalog()
  const keySets = new Map(byKind.keys.map((path) => [path, reading.json(path)]))
  const operations = new Map(byKind.operation.map((path) => [nameOf(path), files.get(path) ?? '']))
  const standards = dataStandards()
  const consumers =
    reading.read('consumers.yaml', (document, source) => parseConsumers(document, { source, keySets })) ?? []
  const contracts = byKind.contract
    .map((path) =>
      reading.read(path, (document, source) =>
        parseContract(document, { source, catalog, standards, consumers, operations }),
      ),
    )
    .filter((contract) => contract !== undefined)
  for (const [index, contract] of contracts.entries()) {
    const isTwice = contracts.slice(0, index).some((one) => one.id === contract.id && one.version === contract.version)
    if (isTwice) reading.refuse(`contracts/${contract.id}`, 'id', 'two files hold this version of the contract')
  }
  return {
    hub: reading.read('hub.yaml', parseHubFile) ?? {},
    catalog,
    standards,
    consumers,
    contracts,
    consents:
      reading.read('consents.yaml', (document, source) => parseConsents(document, { source, refOf, catalog })) ?? [],
    standings:
      reading.read('standings.yaml', (document, source) => parseStandings(document, { source, catalog })) ?? [],
    staff: reading.read('staff.yaml', parseStaff) ?? [],
    records: byKind.records.toSorted(),
    findings: reading.findings,
    warnings: contracts.flatMap((contract) =>
      contractWarnings(contract, catalog, consumers).map((warning) => ({
        file: `contracts/${contract.id}`,
        ...warning,
      })),
    ),
  }
}

function groupByKind(
  files: ReadonlyMap<string, string>,
  reading: FolderReading,
): Readonly<Record<Exclude<FolderFileKind, 'ignored' | 'unknown'>, readonly string[]>> {
  const groups = { document: [], contract: [], operation: [], keys: [], records: [] } as Record<
    Exclude<FolderFileKind, 'ignored' | 'unknown'>,
    string[]
  >
  for (const path of [...files.keys()].toSorted()) {
    const kind = classifyFile(path)
    if (kind === 'unknown') reading.refuse(path, '', 'not a file of this folder')
    else if (kind !== 'ignored') groups[kind].push(path)
  }
  return groups
}

function checkedOnly(kind: string, number: string, today: string): string | undefined {
  return parseDocument(kind, number, today).ok ? '' : undefined
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
