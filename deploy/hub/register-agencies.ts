/** Tells the registry which agencies there are: schema, address, body and public keys of each, signed by the operator. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signedPut } from '@xinqiao/cli'
import { parse } from 'yaml'
import { DeployError } from '../errors.ts'
import { providerBodies } from '../generator/records.ts'
import type { DataFolder } from './data-folder.ts'
import { publicHalf, readJwk } from './keys.ts'
import { addressesOf, type HubSetting } from './part-plans.ts'

const root = join(import.meta.dirname, '..', '..')

/** Registers the agencies as one act, composed once; repeating it with the same content changes nothing. */
export async function registerAgencies(hub: HubSetting, data: DataFolder): Promise<void> {
  const addresses = addressesOf(hub.ports)
  const bodies = bodiesOf(data.dir)
  const agencies = hub.agencies.map(({ id, folder }) => [
    id,
    {
      sdl: readFileSync(join(root, 'subgraphs', folder, 'schema.graphql'), 'utf8'),
      url: addresses.agency(id),
      body: bodies[id] ?? providerBodies[id],
      key: publicHalf(readJwk(hub.keysDir, `agency-${id}`)),
      agreementKey: publicHalf(readJwk(hub.keysDir, `agency-${id}-agreement`)),
      fetchAuth: 'hourly',
    },
  ])
  const answer = await signedPut({
    url: `${addresses.registry}/agencies`,
    body: Buffer.from(JSON.stringify({ agencies: Object.fromEntries(agencies) })),
    contentType: 'application/json',
    key: readJwk(hub.keysDir, 'operator'),
    tag: 'xinqiao-admin-1',
  })
  if (answer.ok) return
  throw new DeployError(
    'PROCESS_DID_NOT_START',
    `The registry did not take the agencies (status ${answer.status}): ${await answer.text()}`,
  )
}

/** An agency is a consumer too: its body stands in consumers.yaml. */
function bodiesOf(dataDir: string): Readonly<Record<string, string>> {
  const file = join(dataDir, 'consumers.yaml')
  if (!existsSync(file)) return {}
  const consumers: readonly { readonly id: string; readonly body: string }[] = parse(readFileSync(file, 'utf8')) ?? []
  return Object.fromEntries(consumers.map(({ id, body }) => [id, body]))
}
