import { expect, test } from 'vitest'
import { withDocumentId, withPersistedQuery, withText } from './bodies.ts'

const question = { query: '{ a }', variables: { uscc: 'A' } }

test('a registered operation is named by the digest of its text, and the text stays away', () => {
  const body: { readonly documentId: string } = JSON.parse(withDocumentId(question))
  expect(body.documentId).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(Object.keys(body)).toEqual(['documentId', 'variables'])
  expect(withDocumentId({ ...question, query: '{ b }' })).not.toBe(withDocumentId(question))
})

test('a persisted query carries its text the first time only', () => {
  expect(withPersistedQuery(question, true)).toContain('"query":"{ a }"')
  expect(withPersistedQuery(question, false)).not.toContain('"query"')
})

test('a question with its text is text and variables', () => {
  expect(JSON.parse(withText(question))).toEqual(question)
})
