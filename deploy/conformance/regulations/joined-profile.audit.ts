/** What one question about a company is told: the parts of six agencies, and what of each stands open to everybody. */
import { describe, expect, test } from 'vitest'
import { nodesAt } from '../../e2e/asking.ts'
import { about, aboutPerson, personNumber, travel } from '../audit-records.ts'
import type { AuditedHub } from '../audited-hub.ts'
import { codesOf, fishery, food, ids, personQuery } from './asking.ts'

export function joinedProfile(audited: () => AuditedHub): void {
  describe('the joined profile', () => {
    const six = `query($uscc: ID!) { organization(uscc: $uscc) {
      amr { penalty { nodes { ...envelope } } complaint12315 { nodes { ...envelope } } }
      tax { penalty { nodes { ...envelope } } }
      court { dishonest { nodes { ...envelope } } falseLitigation { nodes { ...envelope } } }
      tour { penalty { nodes { ...envelope } } }
      fin { penalty { nodes { ...envelope } } }
      office { pledgeActive { nodes { ...envelope } } } } }
      fragment envelope on CreditRecord { id item class provider provenance { document ingestedAt catalogVersion } }`

    test('[OPI-IX.e] one question gives parts of six agencies', async () => {
      const answer = await audited().hub.askAnonymously(six, { uscc: travel })
      expect(answer.body.errors).toBeUndefined()
      expect(ids(nodesAt(answer, 'amr', 'penalty'))).toContain('amr.penalty:AU-LATE')
      expect(ids(nodesAt(answer, 'tax', 'penalty'))).toEqual(['tax.penalty:AU-TAX'])
      expect(ids(nodesAt(answer, 'court', 'dishonest'))).toEqual(['court.dishonest:AU-DIS'])
      expect(ids(nodesAt(answer, 'tour', 'penalty'))).toEqual(['tour.penalty:R-006'])
      expect(ids(nodesAt(answer, 'fin', 'penalty'))).toEqual(['fin.penalty:AU-FIN'])
      expect(ids(nodesAt(answer, 'office', 'pledgeActive'))).toEqual(['office.pledge.active:AU-PL1'])
    })

    test('[GUI-4a] [REG-2.4 partly] every record tells its class, its agency, its document, when it came in and by which catalog', async () => {
      const answer = await audited().hub.askAnonymously(six, { uscc: travel })
      for (const [agency, places] of Object.entries(answer.body.data?.['organization'] as Record<string, object>))
        for (const place of Object.keys(places)) {
          const nodes = nodesAt(answer, agency, place)
          expect(nodes.length).toBeGreaterThan(0)
          for (const node of nodes) {
            expect(node).toMatchObject({ provider: agency, class: 'public' })
            expect(node['provenance']).toEqual({
              document: expect.stringMatching(/./u),
              ingestedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u),
              catalogVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/u),
            })
          }
        }
    })

    test('[GUI-15b] everybody reads who does not perform a judgment and who litigates falsely', async () => {
      const answer = await audited().hub.askAnonymously(six, { uscc: travel })
      expect(ids(nodesAt(answer, 'court', 'dishonest'))).toEqual(['court.dishonest:AU-DIS'])
      expect(ids(nodesAt(answer, 'court', 'falseLitigation'))).toEqual(['court.falseLitigation:AU-FALSE'])
      const person = await audited().hub.askAnonymously(personQuery, { number: personNumber })
      expect(ids(nodesAt(person, 'court', 'dishonest', 'naturalPerson'))).toEqual(['court.dishonest:AU-P2'])
    })

    test('[GUI-4d] announced complaints are of companies, and who complained stands nowhere', async () => {
      const answer = await audited().hub.askAnonymously(six, { uscc: travel })
      expect(ids(nodesAt(answer, 'amr', 'complaint12315'))).toEqual(['amr.complaint12315:AU-CPL'])
      const complaint = {
        complaintNumber: 'C-2',
        matter: '质量',
        receivedOn: '2025-02-01',
        outcome: 'agreed',
        closedOn: '2025-03-03',
      }
      const complainant = { name: '符试六', documentKind: '01', documentNumber: personNumber }
      expect(
        await codesOf(
          audited(),
          'amr',
          about(travel, 'amr.complaint12315', 'AU-CPL2', { ...complaint, complainant }),
          aboutPerson(personNumber, 'amr.complaint12315', 'AU-CPL3', complaint),
        ),
      ).toEqual(['RECORD_INVALID', 'NOT_IN_CATALOG'])
      const shown = await audited().hub.askAnonymously(
        `query($uscc: ID!) { organization(uscc: $uscc) { amr { complaint12315 { nodes { id complainant } } } } }`,
        { uscc: travel },
      )
      expect(shown.status).toBe(400)
    })

    test('[OPI-IV.c] [OPI-V.b] an active pledge and the pledge of a restoration are public, the restored record is not', async () => {
      const answer = await audited().hub.askAnonymously(
        `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } office { pledgeRestoration { nodes { id content } } pledgeActive { nodes { id } } } } }`,
        { uscc: food },
      )
      expect(nodesAt(answer, 'office', 'pledgeRestoration')).toEqual([
        { id: 'office.pledge.restoration:AU-PL2', content: '承诺依法诚信经营。' },
      ])
      expect(nodesAt(answer, 'office', 'pledgeActive')).toEqual([])
      expect(ids(nodesAt(answer, 'amr', 'penalty'))).toEqual(['amr.penalty:R-009'])
    })

    test('[GUI-1d] [OPI-III partly] the pledge of a member of an association is public and names the association', async () => {
      const answer = await audited().hub.askAnonymously(
        `query($uscc: ID!) { organization(uscc: $uscc) { office { pledgeActive { nodes { pledgeKind content association { name uscc } } } } } }`,
        { uscc: fishery },
      )
      expect(nodesAt(answer, 'office', 'pledgeActive')).toEqual([
        {
          pledgeKind: 'self_regulatory',
          content: '承诺依法诚信经营。',
          association: { name: '试验旅游协会', uscc: '514600000000B00278' },
        },
      ])
    })

    test('[OPI-XIX.b] of listed persons everybody reads the name and never the whole number', async () => {
      const answer = await audited().hub.askAnonymously(
        `query($uscc: ID!) { organization(uscc: $uscc) { tour { serious { nodes { id masked responsiblePersons { name documentNumber } } } } } }`,
        { uscc: travel },
      )
      expect(nodesAt(answer, 'tour', 'serious')).toMatchObject([
        {
          responsiblePersons: [
            { name: '陈试一', documentNumber: '4601**********0014' },
            { name: '林试二', documentNumber: '4602**********0027' },
          ],
        },
      ])
      expect(answer.text).not.toMatch(/460105190203040014|460203190305060027/u)
    })
  })
}
