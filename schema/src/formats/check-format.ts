/** Holds a value against one of the published file formats (data.md; JSON Schemas in schema/formats). */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { type FormatName, formatSchemas } from './format-schemas.ts'

/** One difference from a format: where, and what was expected. Never holds the value itself. */
export interface FormatFinding {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const compiled = new Map<FormatName, ValidateFunction>()

/** Every difference at once, in the order of the document; empty when the value has the form. */
export function checkFormat(format: FormatName, value: unknown): readonly FormatFinding[] {
  const validate = compiledFormat(format)
  if (validate(value)) return []
  const findings = (validate.errors ?? []).filter(tellsSomething).map(findingOf)
  const seen = new Set<string>()
  return findings.filter(({ path, message }) => {
    const key = `${path.join('/')} ${message}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function compiledFormat(format: FormatName): ValidateFunction {
  const known = compiled.get(format)
  if (known !== undefined) return known
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: true,
  })
  const validate = ajv.compile(formatSchemas[format])
  compiled.set(format, validate)
  return validate
}

/** `if`, `anyOf` and `propertyNames` only repeat what the error below them says. */
function tellsSomething({ keyword }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'anyOf' && keyword !== 'propertyNames'
}

function findingOf(error: ErrorObject): FormatFinding {
  const path = pathOf(error.instancePath)
  const params = error.params as Readonly<Record<string, unknown>>
  const title = titleOf(error.parentSchema)
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return {
        path: [...path, String(params['additionalProperty'] ?? params['unevaluatedProperty'])],
        message: 'unknown key',
      }
    case 'required':
      return { path: [...path, String(params['missingProperty'])], message: 'missing' }
    case 'enum':
      return { path, message: `expected one of ${list(params['allowedValues'])}` }
    case 'const':
      return { path, message: `expected ${JSON.stringify(params['allowedValue'])}` }
    case 'type':
      return { path, message: `expected ${title ?? list(params['type'])}` }
    case 'pattern':
      return error.propertyName === undefined
        ? { path, message: `expected ${title ?? `the form ${String(params['pattern'])}`}` }
        : { path: [...path, error.propertyName], message: `expected a key of the form ${String(params['pattern'])}` }
    default:
      return { path, message: error.message ?? error.keyword }
  }
}

function titleOf(schema: unknown): string | undefined {
  const title =
    typeof schema === 'object' && schema !== null ? (schema as { readonly title?: unknown }).title : undefined
  return typeof title === 'string' ? title : undefined
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map(String).join(', ') : String(values)
}

function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
