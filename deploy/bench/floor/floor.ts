/**
 * The floor: a bare Node server that answers the same questions with the least that has to be done. It makes the same
 * calls to the same doubles, in parallel, by undici; merges what comes back; writes it as JSON. No token, no contract, no
 * decision, no signature, no row rule, no audit.
 */
import { createServer } from 'node:http'
import { Pool } from 'undici'
import { listen, readBody, send } from '../bare-server.ts'

/** One call of a case: where to, and the text before and after the keys, as the gateway sends it. */
export interface FloorCall {
  readonly url: string
  readonly before: string
  readonly after: string
}

/** Calls of both roots; set before the first question. */
export interface FloorRecipe {
  readonly organization: readonly FloorCall[]
  readonly organizations: readonly FloorCall[]
}

type Entity = Readonly<Record<string, unknown>>
interface Prepared {
  readonly pool: Pool
  readonly before: string
  readonly after: string
}
interface Question {
  readonly variables: { readonly uscc: string } | { readonly usccs: readonly string[] }
}

/** Connections to one agency, as many as the gateway may hold. */
const connections = 64

/** A floor that listens on loopback. */
export interface Floor {
  readonly url: string
  use(recipe: FloorRecipe): void
}

export async function startFloor(): Promise<Floor> {
  let one: readonly Prepared[] = []
  let many: readonly Prepared[] = []
  const answer = async (question: Question): Promise<string> => {
    const { variables } = question
    if ('uscc' in variables) {
      const [organization] = await joined(one, [variables.uscc])
      return JSON.stringify({ data: { organization } })
    }
    return JSON.stringify({ data: { organizations: await joined(many, variables.usccs) } })
  }
  const server = createServer((request, response) => {
    readBody(request)
      .then((bytes) => answer(JSON.parse(bytes.toString('utf8'))))
      .then(
        (text) => send(response, 200, Buffer.from(text)),
        (error: unknown) => send(response, 502, Buffer.from(String(error))),
      )
  })
  const url = await listen(server)
  return {
    url,
    use: (recipe) => {
      const pools = new Map<string, Pool>()
      const prepared = ({ url, before, after }: FloorCall): Prepared => {
        const pool = pools.get(url) ?? new Pool(url, { connections, pipelining: 1 })
        pools.set(url, pool)
        return { pool, before, after }
      }
      one = recipe.organization.map(prepared)
      many = recipe.organizations.map(prepared)
    },
  }
}

async function joined(calls: readonly Prepared[], usccs: readonly string[]): Promise<readonly Entity[]> {
  const keys = JSON.stringify(usccs.map((uscc) => ({ __typename: 'Organization', uscc })))
  const parts = await Promise.all(calls.map((call) => entities(call, keys)))
  return usccs.map((uscc, at) => Object.assign({ uscc }, ...parts.map((part) => part[at])))
}

async function entities({ pool, before, after }: Prepared, keys: string): Promise<readonly Entity[]> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: before + keys + after,
  })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`an agency answered with status ${statusCode}`)
  const answer: { readonly data: { readonly _entities: readonly Entity[] } } = JSON.parse(text)
  return answer.data._entities
}
