/** `POST /load`: a data folder, or one file of it, into the running hub. Development profile only; production has life-cycles. */
import { isDeepStrictEqual } from 'node:util'
import type { Consumer, FolderFindings } from '@xinqiao/contracts'
import { type Catalog, type DataStandards, type LegalDate, readCatalog } from '@xinqiao/schema'
import { type CatalogVersion, versionInForce } from '../catalogs/life-cycle.ts'
import { loadCatalog } from '../catalogs/load-catalog.ts'
import type { RegistryConfig } from '../config.ts'
import { withGeneratedKeys } from '../consumers/generated-keys.ts'
import { RegistryError } from '../errors.ts'
import type { Act, ActOutcome } from '../release/act.ts'
import { lawfulFindings } from '../schemas/check-schema.ts'
import type { RegistryState } from '../state.ts'
import { type FolderFiles, filesToKeep, mergeFiles } from './merge-files.ts'
import { readFolder, refuseFindings } from './read-folder.ts'
import { takeOver } from './take-over.ts'
import { hasFacts, tellOffice } from './tell-office.ts'

/** What loading works with. */
export interface LoadContext {
  readonly config: RegistryConfig
  readonly standards: DataStandards
  today(): LegalDate
  perform(act: Act): Promise<ActOutcome>
}

/** What loading did. */
export interface LoadAnswer extends ActOutcome {
  readonly consumers: number
  readonly contracts: number
  /** What can be loaded and will be refused at every request. */
  readonly warnings: FolderFindings['warnings']
  /** Clients whose keys were made here, with the file their private key lies in. */
  readonly generated: readonly { readonly client: string; readonly consumer: string; readonly key: string }[]
  /** The office's own answer; `null` when there was nothing for it. */
  readonly office: unknown
}

/** Checks the folder as a whole and takes it over as a whole. */
export async function loadFolder(given: unknown, by: string, context: LoadContext): Promise<LoadAnswer> {
  if (context.config.profile !== 'development') {
    throw new RegistryError(
      'DEVELOPMENT_ONLY',
      403,
      'Folders are loaded in the development profile only; here contracts come through their life-cycle.',
    )
  }
  const files = readFiles(given)
  let folder: FolderFindings | undefined
  let office: unknown = null
  let stateSeen: RegistryState | undefined
  const outcome = await context.perform({
    act: 'folder.load',
    object: [...files.keys()].join(' '),
    by,
    next: async (state) => {
      const merged = mergeFiles(state.files, files)
      const loaded = readWithCatalog(merged, files, state, context.today())
      folder = loaded.folder
      refuseSchemas(state, loaded.catalogs, context)
      const consumers = await Promise.all(
        loaded.folder.consumers.map((consumer) => withGeneratedKeys(consumer, context.config.keysDir)),
      )
      stateSeen = takeOver(
        state,
        {
          consumers,
          contracts: loaded.folder.contracts,
          files: filesToKeep(state.files, files),
          catalogs: loaded.catalogs,
        },
        context.today(),
      )
      return stateSeen
    },
    ...(hasFacts(files)
      ? {
          elsewhere: async (): Promise<void> => {
            if (stateSeen !== undefined) office = await tellOffice(files, stateSeen, context.config.keys.operator)
          },
        }
      : {}),
  })
  return {
    ...outcome,
    consumers: folder?.consumers.length ?? 0,
    contracts: folder?.contracts.length ?? 0,
    warnings: folder?.warnings ?? [],
    generated: (folder?.consumers ?? []).flatMap(generatedClients),
    office,
  }
}

interface LoadedFolder {
  readonly folder: FolderFindings
  readonly catalogs: ReadonlyMap<string, CatalogVersion>
}

/** First what the folder says of the catalog, then the rest under the catalog that will be in force: an item of a draft can be contracted by nobody (D12). */
function readWithCatalog(
  merged: FolderFiles,
  given: FolderFiles,
  state: RegistryState,
  today: LegalDate,
): LoadedFolder {
  const about = new Map([...given].filter(([path]) => path === 'hub.yaml' || path === 'catalog.yaml'))
  const { hub, catalog } = readFolder(about, today)
  const document = given.has('catalog.yaml') ? catalog.document : null
  const catalogs = loadCatalog(state.catalogs, { document, approval: hub.catalogApproval ?? null }, today)
  const inForce = versionInForce(catalogs)?.document
  const under = inForce === undefined ? merged : new Map([...merged, ['catalog.yaml', JSON.stringify(inForce)]])
  return { folder: readFolder(under, today), catalogs }
}

/** A new catalog must not leave a running schema outside it. */
function refuseSchemas(
  state: RegistryState,
  catalogs: ReadonlyMap<string, CatalogVersion>,
  context: LoadContext,
): void {
  const before = versionInForce(state.catalogs)?.document
  const after = versionInForce(catalogs)?.document
  if (after === undefined || isDeepStrictEqual(before, after)) return
  const catalog: Catalog = readCatalog(after, 'catalog.yaml')
  refuseFindings(
    [...state.agencies.values()].flatMap(({ id, sdl }) =>
      lawfulFindings({ agency: id, sdl }, state, { catalog, standards: context.standards, today: context.today() }),
    ),
  )
}

function generatedClients(consumer: Consumer): LoadAnswer['generated'] {
  return consumer.clients
    .filter((client) => client.generate === true)
    .map((client) => ({ client: client.id, consumer: consumer.id, key: `${client.id}.jwk.json` }))
}

function readFiles(given: unknown): FolderFiles {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  if (texts.length === 0 || texts.length !== entries.length)
    throw new RegistryError('REQUEST_INVALID', 400, 'Expected {files: {path: text}} with at least one file.')
  return new Map(texts)
}
