import { expect, test } from 'vitest'
import { answerRoots } from './hub-double.ts'

const query = 'query($u:ID!){organization(uscc:$u){__typename uscc}}'

test('one code gives one organization, whatever the variable is called', () => {
  const organization = { __typename: 'Organization', uscc: 'A' }
  expect(answerRoots({ query, variables: { u: 'A' } })).toEqual({ data: { organization } })
})

test('a list of codes gives as many organizations, in the order asked', () => {
  const organizations = ['B', 'A'].map((uscc) => ({ __typename: 'Organization', uscc }))
  const many = 'query Q__hub__0($usccs:[ID!]!){organizations(usccs:$usccs){__typename uscc}}'
  expect(answerRoots({ query: many, variables: { usccs: ['B', 'A'] } })).toEqual({ data: { organizations } })
})

test('a question of another kind is no question of the benchmark', () => {
  expect(() => answerRoots({ query: '{ __typename }' })).toThrow('something else')
})

test('a root that goes by another name is answered by that name', () => {
  const other = 'query($u:ID!){cold7:organization(uscc:$u){__typename uscc}}'
  expect(answerRoots({ query: other, variables: { u: 'A' } }).data).toHaveProperty('cold7.uscc', 'A')
})
