/** Persons inside a payload: the data standard tells where they stand; each document number is sealed on its way in. */
import type { DataStandard, PayloadField, PersonValue } from '@xinqiao/schema'

type Payload = Readonly<Record<string, unknown>>

/** The payload with every person given through `change`; everything else is the same value. */
export function mapPersons(
  standard: DataStandard,
  data: Payload,
  change: (person: PersonValue, path: string) => PersonValue,
): Payload {
  const places = placesOf(standard)
  if (!places.some(({ name }) => data[name] != null)) return data
  const copy: Record<string, unknown> = { ...data }
  for (const { name, list } of places) {
    const value = data[name]
    if (value == null) continue
    copy[name] =
      list && Array.isArray(value)
        ? value.map((person: PersonValue, index) => change(person, `${name}.${index}`))
        : change(value as PersonValue, name)
  }
  return copy
}

/** Every record is read by its standard: where its persons stand is looked for once. */
const placesByStandard = new WeakMap<DataStandard, readonly PayloadField[]>()

function placesOf(standard: DataStandard): readonly PayloadField[] {
  const known = placesByStandard.get(standard)
  if (known !== undefined) return known
  const places = standard.fields.filter(({ type }) => type === 'person')
  placesByStandard.set(standard, places)
  return places
}
