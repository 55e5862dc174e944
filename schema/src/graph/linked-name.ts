/** The name a linked directive bears in a document: core-schema rules of `@link` (url identity, `import`, `as`). */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql'

const linkIdentity = 'https://specs.apollo.dev/link'

/**
 * Name without the `@`: imported under its own or another name, else with the link's prefix (`policy__item`). A document
 * without that link has no such directive: the name given back is one that no document can write.
 */
export function linkedName(document: DocumentNode, identity: string, directive: string): string {
  const link = linksOf(document).find((one) => identityOf(one) === identity)
  if (link === undefined) return ''
  const imports = argument(link, 'import')
  for (const entry of imports?.kind === Kind.LIST ? imports.values : []) {
    if (entry.kind === Kind.STRING && entry.value === `@${directive}`) return directive
    if (entry.kind !== Kind.OBJECT || textOf(member(entry, 'name')) !== `@${directive}`) continue
    return textOf(member(entry, 'as'))?.replace(/^@/u, '') ?? directive
  }
  return `${textOf(argument(link, 'as')) ?? identity.slice(identity.lastIndexOf('/') + 1)}__${directive}`
}

/** Applications of `@link`, whatever it is called here: the one that links itself tells. */
function linksOf(document: DocumentNode): readonly ConstDirectiveNode[] {
  const applied = document.definitions.flatMap((one) =>
    one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION ? (one.directives ?? []) : [],
  )
  const self = applied.find(
    (one) => identityOf(one) === linkIdentity && (textOf(argument(one, 'as')) ?? 'link') === one.name.value,
  )
  const name = self?.name.value ?? 'link'
  return applied.filter((one) => one.name.value === name)
}

/** `https://xinqiao.hainan/policy/v1.0` → `https://xinqiao.hainan/policy`. */
function identityOf(link: ConstDirectiveNode): string | undefined {
  return textOf(argument(link, 'url'))?.replace(/\/v\d+\.\d+\/?$/u, '')
}

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((one) => one.name.value === name)?.value
}

function member(
  value: Extract<ConstValueNode, { readonly kind: Kind.OBJECT }>,
  name: string,
): ConstValueNode | undefined {
  return value.fields.find((one) => one.name.value === name)?.value
}

function textOf(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined
}
