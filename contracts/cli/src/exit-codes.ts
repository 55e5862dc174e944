/** What the exit code of a verb says; scripts rely on it. */

export const exitCodes = {
  done: 0,
  /** check, lint, verify, ingest: something was found. */
  findings: 1,
  usage: 2,
  notAllowed: 3,
  /** Refused by law or contract. */
  refused: 4,
  unreachable: 5,
  changedMeanwhile: 6,
  ourFault: 70,
} as const

/** Name of an exit code. */
export type ExitName = keyof typeof exitCodes
