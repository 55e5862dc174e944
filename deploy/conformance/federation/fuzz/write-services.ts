/** A planned model → the SDL of its subgraphs. */
import type { OutsideService } from '../world.ts'
import type { PlannedField, PlannedModel, PlannedType } from './plan-fields.ts'

/** Name of the subgraph that adds to the interface. */
export const objectService = 'sx'

/** Subgraphs of the model, `s0` and so on. */
export function writeServices(planned: PlannedModel): readonly OutsideService[] {
  const all = Array.from({ length: planned.model.services }, (_, index) => writeService(planned, index))
  const services = all.filter(({ sdl }) => sdl !== '')
  if (!hasInterfaceObject(planned)) return services
  const sdl = `
    type Query { faces: [Face] }
    type Face @key(fields: "id") @interfaceObject { id: ID! extra: Int label: String @external shout: String @requires(fields: "label") }`
  return [...services, { name: objectService, sdl }]
}

/** Whether the interface is an entity with fields of a subgraph of its own. */
export function hasInterfaceObject({ model, members, interfaceIn }: PlannedModel): boolean {
  return model.hasInterfaceObject && members.length > 0 && members.every((one) => hasId(one, interfaceIn))
}

function writeService(planned: PlannedModel, service: number): OutsideService {
  const says: Record<string, unknown> = {}
  const parts = planned.types.flatMap((type) => {
    const lines = linesOf(planned, type, service, says)
    return lines === null ? [] : [lines]
  })
  const roots = planned.model.roots.flatMap((_, index) => rootOf(planned, index, service))
  if (roots.length > 0) parts.push(`type Query { ${roots.join(' ')} }`)
  if (planned.interfaceIn === service && planned.members.length > 0)
    parts.push(`interface Face${hasInterfaceObject(planned) ? ' @key(fields: "id")' : ''} { id: ID! label: String }`)
  if (planned.unionIn === service && planned.unionMembers.length > 0)
    parts.push(`union Any = ${planned.unionMembers.map(({ name }) => name).join(' | ')}`)
  return { name: `s${service}`, sdl: parts.join('\n'), says }
}

/** Where a root stands, and its declaration: abstract ones where the abstract type is known. */
export function rootOf(planned: PlannedModel, index: number, service: number): readonly string[] {
  const root = planned.model.roots[index]
  if (root === undefined) return []
  const target = rootTarget(planned, index)
  const place =
    target === 'Any' ? planned.unionIn : target === 'Face' ? planned.interfaceIn : root.service % planned.model.services
  if (place !== service) return []
  const bang = root.isNonNull ? '!' : ''
  return [`r${index}: ${root.isList ? `[${target}${bang}]` : target}`]
}

export function rootTarget({ model, types, members, unionMembers }: PlannedModel, index: number): string {
  const names = [
    ...types.map(({ name }) => name),
    ...(members.length > 0 ? ['Face'] : []),
    ...(unionMembers.length > 0 ? ['Any'] : []),
  ]
  return names[(model.roots[index]?.target ?? 0) % names.length] ?? 'T0'
}

/** Where a home has the key `code` alone, the first home has both and joins the ways. */
function keysIn({ model, homes }: PlannedType, service: number): readonly string[] {
  const kindOf = (home: number): number => model.keys[home] ?? 0
  if (!homes.includes(service)) return ['id']
  const kind = homes[0] === service && homes.some((home) => kindOf(home) === 2) ? 1 : kindOf(service)
  return kind === 0 ? ['id'] : kind === 1 ? ['id', 'code'] : ['code']
}

function hasId(type: PlannedType, service: number): boolean {
  return keysIn(type, service).includes('id')
}

/** The type as one subgraph declares it; `null` where it is neither at home nor pointed to. */
function linesOf(
  planned: PlannedModel,
  type: PlannedType,
  service: number,
  says: Record<string, unknown>,
): string | null {
  const isHome = type.homes.includes(service)
  const provided = planned.types.flatMap(({ fields }) =>
    fields.flatMap((one) => (one.target === type.name && one.answeredIn[0] === service ? (one.provides ?? []) : [])),
  )
  const isPointedTo = planned.types.some(({ fields }) =>
    fields.some(
      (one) =>
        (one.target === type.name && one.answeredIn.includes(service)) ||
        (one.required?.target === type.name && one.answeredIn.includes(service)),
    ),
  )
  const isRoot = planned.model.roots.some(
    (_, index) => rootTarget(planned, index) === type.name && rootOf(planned, index, service).length > 0,
  )
  if (!isHome && !isPointedTo && !isRoot) return null
  const keys = keysIn(type, service)
  const lines = new Map(keys.map((key) => [key, `${key}: ID!`]))
  if (isHome) for (const one of type.fields) addLine(one, type, service, lines, says)
  for (const one of [...provided, ...requiredIn(type, service)])
    if (!lines.has(one.name)) lines.set(one.name, `${one.name}${one.declared} @external`)
  // A relation is read by its id: the subgraph that reads it must know it.
  if (
    !lines.has('id') &&
    planned.types.some(({ fields }) =>
      fields.some((one) => one.required?.target === type.name && one.answeredIn.includes(service)),
    )
  )
    lines.set('id', 'id: ID! @external')
  const isMember = planned.interfaceIn === service && isHome
  if (isMember) lines.set('label', 'label: String').set('id', 'id: ID! @shareable')
  const directives = keys.map((key) => `@key(fields: "${key}"${isHome ? '' : ', resolvable: false'})`)
  return `type ${type.name}${isMember ? ' implements Face' : ''} ${directives.join(' ')} { ${[...lines.values()].join(' ')} }`
}

function requiredIn({ fields }: PlannedType, service: number): readonly PlannedField[] {
  return fields.flatMap((one) => (one.answeredIn.includes(service) ? (one.required ?? []) : []))
}

function addLine(
  field: PlannedField,
  type: PlannedType,
  service: number,
  lines: Map<string, string>,
  says: Record<string, unknown>,
): void {
  const { name, declared, answeredIn, overriddenIn, requires, provides } = field
  if (overriddenIn === service) {
    lines.set(name, `${name}${declared}`)
    says[`${type.name}.${name}`] = declared.includes('Int') ? -1 : 'asked the overridden subgraph'
    return
  }
  if (!answeredIn.includes(service)) return
  const directives = [
    overriddenIn === null ? '' : `@override(from: "s${overriddenIn}")`,
    '@shareable',
    requires === null ? '' : `@requires(fields: "${requires}")`,
    provides === null || answeredIn[0] !== service ? '' : `@provides(fields: "${provides.name}")`,
  ]
  lines.set(name, `${name}${declared} ${directives.filter((one) => one !== '').join(' ')}`)
}
