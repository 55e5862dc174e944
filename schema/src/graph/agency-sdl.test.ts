import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql'
import { describe, expect, it } from 'vitest'
import { findProhibited } from '../catalog/deny-words.ts'
import { itemsOfProvider } from '../catalog/look-up.ts'
import { provincialCatalog } from '../catalog/provincial-catalog.ts'
import { dataStandards } from '../record/data-standards.ts'
import { agencySdl } from './agency-sdl.ts'
import { coordinatesOf } from './coordinates.ts'
import { hubSubgraphSdl } from './hub-subgraph.ts'
import { connectionName, placeField, typeName } from './names.ts'
import { payloadGraphType } from './payload-type.ts'
import { hubOnlyFields, recordFields } from './record-fields.ts'

const catalog = provincialCatalog()
const standards = dataStandards()
const folders = {
  amr: 'market-regulation',
  tax: 'tax',
  court: 'courts',
  tour: 'tourism',
  fin: 'finance',
  office: 'credit-office',
}
const subgraphs = join(import.meta.dirname, '../../../subgraphs')

function objectTypes(sdl: string): ReadonlyMap<string, ObjectTypeDefinitionNode> {
  const types = parse(sdl).definitions.flatMap((one) => (one.kind === Kind.OBJECT_TYPE_DEFINITION ? [one] : []))
  return new Map(types.map((type) => [type.name.value, type]))
}

describe.each(Object.entries(folders))('the subgraph of %s', (provider, folder) => {
  const sdl = agencySdl(provider, catalog, standards)
  const types = objectTypes(sdl)

  it('[REG-12a] has for each of its items the type that catalog and data standard give, field by field', () => {
    for (const item of itemsOfProvider(catalog, provider)) {
      const fields = (types.get(typeName(item.id))?.fields ?? []).map(
        ({ name, type }) => `${name.value}: ${print(type)}`,
      )
      const payload = (standards.get(item.id)?.fields ?? []).map((field) => `${field.name}: ${payloadGraphType(field)}`)
      expect(fields).toEqual([
        ...[...recordFields, ...hubOnlyFields].map(({ name, type }) => `${name}: ${type}`),
        ...payload,
      ])
      expect(types.has(connectionName(item.id))).toBe(item.many)
    }
  })

  it('is kept in the agency’s folder as it follows from the catalog', () => {
    expect(readFileSync(join(subgraphs, folder, 'schema.graphql'), 'utf8')).toBe(sdl)
  })

  it('[REG-11.1a] every field has its item or a technical mark', () => {
    const coordinates = coordinatesOf(sdl)
    expect(coordinates.untagged).toEqual([])
    for (const item of itemsOfProvider(catalog, provider)) {
      expect(coordinates.item(typeName(item.id))).toBe(item.id)
      for (const { name } of standards.get(item.id)?.fields ?? [])
        expect(coordinates.item(`${typeName(item.id)}.${name}`)).toBe(item.id)
    }
  })

  it('[REG-14.4a] no name and no description falls under a prohibited category', () => {
    const words = [...types.values()].flatMap((type) => [
      type.name.value,
      type.description?.value ?? '',
      ...(type.fields ?? []).flatMap(({ name, description }) => [name.value, description?.value ?? '']),
    ])
    expect(words.filter((word) => findProhibited(word, catalog) !== undefined)).toEqual([])
  })

  it('every type and field is described in Chinese and English', () => {
    for (const type of types.values()) {
      expect(type.description?.value).toMatch(/\p{Script=Han}.* · .*[A-Za-z]/u)
      for (const { description } of type.fields ?? [])
        expect(description?.value).toMatch(/\p{Script=Han}.* · .*[A-Za-z]/u)
    }
  })

  it('[REG-2.1] an item stands below the subjects it is open to and below no other', () => {
    for (const item of itemsOfProvider(catalog, provider)) {
      const below = (subject: string): boolean =>
        [...types.values()].some(
          (type) =>
            type.name.value.startsWith(subject) &&
            type.fields?.some(({ name }) => name.value === placeField(item)) === true,
        )
      expect(below('NaturalPerson')).toBe(item.subjects.includes('natural_person'))
      expect(below('Organization')).toBe(item.subjects.some((kind) => kind !== 'natural_person'))
    }
  })

  it('has no root fields: the hub owns them, and the office answers a verified subject', () => {
    const roots = (types.get('Query')?.fields ?? []).map(({ name }) => name.value)
    expect(roots).toEqual(provider === 'office' ? ['whoReadMyRecord'] : [])
    for (const root of roots) expect(coordinatesOf(sdl).technical(`Query.${root}`)).toBe('self')
    expect(types.has('Mutation')).toBe(false)
  })
})

describe('the hub’s own subgraph', () => {
  it('holds root fields, and of subjects and records the keys alone', () => {
    const types = objectTypes(hubSubgraphSdl(catalog, ['court']))
    expect(types.get('Query')?.fields?.map(({ name }) => name.value)).toEqual([
      'organization',
      'organizations',
      'naturalPerson',
      'record',
      'records',
    ])
    const stubs = [...types.values()].filter(({ name }) => name.value !== 'Query')
    expect(stubs.filter(({ fields }) => fields?.length !== 1)).toEqual([])
    expect(types.has('CourtJudgment')).toBe(true)
    expect(types.has('AmrPenalty')).toBe(false)
  })
})
