/** Small questions that the stories share: records at a place of an answer, errors at a path, call logs, ingest. */
import { readFileSync } from 'node:fs'
import { ingestSignature, signedGet } from '../hub/signed-calls.ts'
import type { HubUnderTest, WireAnswer, WireError } from './hub-under-test.ts'

/** Records of a connection below `organization`. */
export function nodesAt(answer: WireAnswer, agency: string, place: string, root = 'organization'): readonly Record<string, unknown>[] {
  const data = answer.body.data as Record<string, Record<string, Record<string, { nodes: Record<string, unknown>[] } | null> | null> | null> | null | undefined
  const connection = data?.[root]?.[agency]?.[place]
  if (connection === null || connection === undefined) throw new Error(`No records at ${root}.${agency}.${place}: ${JSON.stringify(answer.body.errors)}`)
  return connection.nodes
}

/** Extensions of the one error at a path. */
export function errorAt(answer: WireAnswer, ...path: readonly (string | number)[]): NonNullable<WireError['extensions']> {
  const found = (answer.body.errors ?? []).filter((error) => JSON.stringify(error.path) === JSON.stringify(path))
  if (found.length !== 1) throw new Error(`Expected one error at ${path.join('.')}, got ${JSON.stringify(answer.body.errors)}`)
  return found[0]?.extensions ?? {}
}

/** Rows of an agency's call log. */
export async function callLog(hub: HubUnderTest, agency: string): Promise<readonly Record<string, unknown>[]> {
  const text = await signedGet(`${hub.file.agencies[agency]?.url}/calls`, hub.readKey(hub.file.operator.key))
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line))
}

/** Sends a file through an agency's ingest door and gives the lines of the answer. */
export async function ingestFile(hub: HubUnderTest, agency: string, file: string): Promise<readonly Record<string, unknown>[]> {
  const place = hub.file.agencies[agency]
  if (place === undefined) throw new Error(`No agency ${agency}.`)
  const bytes = readFileSync(file)
  const response = await fetch(place.ingest, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', ...ingestSignature(place.ingest, bytes, hub.readKey(place.key)) }, body: bytes })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`The ingest door answered ${response.status}.`)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line))
}
