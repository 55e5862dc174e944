/** Callbacks of questions that start together. */
import type { CompiledNode } from '../plan/compile-plan.ts'

/** Takings that wait until all that started together has answered; `null`: nobody waits. */
export type Held = (() => void)[] | null

/** Calls `done` when it was called itself so many times. */
export function afterAll(count: number, done: () => void): () => void {
  let open = count
  return () => {
    open -= 1
    if (open === 0) done()
  }
}

/** Takes an answer now, or when all that started together has answered. */
export function settle(held: Held, done: () => void, take: () => void): void {
  if (held === null) take()
  else held.push(take)
  done()
}

/** A question that nothing waits for but the end of what started with it. */
export function isLast(node: CompiledNode): boolean {
  return node.kind === 'fetch' || (node.kind === 'flatten' && node.node.kind === 'fetch')
}
