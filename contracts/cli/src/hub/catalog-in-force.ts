/** The running hub's catalog, as it publishes it (REG-11.3); the project's own where no hub runs. */
import { type Catalog, type CatalogItem, provincialCatalog } from '@xinqiao/schema'
import { CliError } from '../errors.ts'
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
import { findHub } from './find-hub.ts'
import { getJson } from './plain-request.ts'

/**
 * Items, providers, categories and period rules of the hub; a state folder that was named must have a hub.
 * @throws CliError `HUB_NOT_FOUND`, `HUB_UNREACHABLE` (exit 5).
 */
export async function catalogInForce(state: string | undefined): Promise<Catalog> {
  try {
    return published(await getJson(`${findHub(state).gateway}/catalog`))
  } catch (error) {
    if (error instanceof CliError && error.exit === 'unreachable' && state === undefined) return provincialCatalog()
    throw error
  }
}

/** Reads the public document over the project's catalog, whose deny words are the law's and the same everywhere. */
function published(document: unknown): Catalog {
  const fields = asObject(document)
  const own = provincialCatalog()
  const items = Array.isArray(fields['items']) ? fields['items'].filter(isItem) : []
  if (items.length === 0) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null)
  return {
    ...own,
    meta: {
      ...own.meta,
      version: text('version') ?? own.meta.version,
      approvalNumber: text('approvalNumber'),
      effectiveFrom: text('effectiveFrom'),
    },
    items: new Map(items.map((item) => [item.id, item])),
  }
}

const listNames = ['subjects', 'channels', 'basis'] as const
const textNames = [
  'id',
  'nameEn',
  'nameZh',
  'provider',
  'class',
  'category',
  'period',
  'sensitivity',
  'collection',
] as const

function isItem(value: unknown): value is CatalogItem {
  const item = asObject(value)
  return (
    listNames.every((name) => Array.isArray(item[name])) && textNames.every((name) => typeof item[name] === 'string')
  )
}
