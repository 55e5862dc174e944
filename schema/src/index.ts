/** The short named list of the package: the law and the graph as data, and the pure functions over them. */

export type { Article, ArticleId } from './law/articles.ts'
// law
export { allArticles, article } from './law/articles.ts'
export { allCodes, codeEntry, isCode } from './law/code-entry.ts'
export type {
  AnyCode,
  CodeEntry,
  FailureCode,
  FindingCode,
  RefusalCode,
  SchemaFindingCode,
} from './law/refusal-code.ts'
