/** The ways in which an agency of a test can misbehave, and the bodies it answers then. */

export type Misbehaviour =
  | 'hang'
  | 'reset'
  | 'garbage'
  | 'html'
  | 'redirect'
  | 'oversized'
  | 'exploding'
  | 'broken_gzip'
  | 'unsigned'
  | 'foreign_key'
  | 'error_503'
  | 'wrong_count'
  | 'wrong_typename'
  | 'deep'
  | ((answer: Record<string, unknown>) => unknown)

/** The body of an answer that misbehaves in this way. */
export function misanswer(bad: Misbehaviour | null, result: Record<string, unknown>): string {
  if (typeof bad === 'function') return JSON.stringify(bad(result))
  const data = result['data'] as { _entities: unknown[] } | null
  switch (bad) {
    case null:
    case 'broken_gzip':
    case 'error_503':
    case 'exploding':
    case 'foreign_key':
    case 'hang':
    case 'redirect':
    case 'reset':
    case 'unsigned':
      return JSON.stringify(result)
    case 'garbage':
      return '{"data": {{{'
    case 'html':
      return '<html>SECRET-HOST-10.0.0.7</html>'
    case 'oversized':
      return JSON.stringify({ ...result, extensions: 'x'.repeat(6 * 1024 * 1024) })
    case 'wrong_count':
      return JSON.stringify({ data: { _entities: [...(data?._entities ?? []), null] } })
    case 'wrong_typename':
      return JSON.stringify({
        data: { _entities: data?._entities.map((one) => ({ ...(one as object), __typename: 'NaturalPerson' })) },
      })
    case 'deep':
      return `{"data":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`
    default:
      return bad satisfies never
  }
}
