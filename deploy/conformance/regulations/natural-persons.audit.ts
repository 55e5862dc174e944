/** Natural persons: how their records are joined, who reads them, and from which age on. */
import { describe, expect, test } from 'vitest'
import { nodesAt } from '../../e2e/asking.ts'
import { about, aboutPerson, fined, personNumber, travel } from '../audit-records.ts'
import type { AuditedHub } from '../audited-hub.ts'
import { codesOf, ids, personQuery, portal, tour } from './asking.ts'

export function naturalPersons(audited: () => AuditedHub): void {
  describe('natural persons', () => {
    test('[PLAN-III.1a] records sent under two spellings of a number are one person, whichever spelling asks', async () => {
      for (const number of [personNumber, '460105 1906 0705 018x', '４６０１０５１９０６０７０５０１８Ｘ']) {
        const answer = await audited().hub.askAnonymously(personQuery, { number })
        expect(ids(nodesAt(answer, 'amr', 'penalty', 'naturalPerson'))).toEqual(['amr.penalty:AU-P1'])
        expect(ids(nodesAt(answer, 'court', 'dishonest', 'naturalPerson'))).toEqual(['court.dishonest:AU-P2'])
      }
    })

    const joined = `query($number: ID!) { naturalPerson(document: { kind: "01", number: $number }) {
      amr { penalty { nodes { id } } } court { dishonest { nodes { id } } } office { honor { nodes { id title } } } } }`

    test('[PLAN-V.1c] an agency under contract reads a person joined over three agencies', async () => {
      const answer = await audited().hub.ask(tour, joined, { number: personNumber })
      expect(answer.body.errors).toBeUndefined()
      expect(ids(nodesAt(answer, 'amr', 'penalty', 'naturalPerson'))).toEqual(['amr.penalty:AU-P1'])
      expect(ids(nodesAt(answer, 'court', 'dishonest', 'naturalPerson'))).toEqual(['court.dishonest:AU-P2'])
      expect(ids(nodesAt(answer, 'office', 'honor', 'naturalPerson'))).toEqual(['office.honor:AU-HON'])
    })

    test('[PLAN-VI.1a] an honour is read by the agency under contract and by the honoured person', async () => {
      const subject = { document: { kind: '01', number: personNumber } }
      const agency = await audited().hub.ask(tour, joined, { number: personNumber })
      const person = await audited().hub.ask({ ...portal, subject }, joined, { number: personNumber })
      for (const answer of [agency, person])
        expect(nodesAt(answer, 'office', 'honor', 'naturalPerson')).toEqual([
          { id: 'office.honor:AU-HON', title: '诚实守信道德模范' },
        ])
    })

    test('[GUI-12a partly] [OPI-XVIII.a partly] who answers for a listed company is found in the own profile, with role and company', async () => {
      const answer = await audited().hub.askAnonymously(
        `query($number: ID!) { naturalPerson(document: { kind: "01", number: $number }) { office { listPerson { nodes { role organization { uscc } person { name documentNumber } } } } } }`,
        { number: personNumber },
      )
      expect(nodesAt(answer, 'office', 'listPerson', 'naturalPerson')).toEqual([
        {
          role: 'legal_representative',
          organization: { uscc: travel },
          person: { name: '符试六', documentNumber: '4601**********018X' },
        },
      ])
    })

    test('[D15] at the door: no record of a person one day before the 18th birthday, one may be kept from that day on', async () => {
      const early = '1920-01-01'
      const basisDocument = { ...(about('', 'amr.penalty', 'x', {})['basisDocument'] as object), effectiveOn: early }
      const record = aboutPerson(personNumber, 'amr.penalty', 'AU-YOUNG', fined, { determinedOn: early, basisDocument })
      expect(await audited().during('1924-07-04T23:59:59+08:00', () => codesOf(audited(), 'amr', record))).toEqual([
        'NOT_IN_CATALOG',
      ])
      expect(await audited().during('1924-07-05T00:00:00+08:00', () => codesOf(audited(), 'amr', record))).toEqual([])
    })
  })
}
