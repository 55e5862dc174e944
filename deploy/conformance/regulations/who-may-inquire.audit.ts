/** Who may inquire: the public, the company itself, those it authorized, and agencies under contract. */
import { describe, expect, test } from 'vitest'
import { errorAt, nodesAt } from '../../e2e/asking.ts'
import { travel } from '../audit-records.ts'
import type { AuditedHub } from '../audited-hub.ts'
import { bank, ids, penaltiesOf, portal, trade } from './asking.ts'

export function whoMayInquire(audited: () => AuditedHub): void {
  describe('who may inquire', () => {
    const grades = `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } tax { creditGrade { nodes { id grade } } } } }`
    const self = { ...portal, subject: { uscc: trade } }

    test('[REG-16.2b] neither a verified identity nor an authorization: nothing', async () => {
      const answer = await audited().hub.ask(bank, grades, { uscc: travel })
      expect(errorAt(answer, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_REQUIRED' })
      const { acr: _acr, ...unverified } = self
      await expect(audited().hub.ask(unverified, grades, { uscc: trade })).rejects.toMatchObject({
        hubCode: 'IDENTITY_NOT_VERIFIED',
      })
      expect(nodesAt(await audited().hub.ask(self, grades, { uscc: trade }), 'tax', 'creditGrade')).toMatchObject([
        { grade: 'M' },
      ])
    })

    test('[OPI-XXII.b] an app that acts for one verified company reads that company and no other', async () => {
      const own = await audited().hub.ask(self, grades, { uscc: trade })
      expect(ids(nodesAt(own, 'tax', 'creditGrade'))).toEqual(['tax.credit.grade:R-016'])
      const other = await audited().hub.ask(self, grades, { uscc: travel })
      expect(other.status).toBe(403)
      expect(other.body.errors?.[0]?.extensions?.code).toBe('IDENTITY_NOT_VERIFIED')
      expect(other.text).not.toContain('R-013')
      const byId = await audited().hub.ask(self, '{ record(id: "tax.credit.grade:R-013") { id } }')
      expect(byId.body.data).toEqual({ record: null })
    })

    test('[OPI-VIII.a] [PLAN-VI.1c] [D18] before a trade anybody reads the open records; a private body reads the rest where the company allows it', async () => {
      const open = await audited().hub.askAnonymously(penaltiesOf, { uscc: travel })
      expect(ids(nodesAt(open, 'amr', 'penalty'))).toContain('amr.penalty:R-002')
      const without = await audited().hub.ask(bank, grades, { uscc: travel })
      expect(ids(nodesAt(without, 'amr', 'penalty'))).toContain('amr.penalty:R-002')
      expect(errorAt(without, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_REQUIRED' })
      const allowed = await audited().hub.ask({ ...bank, purpose: 'LOAN' }, grades, { uscc: trade })
      expect(nodesAt(allowed, 'tax', 'creditGrade')).toMatchObject([{ grade: 'M' }])
      const otherUse = await audited().hub.ask(bank, grades, { uscc: trade })
      expect(errorAt(otherUse, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_SCOPE' })
    })

    test('[GUI-8c] a list of key scrutiny is never told to the public', async () => {
      const answer = await audited().hub.askAnonymously(
        `query($uscc: ID!) { organization(uscc: $uscc) { office { listKeyScrutiny { nodes { id } } } } }`,
        { uscc: travel },
      )
      expect(answer.text).toContain('CHANNEL_NOT_ALLOWED')
      expect(answer.text).not.toContain('nodes')
    })
  })
}
