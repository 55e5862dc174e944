/** REG-16.2c, STD-PIPL: fields a contract names, limited and sensitive fields by channel, and what stays masked (law/data-standards.yaml, head). */
import type { CatalogItem, DataStandard, PayloadField, Sensitivity } from '@xinqiao/schema'
import { builtInId, itemInContract } from '../contract/built-in-ids.ts'
import type { Contract, ContractItem } from '../contract/contract.ts'
import { type Decision, type Duty, permit, refusal } from '../decision/decision.ts'

const order: readonly Sensitivity[] = ['S0', 'S1', 'S2', 'S3']

/** A payload field as it is asked: `person.documentNumber` is the part `documentNumber` of the field `person`. */
export interface AskedField {
  readonly item: CatalogItem
  readonly standard: DataStandard
  readonly field: PayloadField
  /** Path with dots, as asked. */
  readonly path: string
  readonly part: string | undefined
}

/** S2 never to the public, S3 only where the contract's item names the field itself, and then masked where masks are due. */
export function fieldRight(asked: AskedField, contract: Contract): Decision {
  const { item, path } = asked
  const grant = itemInContract(contract, item.id)
  if (grant === undefined || !covers(grant, path)) return refusal('ITEM_NOT_IN_CONTRACT', 'REG-16.2c', item.id)
  const sensitivity = sensitivityOf(asked)
  if (isAtLeast(sensitivity, 'S2') && contract.channel === 'public_announcement') {
    return refusal('CHANNEL_NOT_ALLOWED', 'REG-16.1', item.id)
  }
  if (sensitivity === 'S3' && !names(grant, path) && !isOwn(contract)) {
    return refusal('ITEM_NOT_IN_CONTRACT', 'STD-PIPL', item.id)
  }
  return permit(masks(asked, grant, contract, sensitivity))
}

/** A field is never less sensitive than its item; a masked number counts as S1, so the mask is what opens it. */
function sensitivityOf({ item, field, part }: AskedField): Sensitivity {
  const own = part === 'documentNumber' && !isAtLeast(item.sensitivity, 'S2') ? 'S1' : field.sensitivity
  return isAtLeast(own, item.sensitivity) ? own : item.sensitivity
}

function isAtLeast(one: Sensitivity, other: Sensitivity): boolean {
  return order.indexOf(one) >= order.indexOf(other)
}

/** Without `fields` the whole item; a name covers its parts, and its parts let the whole be selected. */
function covers(grant: ContractItem, path: string): boolean {
  if (grant.fields === undefined) return true
  return grant.fields.some((named) => isWithin(path, named) || isWithin(named, path))
}

function names(grant: ContractItem, path: string): boolean {
  return grant.fields !== undefined && covers(grant, path)
}

function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`)
}

/** A subject reads its own sensitive records; a body those it made itself. */
function isOwn(contract: Contract): boolean {
  const named = builtInId(contract)
  return named === 'self' || named === 'duty'
}

function masks(
  { field, path, part }: AskedField,
  grant: ContractItem,
  contract: Contract,
  sensitivity: Sensitivity,
): readonly Duty[] {
  if (field.type !== 'person') return []
  const fields: string[] = []
  const asks = (name: string) => part === undefined || part === name
  const pathOf = (name: string) => (part === undefined ? `${path}.${name}` : path)
  const isFullNumber = grant.fullNumber && contract.channel !== 'public_announcement'
  if (asks('documentNumber') && !isFullNumber) fields.push(pathOf('documentNumber'))
  const hidesName = contract.channel === 'authorized_inquiry' && isAtLeast(sensitivity, 'S2') && !isOwn(contract)
  if (asks('name') && hidesName) fields.push(pathOf('name'))
  return fields.length === 0 ? [] : [Object.freeze({ kind: 'mask', fields: Object.freeze(fields) })]
}
