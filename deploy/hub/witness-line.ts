/** Who signs the audit logs beside this hub, as its registry says, in one line for whoever started it. */
import type { WitnessRule } from '@xinqiao/contracts'

/** `2 of 3: court.example/w1, …`; a hub without witnesses says what that means. */
export async function witnessLine(registry: string): Promise<string> {
  const response = await fetch(`${registry}/audit/witnesses`)
  const { witnesses, quorum } = (await response.json()) as WitnessRule
  if (witnesses.length === 0) return 'none: nobody else signs the audit log (deploy/README.md, Evidence)'
  const names = witnesses.map(({ vkey }) => vkey.split('+')[0])
  return `${quorum} of ${names.length}: ${names.join(', ')}`
}
