/** `document-fuzz.ts [--seed N] [--cases N] [--from N] [--url URL]`: random documents against the rooms, or a running hub's door. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { askAt } from './document-fuzz/ask-at.ts'
import { openHubGraph } from './document-fuzz/hub-graph.ts'
import { runDocumentFuzz } from './document-fuzz/run-document-fuzz.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    cases: { type: 'string', default: '1000' },
    from: { type: 'string', default: '0' },
    url: { type: 'string' },
  },
})
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
console.log(`seed ${seed}`)
const hub = await openHubGraph()
const { cases, kinds, outcomes, work, heapMb, found } = await runDocumentFuzz(hub, {
  seed,
  cases: Number(values.cases),
  from: Number(values.from),
  tell: (line) => console.log(line),
  ...(values.url === undefined ? {} : { ask: askAt(values.url) }),
})
await hub.close()
const at = (share: number): string => (work[Math.min(work.length - 1, Math.floor(work.length * share))] ?? 0).toFixed(1)
const list = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')
console.log(`${cases} documents: ${list(kinds)}`)
console.log(`outcomes: ${list(outcomes)}`)
console.log(`work per document: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`)
console.log(`heap after collection: ${heapMb.map((mb) => mb.toFixed(0)).join(' → ')} MB`)
console.log(found ?? 'nothing found')
if (found !== null) process.exitCode = 1
