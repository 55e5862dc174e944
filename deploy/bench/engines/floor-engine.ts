/** The floor as an engine, with the calls it is given. */
import type { FloorRecipe } from '../floor/floor.ts'
import { startChild } from '../measure/child.ts'
import { type Engine, sendTo } from './engine.ts'

/**
 * Starts a floor. `floor` asks for what the caller asked and answers like the gateway; `floor-gateways-calls` asks for what
 * the gateway has to ask and passes all of it on.
 */
export async function startFloorEngine(name: 'floor' | 'floor-gateways-calls', recipe: FloorRecipe): Promise<Engine> {
  const child = startChild('floor-process')
  const origin = (await child.ask(recipe)) as string
  const target = { origin, path: '/graphql', url: `${origin}/graphql`, clients: [] }
  return {
    name,
    pid: child.pid,
    answersAlike: name === 'floor',
    target: async () => target,
    send: (question) => sendTo(target, question),
    stop: () => child.stop(),
  }
}
