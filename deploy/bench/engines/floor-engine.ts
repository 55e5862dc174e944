/** The floor as an engine, with the calls it is given. */
import type { FloorRecipe } from '../floor/floor.ts'
import { startChild } from '../measure/child.ts'
import { withText } from './bodies.ts'
import { type Engine, openTarget } from './engine.ts'

/**
 * Starts a floor. `floor` asks for what the caller asked and answers like the gateway; `floor-gateways-calls` asks for what
 * the gateway has to ask and passes all of it on.
 */
export async function startFloorEngine(name: 'floor' | 'floor-gateways-calls', recipe: FloorRecipe): Promise<Engine> {
  const child = startChild('floor-process')
  const target = openTarget(`${(await child.ask(recipe)) as string}/graphql`)
  return {
    name,
    pid: child.pid,
    answersAlike: name === 'floor',
    checkThread: null,
    bodyOf: withText,
    target: async () => target,
    stop: () => child.stop(),
  }
}
