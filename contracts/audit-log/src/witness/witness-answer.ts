/** What a witness answers to `add-checkpoint` (C2SP tlog-witness), refusals with what the caller does next. */

/** One answer. A 409 of type `text/x.tlog.size` carries the size that the witness signed last, nothing else. */
export interface WitnessAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

export const sizeType: string = 'text/x.tlog.size'
export const textType: string = 'text/plain; charset=utf-8'

const refusals = {
  ROUTE_UNKNOWN: [404, 'only POST /add-checkpoint is answered', 'correct the address'],
  BODY_TOO_LARGE: [413, 'longer than any call can be', 'send one checkpoint with its proof'],
  REQUEST_INVALID: [400, 'not the form of C2SP tlog-witness', 'correct the program that sends it'],
  ORIGIN_UNKNOWN: [404, 'no log of this origin is known', 'give the witness the key of the log (--log)'],
  SIGNATURE_INVALID: [403, 'no key known of the log signed it', 'compare the key known here with that of the log'],
  FORKED: [409, 'another root was signed for this size; both are kept', 'stop signing and tell the supervision'],
  PROOF_INVALID: [422, 'the proof from the old size fails; both notes are kept', 'make it anew from the tiles'],
  FAILED: [500, 'it could not be stored or signed', 'try again; its operator finds the reason in the log'],
} as const

/** A refusal that teaches. `why`: what exactly does not fit, where that can be said. */
export function refuse(code: keyof typeof refusals, why?: string): WitnessAnswer {
  const [status, reason, next] = refusals[code]
  return { status, type: textType, body: `WITNESS_${code}: ${why ?? reason}. Next: ${next}.\n` }
}
