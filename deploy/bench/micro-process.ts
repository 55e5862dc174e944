/** The process of the rows on single operations. */
import type { BenchRow } from './bench-row.ts'
import { runAsymmetricCase } from './cases/asymmetric.ts'
import { runAuditCase, runAuditVerifyCase } from './cases/audit.ts'
import { cryptographyOperations } from './cases/cryptography.ts'
import { answerParent } from './measure/child.ts'
import { repeat } from './measure/micro.ts'

answerParent(async (given) => {
  const question = given as
    | { readonly cryptography: true }
    | { readonly asymmetric: true }
    | { readonly auditIn: string }
    | { readonly auditVerifyIn: string }
  if ('auditIn' in question) return runAuditCase(question.auditIn)
  if ('auditVerifyIn' in question) return [await runAuditVerifyCase(question.auditVerifyIn)]
  if ('asymmetric' in question) return [await runAsymmetricCase()]
  const rows: BenchRow[] = []
  for (const operation of await cryptographyOperations()) rows.push(await repeat(operation))
  return rows
})
