/** The subjects whose records the story of looks asks about, and what each has to be told. */
import type { CreditSubjectClaim } from '@xinqiao/schema'
import type { Asking } from './hub-under-test.ts'

/** A look as its subject is told of it: what the story knows without the log. */
export interface Look {
  readonly receipt: string
  readonly body: string
  readonly contract: string
  readonly purpose: string | null
  readonly channel: string
  readonly case: string | null
  readonly own: boolean
  readonly way: 'query'
  readonly decision: string
  readonly code: string | null
  readonly items: readonly { readonly item: string; readonly outcome: string; readonly code: string | null }[]
}

/** With the moment at which it was kept, milliseconds: its answer had come. */
export interface KeptLook extends Look {
  readonly askedAt: number
}

/** A subject of the story: how a query names it, and how a portal does. */
export interface Subject {
  readonly id: string
  readonly claim: CreditSubjectClaim
}

export const organizations = ['914601000000A00134', '914600000000A0021R', '914602000000A003XU'] as const
export const person = { kind: '01', number: '460105190203040014' } as const

export const subjects: readonly Subject[] = [
  ...organizations.map((uscc) => ({ id: uscc, claim: { uscc } })),
  { id: person.number, claim: { document: person } },
]

export function portalOf({ claim }: Subject): Asking {
  return { client: 'portal-app', contract: 'self', purpose: 'SELF', subject: claim, acr: 'urn:xinqiao:identified' }
}
