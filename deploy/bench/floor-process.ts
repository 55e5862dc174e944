/** The process of the floor. */
import { type Floor, type FloorRecipe, startFloor } from './floor/floor.ts'
import { answerParent } from './measure/child.ts'

let floor: Floor | undefined

answerParent(async (recipe) => {
  floor ??= await startFloor()
  floor.use(recipe as FloorRecipe)
  return floor.url
})
