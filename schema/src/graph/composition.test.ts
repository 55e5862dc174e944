import { composeServices } from '@apollo/composition'
import { operationFromDocument, printSchema, Supergraph } from '@apollo/federation-internals'
import { type PlanNode, QueryPlanner, type SubscriptionNode } from '@apollo/query-planner'
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { provincialCatalog } from '../catalog/provincial-catalog.ts'
import { dataStandards } from '../record/data-standards.ts'
import { agencySdl } from './agency-sdl.ts'
import { coordinatesOf } from './coordinates.ts'
import { hubSubgraphSdl } from './hub-subgraph.ts'
import { typeName } from './names.ts'

const catalog = provincialCatalog()
const agencies = ['amr', 'tax', 'court', 'tour', 'fin', 'office']

const profile = `query Profile($uscc: ID!) { organization(uscc: $uscc) { uscc
  amr { regBasic { name status capital } penalty(first: 5) { nodes { determinedOn violation fine objection { since } } } }
  tax { creditGrade(first: 1) { nodes { year grade } } }
  court { judgment { nodes { caseNumber amount } } }
  tour { licAgency { nodes { certificateNumber validTo } } }
  fin { lic { nodes { kind validTo } } } } }`

let supergraphSdl = ''
let supergraph: Supergraph
let api: GraphQLSchema

beforeAll(() => {
  const subgraphs = [
    { name: 'hub', typeDefs: parse(hubSubgraphSdl(catalog, agencies)) },
    ...agencies.map((name) => ({ name, typeDefs: parse(agencySdl(name, catalog, dataStandards())) })),
  ]
  const result = composeServices(subgraphs)
  if (result.errors !== undefined) throw new Error(result.errors.map(({ message }) => message).join('\n'))
  supergraphSdl = result.supergraphSdl ?? ''
  supergraph = Supergraph.build(supergraphSdl)
  api = buildSchema(printSchema(supergraph.apiSchema()))
})

/** The fetches of a plan, as the steps that wait for each other: names of the subgraphs asked at the same time. */
function steps(text: string): readonly (readonly string[])[] {
  const { node } = new QueryPlanner(supergraph).buildQueryPlan(
    operationFromDocument(supergraph.apiSchema(), parse(text)),
  )
  return node === undefined ? [] : stepsOf(node)
}

type AnyNode = PlanNode | SubscriptionNode

function stepsOf(node: AnyNode): readonly (readonly string[])[] {
  if (node.kind === 'Sequence') return node.nodes.flatMap(stepsOf)
  if (node.kind === 'Parallel') return [node.nodes.flatMap((one) => stepsOf(one).flat()).toSorted()]
  if (node.kind === 'Flatten') return stepsOf(node.node)
  if (node.kind === 'Fetch') return [[node.serviceName]]
  throw new Error(`unexpected node ${node.kind}`)
}

function problemsOf(text: string): readonly string[] {
  return validate(api, parse(text)).map(({ message }) => message)
}

