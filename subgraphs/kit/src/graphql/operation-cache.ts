/** Operations by their text, bounded in number and in length; the oldest gives way and is read anew, nothing more. */

export interface OperationCache<Operation> {
  get(text: string): Operation | undefined
  set(text: string, operation: Operation): void
}

/** Makes a cache; a text longer than the whole of it is not kept. */
export function operationCache<Operation>(operationsMax: number, charactersMax: number): OperationCache<Operation> {
  const kept = new Map<string, Operation>()
  let characters = 0
  const drop = (text: string): void => {
    if (kept.delete(text)) characters -= text.length
  }
  return {
    get: (text) => kept.get(text),
    set: (text, operation) => {
      drop(text)
      if (text.length > charactersMax) return
      for (const oldest of kept.keys()) {
        if (kept.size < operationsMax && characters + text.length <= charactersMax) break
        drop(oldest)
      }
      kept.set(text, operation)
      characters += text.length
    },
  }
}
