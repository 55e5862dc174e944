/** REG-16.2: what was agreed is not taken away silently: a field that a contract in force reads stays until the contract changes. */
import type { Contract } from '@xinqiao/contracts'
import { codeEntry, coordinatesOf } from '@xinqiao/schema'
import type { Finding } from '../errors.ts'
import { taggedFields } from './tagged-coordinates.ts'

/** A finding for each field that the running schema has, the new one lacks, and a contract in force grants. */
export function contractLosesField(
  newSdl: string,
  runningSdl: string,
  contracts: readonly Contract[],
): readonly Finding[] {
  const running = taggedFields(runningSdl, coordinatesOf(runningSdl))
  const next = taggedFields(newSdl, coordinatesOf(newSdl))
  const { article, nextEn } = codeEntry('CONTRACT_LOSES_FIELD')
  return [...running]
    .filter(([coordinate, item]) => next.get(coordinate) !== item)
    .flatMap(([coordinate, item]) => {
      const holders = contracts
        .filter((contract) => grants(contract, item, coordinate))
        .map((contract) => `${contract.id}@${contract.version} (${contract.consumer})`)
      if (holders.length === 0) return []
      const message = `${coordinate} (item ${item}) would be gone; it is granted by ${holders.join(', ')}.`
      return [{ code: 'CONTRACT_LOSES_FIELD', where: coordinate, item, message, article, next: nextEn }]
    })
}

/** A contract that names single fields loses only those; a coordinate above the payload belongs to the whole item. */
function grants(contract: Contract, item: string, coordinate: string): boolean {
  const granted = contract.items.find((one) => one.id === item)
  if (granted === undefined) return false
  if (granted.fields === undefined) return true
  const field = coordinate.slice(coordinate.indexOf('.') + 1)
  return granted.fields.some((path) => path === field || path.startsWith(`${field}.`))
}
