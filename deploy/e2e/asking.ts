/** Small questions that the stories share: records at a place of an answer, errors at a path, call logs, ingest. */
import { getSignedLines, type IngestFigures, ingestFile } from '@xinqiao/cli'
import type { HubFile } from '../hub/hub-file.ts'
import type { HubUnderTest, WireAnswer, WireError } from './hub-under-test.ts'

/** Records of a connection below `organization`. */
export function nodesAt(
  answer: WireAnswer,
  agency: string,
  place: string,
  root = 'organization',
): readonly Record<string, unknown>[] {
  const data = answer.body.data as
    | Record<string, Record<string, Record<string, { nodes: Record<string, unknown>[] } | null> | null> | null>
    | null
    | undefined
  const connection = data?.[root]?.[agency]?.[place]
  if (connection === null || connection === undefined)
    throw new Error(`No records at ${root}.${agency}.${place}: ${JSON.stringify(answer.body.errors)}`)
  return connection.nodes
}

/** Extensions of the one error at a path. */
export function errorAt(
  answer: WireAnswer,
  ...path: readonly (string | number)[]
): NonNullable<WireError['extensions']> {
  const found = (answer.body.errors ?? []).filter((error) => JSON.stringify(error.path) === JSON.stringify(path))
  if (found.length !== 1)
    throw new Error(`Expected one error at ${path.join('.')}, got ${JSON.stringify(answer.body.errors)}`)
  return found[0]?.extensions ?? {}
}

/** Rows of an agency's call log. */
export async function callLog(hub: HubUnderTest, agency: string): Promise<readonly Record<string, unknown>[]> {
  const place = placeOf(hub, agency)
  return (await getSignedLines(`${place.url}/calls`, hub.readKey(place.key))) as readonly Record<string, unknown>[]
}

/** Sends a file through an agency's ingest door and gives its figures with every refused line. */
export async function ingest(hub: HubUnderTest, agency: string, file: string): Promise<IngestFigures> {
  const place = placeOf(hub, agency)
  return ingestFile({ url: place.ingest, key: hub.readKey(place.key), file })
}

function placeOf(hub: HubUnderTest, agency: string): HubFile['agencies'][string] {
  const place = hub.file.agencies[agency]
  if (place === undefined) throw new Error(`hub.json names no agency ${agency}.`)
  return place
}
