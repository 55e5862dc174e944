/** Under which names a schema imports the directives of a linked specification (Apollo link v1.0). */
import { type DirectiveNode, type DocumentNode, Kind, type ObjectValueNode, type ValueNode } from 'graphql'

export const policyUrl = 'https://xinqiao.hainan/policy'
export const federationUrl = 'https://specs.apollo.dev/federation'

/** Resolved names of one specification. */
export interface LinkedNames {
  readonly isLinked: boolean
  /** The name `@item` of the specification bears in this document, without `@`. */
  nameOf(directive: string): string
}

/** A directive is known by the URL it comes from; what it is called locally does not count. */
export function linkedNames(document: DocumentNode, url: string): LinkedNames {
  const links = document.definitions
    .filter((one) => one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION)
    .flatMap((one) => one.directives ?? [])
    .filter((directive) => directive.name.value === 'link' && textOf(argument(directive, 'url')).startsWith(`${url}/`))
  const imported = new Map(links.flatMap((link) => importsOf(argument(link, 'import'))))
  const namespace = links.map((link) => textOf(argument(link, 'as'))).find((name) => name !== '')
  const prefix = namespace ?? url.slice(url.lastIndexOf('/') + 1)
  return {
    isLinked: links.length > 0,
    nameOf: (directive) => imported.get(directive) ?? (links.length === 0 ? directive : `${prefix}__${directive}`),
  }
}

export function argument(directive: DirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((one) => one.name.value === name)?.value
}

export function textOf(value: ValueNode | undefined): string {
  return value?.kind === Kind.STRING ? value.value : ''
}

/** `"@item"` or `{ name: "@item", as: "@credit" }`. */
function importsOf(value: ValueNode | undefined): readonly (readonly [string, string])[] {
  if (value?.kind !== Kind.LIST) return []
  return value.values.map((one) => {
    if (one.kind !== Kind.OBJECT) return [bare(textOf(one)), bare(textOf(one))] as const
    const name = bare(memberOf(one, 'name'))
    return [name, bare(memberOf(one, 'as')) || name] as const
  })
}

function memberOf(value: ObjectValueNode, name: string): string {
  return textOf(value.fields.find((field) => field.name.value === name)?.value)
}

function bare(name: string): string {
  return name.replace(/^@/u, '')
}
