/** What goes into the child process that composes, and what comes out. Plain data: it travels by message. */

/** One subgraph of a composition; `name` is the agency's id, `hub` the hub's own. */
export interface SubgraphText {
  readonly name: string
  readonly sdl: string
}

/** One reason why the subgraphs do not fit together. */
export interface CompositionProblem {
  /** Composer's code, for example `FIELD_TYPE_MISMATCH`; `TIMEOUT` and `MEMORY` where the child was ended. */
  readonly kind: string
  /** Composer's own words; they name types and fields, nothing else. */
  readonly message: string
  /** Subgraphs whose text the problem points at. */
  readonly subgraphs: readonly string[]
}

export type Composition =
  | { readonly kind: 'composed'; readonly supergraph: string }
  | { readonly kind: 'failed'; readonly problems: readonly CompositionProblem[] }
