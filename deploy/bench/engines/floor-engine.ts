/** The floor as an engine. */
import type { FloorRecipe } from '../floor/floor.ts'
import { startChild } from '../measure/child.ts'
import { type Engine, sendTo } from './engine.ts'

/** Starts the floor with the calls it is to make. */
export async function startFloorEngine(recipe: FloorRecipe): Promise<Engine> {
  const child = startChild('floor-process')
  const origin = (await child.ask(recipe)) as string
  const target = { origin, path: '/graphql', url: `${origin}/graphql`, clients: [] }
  return {
    name: 'floor',
    pid: child.pid,
    target: async () => target,
    send: (question) => sendTo(target, question),
    stop: () => child.stop(),
  }
}
