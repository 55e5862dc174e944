/** Documents made to cost much (trust.md §8): each is to be refused at once. */

/** One of them. `many` bytes go over the wire, so a caller of one may be cut off before it has said all. */
export interface HostileDocument {
  readonly what: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

const many = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ')

/** All of them, about one subject. */
export function hostileDocuments(uscc: string): readonly HostileDocument[] {
  const root = `organization(uscc: "${uscc}")`
  const document = (what: string, query: string, variables: HostileDocument['variables'] = {}): HostileDocument => ({
    what,
    query,
    variables,
  })
  const doubled = many(40, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)
  return [
    document('a self-relation 200 levels deep', `{ ${root} ${'{ self '.repeat(200)}{ uscc }${' }'.repeat(200)} }`),
    document('fragments doubled forty times', `{ ...F0 } ${doubled} fragment F40 on Query { __typename }`),
    document('900 KB of comments', `${'# nothing\n'.repeat(90_000)}{ ${root} { uscc } }`),
    document('5 MB of variables', 'query($uscc: ID!) { organization(uscc: $uscc) { uscc } }', {
      uscc,
      more: 'x'.repeat(5 * 1024 * 1024),
    }),
    document('10,000 aliases', `{ ${root} { ${many(10_000, (n) => `a${n}: uscc`)} } }`),
  ]
}
