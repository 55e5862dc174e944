/** The GraphQL-over-HTTP audit (npm `graphql-http`) against any endpoint: one title and one outcome for each of its points. */
import { type AuditResult, serverAudits } from 'graphql-http'

export interface AuditedPoint {
  /** `4655 MUST accept application/json and match the content-type`. */
  readonly title: string
  /** MUST and SHOULD bind; MAY is a liberty. */
  readonly binds: boolean
  /** Why it is not held; `null`: held. */
  readonly reason: string | null
}

/** Runs the whole list, one point after another. */
export async function auditEndpoint(url: string, fetchFn: typeof fetch = fetch): Promise<readonly AuditedPoint[]> {
  const points: AuditedPoint[] = []
  for (const audit of serverAudits({ url, fetchFn })) {
    const result = await audit.fn()
    points.push({ title: `${audit.id} ${audit.name}`, binds: !audit.name.startsWith('MAY'), reason: reasonOf(result) })
    await drained(result)
  }
  return points
}

/** Points that bind and are not held. */
export function failuresOf(points: readonly AuditedPoint[]): readonly string[] {
  return points.flatMap(({ title, binds, reason }) => (binds && reason !== null ? [`${title}: ${reason}`] : []))
}

function reasonOf(result: AuditResult): string | null {
  return result.status === 'ok' ? null : result.reason
}

/** An answer that nobody read holds its connection. */
async function drained(result: AuditResult): Promise<void> {
  if (result.status !== 'ok' && !result.response.bodyUsed) await result.response.body?.cancel()
}
