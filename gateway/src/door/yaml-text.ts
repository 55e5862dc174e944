/** Plain data as YAML 1.2 in block style; every scalar is written as JSON, which YAML reads the same way. */

/** Text of a JSON value. */
export function yamlText(value: unknown): string {
  return `${lines(value, '').join('\n')}\n`
}

function lines(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((one) => item(one, indent))
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return [`${indent}${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([name, one]) => member(name, one, indent))
}

function item(value: unknown, indent: string): readonly string[] {
  const [first = '', ...rest] = lines(value, `${indent}  `)
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest]
}

function member(name: string, value: unknown, indent: string): readonly string[] {
  if (value === undefined) return []
  const key = `${indent}${JSON.stringify(name)}:`
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  return isNested ? [key, ...lines(value, `${indent}  `)] : [`${key} ${JSON.stringify(value)}`]
}
