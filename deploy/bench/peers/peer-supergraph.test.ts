import { expect, test } from 'vitest'
import { withAddresses } from './peer-supergraph.ts'

const supergraph = `enum join__Graph {
  AMR @join__graph(name: "amr", url: "http://amr.agency.invalid/graphql")
  HUB @join__graph(name: "hub", url: "http://hub.agency.invalid/graphql")
  OFFICE @join__graph(name: "office", url: "http://office.agency.invalid/graphql")
}
"""A url: "http://example" in a description stays."""
type Query { a: Int }
`

test('peers ask the doubles, the hub double, and nobody where the benchmark asks nothing', () => {
  const text = withAddresses(supergraph, { urls: { amr: 'http://a' }, hubUrl: 'http://h' })
  expect(text).toContain('AMR @join__graph(name: "amr", url: "http://a/graphql")')
  expect(text).toContain('HUB @join__graph(name: "hub", url: "http://h/graphql")')
  expect(text).not.toContain('.invalid')
  expect(text.split('\n').slice(5)).toEqual(supergraph.split('\n').slice(5))
})
