/** What each room of the walk costs, and what the row rules cost: the gateway's stack sampled while it answers. */
import { type BenchRow, rounded } from '../bench-row.ts'
import type { Engine, Question } from '../engines/engine.ts'
import { sampledSeconds } from '../limits.ts'
import type { Child } from '../measure/child.ts'
import { type PlaceRule, sharesByPlace } from '../measure/cpu-profile.ts'
import { openSampler, type Sampler } from '../measure/inspector.ts'
import { type Turn, takeTurn } from './turn.ts'

const rooms = [
  'authenticate',
  'contract',
  'decide',
  'plan',
  'fetch',
  'lawful-rows',
  'shape',
  'audit',
  'respond',
] as const

/** Packages count for the room they work for, where no room stands between. */
const rules: readonly PlaceRule[] = [
  ...rooms.map((room) => ({ place: room, path: new RegExp(`/gateway/src/${room}/`) })),
  { place: 'audit', path: /\/contracts\/audit-log\// },
  { place: 'fetch', path: /\/node_modules\/undici\// },
  {
    place: 'door',
    path: /\/gateway\/src\/door\/|\/node_modules\/(?:fastify|@fastify|@apollo\/server|find-my-way|avvio|light-my-request)\/|^node:_http_/,
  },
]
/** Masking belongs to the rules on rows, wherever its file stands. */
const rowRules: readonly PlaceRule[] = [
  { place: 'row-rules', path: /\/gateway\/src\/(?:lawful-rows\/|shape\/masked-fields)/ },
  ...rules,
]
/** Threads beside the one that answers: checks, files, the collector's helpers. */
const otherThreads = 'threads'

/** Questions of both operations, as many under way as in their cases. */
export interface RoomsWish {
  readonly gateway: Engine
  readonly profile: Asked
  readonly batch: Asked
}
interface Asked {
  readonly questions: readonly Question[]
  readonly connections: number
}
interface Sampled {
  readonly turn: Turn
  /** Processor time per request by place. */
  readonly cost: ReadonlyMap<string, number>
  readonly rowRules: number
}

/** One row a room, for a profile and beside it for a batch; then the row rules' part of a batch. None where no inspector opens. */
export async function runRoomsCase(
  { gateway, profile, batch }: RoomsWish,
  load: Child,
  tell: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const sampler = await openSampler(gateway.pid).catch((error: Error) => tell(`rooms: ${error.message}`))
  if (sampler === undefined) return []
  try {
    const one = await sampled(gateway, profile, sampler, load)
    const many = await sampled(gateway, batch, sampler, load)
    const places = [...rooms, 'door', 'rest', 'garbage', otherThreads]
    return [...places.map((place) => roomRow(place, one, many)), rowRulesRow(many)]
  } finally {
    await sampler.close()
  }
}

async function sampled(gateway: Engine, asked: Asked, sampler: Sampler, load: Child): Promise<Sampled> {
  const wish = { ...asked, seconds: sampledSeconds }
  const before = await takeTurn({ ...wish, seconds: 1 }, gateway, load)
  await sampler.start()
  const turn = await takeTurn(wish, gateway, load, before)
  const stacks = await sampler.stop()
  const shares = sharesByPlace(stacks, rules)
  const cost = new Map([...shares].map(([place, share]) => [place, share * turn.mainThreadCpuMs]))
  cost.set(otherThreads, turn.cpuMsPerRequest - turn.mainThreadCpuMs)
  return { turn, cost, rowRules: (sharesByPlace(stacks, rowRules).get('row-rules') ?? 0) * turn.mainThreadCpuMs }
}

function roomRow(place: string, one: Sampled, many: Sampled): BenchRow {
  const [cpuMs, batchCpuMs] = [one.cost.get(place) ?? 0, many.cost.get(place) ?? 0]
  return row(`room-${place}`, cpuMs, {
    shareOfProfile: rounded(cpuMs / one.turn.cpuMsPerRequest),
    batchCpuMs: rounded(batchCpuMs),
    shareOfBatch: rounded(batchCpuMs / many.turn.cpuMsPerRequest),
  })
}

function rowRulesRow(many: Sampled): BenchRow {
  return row('row-rules', many.rowRules, { shareOfBatch: rounded(many.rowRules / many.turn.cpuMsPerRequest) })
}

function row(name: string, cpuMs: number, more: Readonly<Record<string, number>>): BenchRow {
  return {
    case: name,
    engine: 'xinqiao',
    cpuMsPerRequest: rounded(cpuMs),
    p50Ms: null,
    p99Ms: null,
    rssMb: null,
    ratioToFloor: null,
    requestsPerSecond: null,
    more,
  }
}
