import { describe, expect, it } from 'vitest'
import { SchemaError } from '../errors.ts'
import { fileBytesMax } from './limits.ts'
import { readYaml } from './read-yaml.ts'

function faultOf(text: string): string {
  try {
    readYaml(text, 'hub.yaml')
    return ''
  } catch (error) {
    if (!(error instanceof SchemaError) || error.code !== 'FORMAT_INVALID') throw error
    return error.findings.map(({ path, message }) => `${path}: ${message}`).join('\n')
  }
}

describe('a data file is read as YAML 1.2', () => {
  it('reads YAML and JSON; dates stay text, numbers of body codes stay what they are written as', () => {
    expect(readYaml('a: 2026-01-01\nb: "460000"\nc: 1\nd: no\n', 'x').value).toEqual({
      a: '2026-01-01',
      b: '460000',
      c: 1,
      d: 'no',
    })
    expect(readYaml('{"a": [1, true, null]}', 'x').value).toEqual({ a: [1, true, null] })
    expect(readYaml('', 'x').value).toBeNull()
  })

  it('tells the line of a part, of the nearest part above where the path leads nowhere', () => {
    const file = readYaml('a: 1\nlist:\n  - id: x\n    name: y\n  - id: z\n', 'x')
    expect(file.lineOf(['a'])).toBe(1)
    expect(file.lineOf(['list', 0, 'name'])).toBe(4)
    expect(file.lineOf(['list', 1])).toBe(5)
    expect(file.lineOf(['list', 1, 'missing'])).toBe(5)
    expect(file.lineOf(['nothing'])).toBe(1)
  })
})

describe('what may not be read names file, line and key', () => {
  it('a repeated key', () => {
    expect(faultOf('clock: system\nagencies: [amr]\nclock: "460105190203040014"\n')).toBe(
      'hub.yaml:3: key clock is repeated',
    )
    expect(faultOf('{"a": 1, "a": 2}')).toBe('hub.yaml:1: key a is repeated')
  })

  it('wrong syntax, without the text itself', () => {
    const fault = faultOf('a: 1\nb: [1, 460105190203040014\n')
    expect(fault).toMatch(/^hub\.yaml:\d+: not YAML/)
    expect(fault).not.toContain('460105')
    expect(faultOf('a: 1\n---\nb: 2\n')).toMatch(/^hub\.yaml:\d+: expected one document/)
    expect(faultOf('a: !!python/object x\n')).toMatch(/^hub\.yaml:1: a tag/)
  })

  it('an alias bomb is told before it unfolds', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 10 }, () => `*l${i}`).join(', ')}]`,
    )
    expect(faultOf(`l0: &l0 [lol]\n${levels.join('\n')}\n`)).toBe('hub.yaml: expected at most 1000 uses of aliases')
    expect(readYaml('a: &x {b: 1}\nc: *x\n', 'x').value).toEqual({ a: { b: 1 }, c: { b: 1 } })
  })

  it('a file over 64 MB, and one nested without end', () => {
    expect(faultOf(`a: "${'x'.repeat(fileBytesMax)}"`)).toBe('hub.yaml: expected at most 64 MB')
    expect(faultOf(`a:\n  ${'['.repeat(100_000)}`)).toBe('hub.yaml:2: expected at most 64 levels')
    expect(faultOf('- '.repeat(100_000))).toBe('hub.yaml:1: expected at most 64 levels')
  })
})
