/** Composer's problems in the words of the hub: agencies and items, what is wrong, what to do. */
import { type CoordinateMap, codeEntry } from '@xinqiao/schema'
import type { Finding } from '../errors.ts'
import type { CompositionProblem } from '../schemas/composition.ts'

const coordinatePattern = /"?\b([A-Z]\w*\.\w+)/

/** One finding for each problem; `coordinates` of the text that was checked give the item. */
export function compositionFindings(
  problems: readonly CompositionProblem[],
  agency: string,
  coordinates?: CoordinateMap,
): readonly Finding[] {
  const { article, nextEn } = codeEntry('COMPOSITION_FAILED')
  return problems.map((problem) => {
    const coordinate = coordinatePattern.exec(problem.message)?.[1]
    const item = coordinate === undefined ? undefined : coordinates?.item(coordinate)
    const others = problem.subgraphs.filter((name) => name !== agency && name !== '')
    const subject =
      coordinate === undefined
        ? `The schema of ${agency}`
        : `${coordinate}${item === undefined ? '' : ` (item ${item})`} of ${agency}`
    return {
      code: 'COMPOSITION_FAILED',
      where: coordinate ?? agency,
      message: `${subject} does not fit together with ${others.length === 0 ? 'the schemas in force' : others.join(', ')}: ${problem.message}`,
      article,
      next: nextEn,
    }
  })
}
