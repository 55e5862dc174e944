/** How long a record is shown, and what a correction, a revocation and a restoration end. */
import { describe, expect, test } from 'vitest'
import { errorAt, nodesAt } from '../../e2e/asking.ts'
import { about, fined, travel } from '../audit-records.ts'
import type { AuditedHub } from '../audited-hub.ts'
import { bank, codesOf, fishery, ids, loans, penaltiesOf, portal, tax, tour } from './asking.ts'

/** A restoration from the list of serious breaches, as the office loads it. */
const removal =
  '- { record: "tour.serious:L-001", standing: restored, decidedOn: 2026-11-23, document: "琼旅信修〔2026〕1号", by: tour }\n'

export function howLong(audited: () => AuditedHub): void {
  describe('how long', () => {
    test('[REG-27c] [D1] a record that came in five years late is shown for its last day only', async () => {
      const shown = async (): Promise<readonly unknown[]> =>
        ids(nodesAt(await audited().hub.ask(tax, penaltiesOf, { uscc: travel }), 'amr', 'penalty'))
      expect(await audited().during('2026-11-23T23:59:59+08:00', shown)).toContain('amr.penalty:AU-LATE')
      expect(await audited().during('2026-11-24T00:00:00+08:00', shown)).not.toContain('amr.penalty:AU-LATE')
    })

    test('[REG-27b] [D2] what has expired is on no channel, also sent again; its agency still holds it', async () => {
      const asks = [
        () => audited().hub.askAnonymously(penaltiesOf, { uscc: travel }),
        () => audited().hub.ask(tax, penaltiesOf, { uscc: travel }),
        () => audited().hub.ask(bank, penaltiesOf, { uscc: travel }),
        () => audited().hub.ask({ ...portal, subject: { uscc: travel } }, penaltiesOf, { uscc: travel }),
      ]
      const shownOn = (instant: string): Promise<readonly boolean[]> =>
        audited().during(instant, async () => {
          const answers = await Promise.all(asks.map((ask) => ask()))
          return answers.map((answer) => ids(nodesAt(answer, 'amr', 'penalty')).includes('amr.penalty:AU-LATE'))
        })
      const late = about(travel, 'amr.penalty', 'AU-LATE', fined, { determinedOn: '2021-11-24' })
      expect(await shownOn('2026-11-23T12:00:00+08:00')).toEqual([true, true, true, true])
      expect(await shownOn('2026-11-24T12:00:00+08:00')).toEqual([false, false, false, false])
      expect(await audited().send('amr', late)).toMatchObject({ accepted: 0, unchanged: 1, refused: 0 })
      expect(await codesOf(audited(), 'amr', { ...late, determinedOn: '2026-11-01' })).toEqual(['VERSION_CONFLICT'])
      expect(await shownOn('2026-11-24T12:00:00+08:00')).toEqual([false, false, false, false])
    })

    test('[D13 partly] [STD-NDRC36 partly] a minor penalty is shared with agencies and never announced to the public', async () => {
      const shared = async (): Promise<readonly unknown[]> =>
        ids(nodesAt(await audited().hub.ask(tax, penaltiesOf, { uscc: fishery }), 'amr', 'penalty'))
      const open = await audited().hub.askAnonymously(penaltiesOf, { uscc: fishery })
      expect(nodesAt(open, 'amr', 'penalty')).toEqual([])
      expect(await shared()).toEqual(['amr.penalty:R-007'])
    })

    test('[REG-29] a correction by the provider makes the next version, and the one before is no longer given', async () => {
      const versions = async (): Promise<unknown> =>
        nodesAt(await audited().hub.ask(tax, penaltiesOf, { uscc: loans }), 'amr', 'penalty')
      expect(await versions()).toEqual([{ id: 'amr.penalty:AU-CORR', version: 1, fine: 500_000 }])
      const corrected = about(loans, 'amr.penalty', 'AU-CORR', { ...fined, fine: 400_000 }, { corrects: 1 })
      expect(await audited().send('amr', corrected)).toMatchObject({ accepted: 1, refused: 0 })
      expect(await versions()).toEqual([{ id: 'amr.penalty:AU-CORR', version: 2, fine: 400_000 }])
    })

    test('[D9] by its id a revoked record answers, byte for byte, like one that never was', async () => {
      const byId = (id: string) => audited().hub.ask(tax, `query($id: ID!) { record(id: $id) { id } }`, { id })
      const revoked = await byId('amr.penalty:R-010')
      expect(revoked.text).toBe((await byId('amr.penalty:R-999')).text)
      expect(revoked.body.data).toEqual({ record: null })
      expect(errorAt(revoked, 'record')).toMatchObject({ code: 'NOT_FOUND' })
      expect((await byId('amr.penalty:R-002')).body.data).toEqual({ record: { id: 'amr.penalty:R-002' } })
    })

    test('[REG-32.3a] [REG-32.3d] [REG-25b partly] a company restored from a serious list stands on it no longer, and the measure that rested on it is over', async () => {
      const measures = async (): Promise<readonly unknown[]> => {
        const query = `query($uscc: ID!) { organization(uscc: $uscc) { office { measure { nodes { id } } } } }`
        return ids(nodesAt(await audited().hub.ask(tour, query, { uscc: travel }), 'office', 'measure'))
      }
      const listed = async (): Promise<readonly unknown[]> => {
        const query = `query($uscc: ID!) { organization(uscc: $uscc) { tour { serious { nodes { id } } } } }`
        const answers = [
          await audited().hub.askAnonymously(query, { uscc: travel }),
          await audited().hub.ask(tour, query, { uscc: travel }),
        ]
        return answers.flatMap((answer) => ids(nodesAt(answer, 'tour', 'serious')))
      }
      expect(await listed()).toEqual(['tour.serious:L-001', 'tour.serious:L-001'])
      expect(await measures()).toEqual(['office.measure:AU-MS'])
      expect(await audited().load('standings.yaml', removal)).toBe(0)
      await expect.poll(listed, { timeout: 1_000, interval: 50 }).toEqual([])
      expect(await measures()).toEqual([])
    })
  })
}
