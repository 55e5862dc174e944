/** GraphQL over HTTP, content negotiation of answers: the media type a caller gets, plain JSON where it has no wish. */

export type AnswerType = 'application/json' | 'application/graphql-response+json'

const types: readonly AnswerType[] = ['application/json', 'application/graphql-response+json']

/** `null` when the caller accepts neither. */
export function answerType(accept: string | undefined): AnswerType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json'
  const wishes = accept.split(',').map(readWish)
  let best: { readonly type: AnswerType; readonly weight: number } | null = null
  for (const type of types) {
    const weight = weightOf(type, wishes)
    if (weight > (best?.weight ?? 0)) best = { type, weight }
  }
  return best?.type ?? null
}

interface Wish {
  readonly range: string
  readonly weight: number
}

function readWish(part: string): Wish {
  const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
  const weight = parameters.find((one) => one.startsWith('q='))?.slice('q='.length)
  return { range, weight: weight === undefined ? 1 : Number(weight) || 0 }
}

/** The weight of the most exact range that names the type. */
function weightOf(type: AnswerType, wishes: readonly Wish[]): number {
  for (const range of [type, 'application/*', '*/*']) {
    const wish = wishes.find((one) => one.range === range)
    if (wish !== undefined) return wish.weight
  }
  return 0
}
