/** A case in words: readable GraphQL, the agreement, the rows that differ from the plain ones, and what is wrong. */
import type { CaseWorld } from './case-world.ts'

export function tellCase(
  { contract, claims, rows, facts }: CaseWorld,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  wrong: readonly string[],
): string {
  const { id, kind, channel, answerMode, divisions, subjects, items } = contract
  const granted =
    kind === 'built_in' ? 'built in' : items.map(({ id: item, fields, fullNumber }) => ({ item, fields, fullNumber }))
  const answers =
    facts.answers === 'unavailable'
      ? facts.answers
      : facts.answers.map(({ subject, item, state }) => `${subject} ${item} ${state}`)
  return [
    query,
    `variables ${JSON.stringify(variables)}`,
    `contract ${JSON.stringify({ id, channel, answerMode, divisions, subjects, items: granted })}`,
    `claims ${JSON.stringify(claims)}`,
    ...rows.map(({ row }) => `row ${JSON.stringify({ ...row, __typename: undefined, provenance: undefined })}`),
    ...[...facts.standings.values()].map((one) => `standing ${JSON.stringify(one)}`),
    `facts ${facts.age().kind}, consents ${JSON.stringify(answers)}`,
    '---',
    ...wrong,
  ].join('\n')
}
