import { expect, test } from 'vitest'
import { acceptsJsonOnly, mediaType } from './media-type.ts'

const graphql = 'application/graphql-response+json'
const json = 'application/json'

test.each([
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['application/*', json],
  [json, json],
  [`${json}, text/plain, */*`, json],
  [graphql, graphql],
  [`${graphql}, ${json};q=0.9`, graphql],
  [`${json}, ${graphql}`, graphql],
  [`${json}, ${graphql};q=0.5`, json],
  [`${graphql};q=0, */*`, json],
  [`${json};q=0, */*`, graphql],
  ['APPLICATION/GraphQL-Response+JSON; charset=utf-8', graphql],
])('a caller that accepts %s gets %s', (accept, type) => {
  expect(mediaType(accept)).toBe(`${type}; charset=utf-8`)
})

test('a caller takes plain JSON alone when it takes nothing of the new type', () => {
  expect([json, `${json};q=0.2`, `${json}, text/html`].map(acceptsJsonOnly)).toEqual([true, true, true])
  const open = [undefined, '', '*/*', 'application/*', graphql, `${json}, */*`, `${json}, ${graphql}`]
  expect(open.map(acceptsJsonOnly)).toEqual(open.map(() => false))
})
