/** A sampled CPU profile, told by the places of our code: each sample belongs to the nearest of our callers. */

/** As the inspector gives it (Chrome DevTools Protocol, `Profiler.Profile`). */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}

/** Code whose path matches belongs to this place. */
export interface PlaceRule {
  readonly place: string
  readonly path: RegExp
}

const idle = '(idle)'
const collector = '(garbage collector)'

/**
 * The share of each place in the time that was not idle. A frame of Node or of a shared package counts for whoever of ours
 * called it; without such a caller for `rest`. Time of the collector has no caller: it counts for `garbage`.
 */
export function sharesByPlace(
  { nodes, samples, timeDeltas }: CpuProfile,
  rules: readonly PlaceRule[],
): ReadonlyMap<string, number> {
  const placeOf = placesOf(nodes, rules)
  const times = new Map<string, number>()
  let all = 0
  for (const [at, id] of samples.entries()) {
    const place = placeOf.get(id) ?? 'rest'
    if (place === idle) continue
    const time = Math.max(0, timeDeltas[at] ?? 0)
    times.set(place, (times.get(place) ?? 0) + time)
    all += time
  }
  return new Map([...times].map(([place, time]) => [place, all === 0 ? 0 : time / all]))
}

/** From the root down: a node without a rule of its own has its caller's place. */
function placesOf(nodes: readonly ProfileNode[], rules: readonly PlaceRule[]): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const places = new Map<number, string>()
  const open: (readonly [ProfileNode, string])[] = nodes.slice(0, 1).map((root) => [root, 'rest'])
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, callers] = next
    const place = ownPlace(node, rules) ?? callers
    places.set(node.id, place)
    for (const child of node.children ?? []) {
      const one = byId.get(child)
      if (one !== undefined) open.push([one, place])
    }
  }
  return places
}

function ownPlace({ callFrame: { functionName, url } }: ProfileNode, rules: readonly PlaceRule[]): string | undefined {
  if (functionName === idle) return idle
  if (functionName === collector) return 'garbage'
  return rules.find(({ path }) => path.test(url))?.place
}
