/** Persons inside a payload: the data standard tells where they stand; each document number is sealed on its way in. */
import type { DataStandard, PersonValue } from '@xinqiao/schema'

type Payload = Readonly<Record<string, unknown>>

/** The payload with every person given through `change`; everything else is the same value. */
export function mapPersons(
  standard: DataStandard,
  data: Payload,
  change: (person: PersonValue, path: string) => PersonValue,
): Payload {
  const places = standard.fields.filter((field) => field.type === 'person' && data[field.name] != null)
  if (places.length === 0) return data
  const copy: Record<string, unknown> = { ...data }
  for (const { name, list } of places) {
    const value = data[name]
    copy[name] =
      list && Array.isArray(value)
        ? value.map((person: PersonValue, index) => change(person, `${name}.${index}`))
        : change(value as PersonValue, name)
  }
  return copy
}
