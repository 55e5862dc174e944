import { describe, expect, it } from 'vitest'
import { profileText } from './profile.ts'
import { factsOf, subjectTable } from './subject-rows.ts'

const profile = {
  organization: {
    uscc: '91460100G00000007P',
    amr: {
      regBasic: { name: '海口示范旅行社有限公司', status: 'active' },
      penalty: { nodes: [{ id: 'amr.penalty:1', fine: 200, kinds: ['warning', 'fine'] }] },
      abnormal: { nodes: [] },
    },
    court: { judgment: null },
  },
}

describe('a joined profile as text', () => {
  it('shows a block an agency, aligned facts, lists of records as tables, and a dash where something was refused', () => {
    expect(profileText(profile)).toBe(
      [
        'organization',
        '  uscc  91460100G00000007P',
        '  amr',
        '    regBasic',
        '      name    海口示范旅行社有限公司',
        '      status  active',
        '    penalty',
        '      id             fine  kinds',
        '      ─────────────  ────  ─────────────',
        '      amr.penalty:1  200   warning, fine',
        '    abnormal: –',
        '  court',
        '    judgment  –',
      ].join('\n'),
    )
  })

  it('goes on below itself where a fact is too long for the screen', () => {
    const text = profileText({ organization: { address: '滨海大道88号'.repeat(10) } })
    expect(text.split('\n').length).toBeGreaterThan(2)
    expect(text.replace(/\s/g, '')).toBe(`organizationaddress${'滨海大道88号'.repeat(10)}`)
  })
})

describe('one row a subject', () => {
  it('gives single facts with their path and counts the records of lists', () => {
    expect(factsOf(profile)).toEqual([
      'uscc 91460100G00000007P',
      'amr.regBasic.name 海口示范旅行社有限公司',
      'amr.regBasic.status active',
      'amr.penalty 1',
      'amr.abnormal 0',
    ])
  })

  it('names the codes of a subject that was refused', () => {
    const rows = [{ subject: { uscc: '914' }, exit: 'refused', codes: ['SUBJECT_ID_INVALID'], data: {} }] as const
    expect(subjectTable(rows, 'zh')).toContain('914   refused SUBJECT_ID_INVALID')
  })
})
