import { describe, expect, test } from 'vitest'
import { composeInChild } from './compose-in-child.ts'
import type { SubgraphText } from './composition.ts'

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.14", import: ["@key", "@shareable"])'
const hub: SubgraphText = {
  name: 'hub',
  sdl: `${link} type Query { organization(uscc: ID!): Organization } type Organization @key(fields: "uscc") { uscc: ID! }`,
}
const tax: SubgraphText = {
  name: 'tax',
  sdl: `${link} type Organization @key(fields: "uscc") { uscc: ID! grade: String }`,
}
const heapMb = 512

describe('composition in a child process', () => {
  test('agencies that fit together give one supergraph that holds no address of an agency', async () => {
    const result = await composeInChild([hub, tax])
    expect(result.kind).toBe('composed')
    expect(result.kind === 'composed' && result.supergraph).toContain('grade: String')
    expect(result.kind === 'composed' && result.supergraph).toContain('tax.agency.invalid')
  })

  test('two agencies that disagree on a field are named', async () => {
    const court: SubgraphText = {
      name: 'court',
      sdl: `${link} type Organization @key(fields: "uscc") { uscc: ID! grade: Int }`,
    }
    const result = await composeInChild([hub, tax, court])
    expect(result).toMatchObject({ kind: 'failed' })
    const problems = result.kind === 'failed' ? result.problems : []
    expect(problems.some((problem) => problem.message.includes('Organization.grade'))).toBe(true)
    expect(problems.flatMap((problem) => problem.subgraphs)).toEqual(expect.arrayContaining(['tax']))
  })

  test('a text that is no GraphQL is a finding, not a crash', async () => {
    expect(await composeInChild([hub, { name: 'tax', sdl: 'type {' }])).toMatchObject({
      kind: 'failed',
      problems: [{ kind: 'INVALID_GRAPHQL' }],
    })
  })

  test('a composition over its time is ended, and the publisher told', async () => {
    expect(await composeInChild([hub, tax], { timeoutMs: 1, heapMb })).toMatchObject({
      kind: 'failed',
      problems: [{ kind: 'TIMEOUT' }],
    })
  })

  test('a composition over its memory ends its child, and nothing else', async () => {
    const fields = Array.from({ length: 20_000 }, (_, index) => `field${index}: String`).join(' ')
    const huge: SubgraphText = {
      name: 'tax',
      sdl: `${link} type Organization @key(fields: "uscc") { uscc: ID! ${fields} }`,
    }
    expect(await composeInChild([hub, huge], { timeoutMs: 25_000, heapMb: 40 })).toMatchObject({
      kind: 'failed',
      problems: [{ kind: 'MEMORY' }],
    })
  })
})
