import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CliError } from './errors.ts'
import { buildProgram, runProgram } from './program.ts'
import { allVerbs } from './verbs/all-verbs.ts'
import { exampleWords } from './verbs/example-words.ts'
import type { Verb, VerbInput } from './verbs/verb.ts'

let talk = ''
let data = ''
beforeEach(() => {
  talk = ''
  data = ''
  vi.stubEnv('XINQIAO_LANG', 'en')
  vi.stubEnv('INIT_CWD', tmpdir())
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((talk += String(text)), true))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((data += String(text)), true))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** Every verb of the command line, its work replaced by looking at what it was given. */
function looking(look: (verb: Verb, input: VerbInput) => void): readonly Verb[] {
  return allVerbs.map((verb) => ({ ...verb, run: async (input) => look(verb, input) }))
}

describe('help', () => {
  it.each(allVerbs.map((verb) => [verb.path.join(' '), verb] as const))(
    'of %s ends with two examples that parse',
    async (_name, verb) => {
      expect(await runProgram([...verb.path, '--help'])).toBe(0)
      expect(
        data
          .trimEnd()
          .split('\n')
          .slice(-2)
          .map((line) => line.trim()),
      ).toEqual([...verb.examples])
      for (const example of verb.examples) {
        const seen: string[] = []
        const program = buildProgram(
          'en',
          looking((one) => seen.push(one.path.join(' '))),
        )
        await program.parseAsync(exampleWords(example), { from: 'user' })
        expect(seen).toEqual([verb.path.join(' ')])
      }
    },
  )

  it('speaks the language asked for, and only that', async () => {
    await runProgram(['--lang', 'zh', '--help'])
    expect(data).toContain('命令：')
    data = ''
    await runProgram(['ingest', '--help', '--lang', 'en'])
    expect(data).not.toMatch(/[\u3400-\u9fff]/)
  })
})

describe('exit codes', () => {
  it.each([
    [0, ['--version']],
    [0, ['explain', 'CONSENT_SCOPE']],
    [2, []],
    [2, ['catalog']],
    [2, ['nothing']],
    [2, ['query']],
    [2, ['query', '--nothing']],
    [2, ['query', 'one', 'two']],
    [2, ['explain', 'CONSENT_SCOPE', '-o', 'xml']],
    [2, ['explain', 'NOTHING_KNOWN']],
    [2, ['explain']],
    [2, ['ingest', 'none.ndjson']],
    [2, ['lint', 'no/such/folder']],
    [2, ['law', 'REG-999']],
    [2, ['audit', 'verify', 'no/such/folder']],
    [5, ['contract', 'list', '--state', 'no/such/folder']],
    [5, ['doctor', '--state', 'no/such/folder']],
  ] as const)('%i for %j', async (code, argv) => {
    expect(await runProgram(argv)).toBe(code)
  })

  it('are 70 for a fault of our own, with a report that quotes nothing', async () => {
    const failing = allVerbs.map((verb) => ({ ...verb, run: () => Promise.reject(new TypeError('CANARY')) }))
    expect(await runProgram(['doctor'], failing)).toBe(70)
    const file = /where +(\S+report\.json)/.exec(talk)?.[1] ?? ''
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ verb: 'doctor', error: 'TypeError' })
    expect(talk + readFileSync(file, 'utf8')).not.toContain('CANARY')
    rmSync(dirname(file), { recursive: true })
  })
})

describe('talk', () => {
  it('goes to stderr, in the language asked for, and leaves stdout to the data', async () => {
    await runProgram(['law', 'REG-999', '--lang', 'zh'])
    expect(talk).toMatch(/^NO_SUCH_DUTY {2}没有此编号/)
    expect(data).toBe('')
  })

  it('proposes the verb that was meant', async () => {
    await runProgram(['qurey'])
    expect(talk).toContain('query?')
  })

  it('does not repeat a value that was typed', async () => {
    await runProgram(['query', '460105190203040014', '460105190203040014'])
    expect(talk).not.toContain('460105190203040014')
  })
})

describe('JSON', () => {
  it('carries the version of its schema', async () => {
    await runProgram(['explain', 'REG-27', '-o', 'json'])
    expect(JSON.parse(data)).toMatchObject({ schema: 'xinqiao/1', data: { id: 'REG-27' } })
  })
})

describe('flags', () => {
  it('come from the environment where the command line does not say, and the command line wins', async () => {
    vi.stubEnv('XINQIAO_AGENCY', 'tax')
    const seen: (string | undefined)[] = []
    const program = (): ReturnType<typeof buildProgram> =>
      buildProgram(
        'en',
        looking((_verb, input) => seen.push(input.flag('agency'))),
      )
    await program().parseAsync(['ingest', 'file.csv'], { from: 'user' })
    await program().parseAsync(['ingest', 'file.csv', '--agency', 'amr'], { from: 'user' })
    expect(seen).toEqual(['tax', 'amr'])
  })
})

describe('a failure', () => {
  it('keeps its lessons apart from its exit code', () => {
    const error = new CliError('findings', { code: 'A', what: { zh: '甲', en: 'one' } })
    expect(error).toMatchObject({ exit: 'findings', message: 'A: one' })
  })
})
