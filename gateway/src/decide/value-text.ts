/** A field's call as one text: equal for equal calls, however their arguments and object members are ordered. */
import { type FieldNode, Kind, type ValueNode } from 'graphql'

/** `name(argument:value,…)`. */
export function callText({ name, arguments: args }: FieldNode): string {
  if (args === undefined || args.length === 0) return name.value
  const parts = args.map((argument) => `${argument.name.value}:${valueText(argument.value)}`).toSorted()
  return `${name.value}(${parts.join(',')})`
}

function valueText(value: ValueNode): string {
  switch (value.kind) {
    case Kind.VARIABLE:
      return `$${value.name.value}`
    case Kind.LIST:
      return `[${value.values.map(valueText).join(',')}]`
    case Kind.OBJECT: {
      const members = value.fields.map((field) => `${field.name.value}:${valueText(field.value)}`).toSorted()
      return `{${members.join(',')}}`
    }
    case Kind.STRING:
      return `${JSON.stringify(value.value)}${value.block === true ? 'b' : ''}`
    case Kind.NULL:
      return 'null'
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.ENUM:
      return value.value
    case Kind.BOOLEAN:
      return String(value.value)
    default:
      return value satisfies never
  }
}