describe('the graph of the six agencies and the hub', () => {
  it('[OPI-IX.e partly] a profile over five agencies is one local step and one step of parallel fetches', () => {
    expect(steps(profile)).toEqual([['hub'], ['amr', 'court', 'fin', 'tax', 'tour']])
  })

  it('many organizations, and a natural person, are planned alike', () => {
    expect(
      steps(
        'query($ids: [ID!]!) { organizations(usccs: $ids) { uscc amr { regBasic { name } } tax { creditGrade { nodes { grade } } } } }',
      ),
    ).toEqual([['hub'], ['amr', 'tax']])
    expect(
      steps(
        '{ naturalPerson(document: { kind: "01", number: "x" }) { amr { penalty { nodes { fine } } } court { dishonest { nodes { conduct } } } } }',
      ),
    ).toEqual([['hub'], ['amr', 'court']])
  })

  it('a record by its id is asked of its provider alone, with the interface’s fields and its own', () => {
    expect(
      steps('query($id: ID!) { record(id: $id) { id ... on AmrPenalty { item determinedOn fine masked version } } }'),
    ).toEqual([['hub'], ['amr']])
    expect(
      steps(
        'query($ids: [ID!]!) { records(ids: $ids) { id ... on AmrPenalty { violation fine } ... on CourtDishonest { caseNumber court amount } } }',
      ),
    ).toEqual([['hub'], ['amr', 'court']])
  })

  it('the interface’s fields are asked without naming a type', () => {
    const envelope = `id item class provider determinedOn ongoing concludedOn validTo seriousness
      basisDocument { kind number issuer effectiveOn } division objection { since caseNumber }
      provenance { document ingestedAt catalogVersion } masked version`
    expect(problemsOf(`query($id: ID!) { record(id: $id) { ${envelope} } }`)).toEqual([])
    expect(steps(`query($id: ID!) { record(id: $id) { determinedOn objection { since } } }`)).toEqual([
      ['hub'],
      agencies.toSorted(),
    ])
  })

  it('fields of one name merge across all record types in one selection', () => {
    const all = [...dataStandards().values()].filter(({ item }) =>
      agencies.includes(catalog.items.get(item)?.provider ?? ''),
    )
    const fragments = all.map(({ item, fields }) => {
      const selected = fields.map(({ name, type }) =>
        type === 'person'
          ? `${name} { name role documentNumber }`
          : type === 'organization'
            ? `${name} { name uscc }`
            : name,
      )
      return `... on ${typeName(item)} { ${selected.join(' ')} }`
    })
    expect(problemsOf(`query($ids: [ID!]!) { records(ids: $ids) { id ${fragments.join('\n')} } }`)).toEqual([])
  })

  it('[REG-11.1a] every field of the supergraph has its catalog item or a technical mark', () => {
    const coordinates = coordinatesOf(supergraphSdl)
    expect(coordinates.untagged).toEqual([])
    expect(coordinates.item('AmrPenalty.fine')).toBe('amr.penalty')
    expect(coordinates.item('OrganizationTax.creditGrade')).toBe('tax.credit.grade')
    expect(coordinates.item('CourtJudgment')).toBe('court.judgment')
    expect(coordinates.technical('Query.organization')).toBe('public')
    expect(coordinates.technical('CourtJudgment.subject')).toBe('hub')
    expect(coordinates.technical('NaturalPerson.ref')).toBe('hub')
  })

  it('an item is where its id says, for the subjects it is open to and no others', () => {
    expect(problemsOf('{ organization(uscc: "x") { court { judgment { nodes { caseNumber } } } } }')).toEqual([])
    expect(
      problemsOf('{ naturalPerson(document: { kind: "01", number: "x" }) { amr { regBasic { name } } } }'),
    ).toHaveLength(1)
    expect(problemsOf('{ organization(uscc: "x") { court { crimePerson { nodes { offence } } } } }')).toHaveLength(1)
  })

  it('what has no data standard yet is served with its envelope alone, and what is not served has no stub', () => {
    const served = new Map([...catalog.items].filter(([id]) => id !== 'cond.person.savings'))
    const bank = agencySdl('bank', catalog, dataStandards())
    const partial = agencySdl('bank', { ...catalog, items: served }, dataStandards())
    const compose = (sdl: string, hub: string): boolean =>
      composeServices([
        { name: 'hub', typeDefs: parse(hub) },
        { name: 'bank', typeDefs: parse(sdl) },
      ]).errors === undefined
    expect(compose(bank, hubSubgraphSdl(catalog, ['bank']))).toBe(true)
    expect(compose(partial, hubSubgraphSdl(catalog, ['bank']))).toBe(false)
    expect(compose(partial, hubSubgraphSdl(catalog, ['bank'], new Map([['bank', partial]])))).toBe(true)
  })
})
