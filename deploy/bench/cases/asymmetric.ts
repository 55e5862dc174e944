/** What one profile spends on asymmetric cryptography: the check of its proof, and of one agency's signature for each answer. */
import type { BenchRow } from '../bench-row.ts'
import { answersOfProfile } from '../limits.ts'
import { type MicroOperation, repeat } from '../measure/micro.ts'
import { cryptographyOperations } from './cryptography.ts'

/** Proofs made beforehand; a profile's checks take so long that more are never used. */
const proofs = 12_000

/** The checks of one profile, in a row; its parts alone under `more`. */
export async function runAsymmetricCase(): Promise<BenchRow> {
  const operations = await cryptographyOperations(proofs)
  const named = (name: string): MicroOperation => {
    const found = operations.find((operation) => operation.name === name)
    if (found === undefined) throw new Error(`No operation ${name}.`)
    return found
  }
  const [proof, answer] = [named('verify-dpop-proof'), named('verify-answer')]
  const row = await repeat({
    case: 'asymmetric',
    name: 'xinqiao',
    run: async (at) => {
      await proof.run(at)
      for (let one = 0; one < answersOfProfile; one += 1) await answer.run(at)
    },
  })
  const answerAlone = await repeat(answer)
  return {
    ...row,
    more: { answerChecks: answersOfProfile, answerCheckCpuMs: answerAlone.cpuMsPerRequest },
  }
}
