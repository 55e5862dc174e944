/** Every article and standard the code cites, in statute order (law/requirements.md). The legal force is in the Chinese originals; these are our own summaries. */

import { guidingOpinion, personalPlan } from './articles/guiding-opinion.ts'
import { implementingOpinions } from './articles/implementing-opinions.ts'
import { regulations } from './articles/regulations.ts'
import { decisions, standards } from './articles/standards.ts'

/** Id of an article (`REG-16.2c`), a standard (`STD-OAUTH`) or a decision of the hub (`D4`). */
export type ArticleId =
  | keyof typeof regulations
  | keyof typeof implementingOpinions
  | keyof typeof guidingOpinion
  | keyof typeof personalPlan
  | keyof typeof standards
  | keyof typeof decisions

export interface Article {
  readonly id: string
  readonly zh: string
  readonly en: string
}

/** Chinese and English summary of an article. */
export type ArticleText = readonly [zh: string, en: string]

const table: Readonly<Record<ArticleId, ArticleText>> = {
  ...regulations,
  ...implementingOpinions,
  ...guidingOpinion,
  ...personalPlan,
  ...standards,
  ...decisions,
}

const articles: ReadonlyMap<string, Article> = new Map(
  Object.entries(table).map(([id, [zh, en]]) => [id, Object.freeze({ id, zh, en })]),
)

/**
 * What an article says, for an id as requirements.md writes it. A sentence or item without a text of its own
 * answers with the paragraph it belongs to: `REG-27b` reads like `REG-27`.
 */
export function article(id: string): Article | undefined {
  const exact = articles.get(id)
  if (exact !== undefined) return exact
  const wider = widerId(id)
  return wider === undefined ? undefined : article(wider)
}

/** All articles in statute order. */
export function allArticles(): readonly Article[] {
  return [...articles.values()]
}

/** `REG-32.3b` → `REG-32.3` → `REG-32`; `REG-34(1)b` → `REG-34(1)` → `REG-34`. */
function widerId(id: string): string | undefined {
  const withoutLetter = id.replace(/(?<=[\d)])[a-z]$/u, '')
  if (withoutLetter !== id) return withoutLetter
  const withoutPart = id.replace(/(?:\.[0-9a-z]+|\([0-9]+\))$/u, '')
  return withoutPart === id ? undefined : withoutPart
}
