/** A caller in a process of its own that sends one hostile document after the other, as fast as it is answered, while its parent says so. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readHubFile } from '../hub/hub-file.ts'
import { openCaller } from './caller.ts'
import { hostileDocuments } from './hostile-documents.ts'

/** What the parent says. */
export interface HostileOrder {
  readonly isOn: boolean
}

/** What it is told: answers so far, and those that were no refusal. */
export interface HostileTally {
  readonly sent: number
  readonly notRefused: readonly string[]
}

const idleMs = 20
const [stateDir = '', uscc = '', asking = '{}'] = process.argv.slice(2)
const order = { isOn: false }
const tally = { sent: 0, notRefused: [] as string[] }

process.on('message', ({ isOn }: HostileOrder) => {
  order.isOn = isOn
  if (!isOn) process.send?.(tally)
})
process.on('disconnect', () => process.exit())

const file = readHubFile(stateDir)
if (file === null) throw new Error('No hub runs from this state folder.')
const readKey = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(stateDir, path), 'utf8'))
const caller = await openCaller({ file, readKey }, JSON.parse(asking))
const documents = hostileDocuments(uscc)
for (let n = 0; ; n += 1) {
  while (!order.isOn) await pause(idleMs)
  const document = documents[n % documents.length]
  if (document === undefined) break
  // Who sends more than is taken is cut off, and may not live to read why.
  const answer = await caller.ask(document.query, document.variables).catch(() => null)
  tally.sent += 1
  if (answer !== null && answer.status !== 400 && answer.status !== 413)
    tally.notRefused.push(`${document.what}: ${answer.status}`)
}
