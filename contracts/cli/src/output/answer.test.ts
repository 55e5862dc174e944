import { describe, expect, it } from 'vitest'
import { exitOfAnswer, lessonsOf } from './answer.ts'
import { lessonText } from './print.ts'

const refused = (code: string): object => ({
  message: 'text',
  path: ['organization', 'court', 'judgment'],
  extensions: { code, catalogItem: 'court.judgment', article: 'REG-16.2c' },
})
const answer = (
  status: number,
  errors: readonly object[],
  data: unknown = null,
): { status: number; body: unknown } => ({
  status,
  body: { data, errors },
})

describe('the exit code of an answer', () => {
  it.each([
    ['done', answer(200, [], { organization: { uscc: '1' } })],
    ['done', answer(200, [refused('ITEM_NOT_IN_CONTRACT')], { organization: { uscc: '1', court: null } })],
    ['refused', answer(200, [refused('ITEM_NOT_IN_CONTRACT')], { organization: { court: { judgment: null } } })],
    ['unreachable', answer(200, [refused('SUBGRAPH_TIMEOUT')], { organization: { court: { judgment: null } } })],
    ['refused', answer(200, [refused('SUBGRAPH_TIMEOUT'), refused('CONSENT_REQUIRED')], { organization: null })],
    ['refused', answer(403, [refused('QUOTA_EXCEEDED')])],
    ['notAllowed', answer(401, [refused('UNAUTHENTICATED')])],
    ['unreachable', answer(503, [refused('OVERLOADED')])],
    ['usage', answer(400, [refused('GRAPHQL_PARSE_FAILED')])],
  ] as const)('is %s', (exit, given) => {
    expect(exitOfAnswer(given)).toBe(exit)
  })

  it('is done where the question was answered with nothing, as for a company without records', () => {
    expect(exitOfAnswer(answer(200, [], { organization: { amr: { penalty: { nodes: [] } } } }))).toBe('done')
  })
})

describe('a refusal', () => {
  it('shows code, what, where, article and next step, in the language asked for', () => {
    const [lesson] = lessonsOf(answer(200, [refused('ITEM_NOT_IN_CONTRACT')]))
    if (lesson === undefined) throw new Error('no lesson')
    const english = lessonText(lesson, 'en').split('\n')
    expect(english[0]).toBe('ITEM_NOT_IN_CONTRACT  The contract does not grant this item.')
    expect(english[1]).toBe('  where    organization.court.judgment  court.judgment')
    expect(english[2]).toMatch(/^ {2}article {2}REG-16\.2c: \w/)
    expect(english[3]).toMatch(/^ {2}next {5}\w.*npx xinqiao explain ITEM_NOT_IN_CONTRACT$/)
    expect(lessonText(lesson, 'zh')).toMatch(/合约未包含该信息项。\n {2}位置 {5}organization/)
  })
})
