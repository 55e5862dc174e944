/** REG-14.3, REG-14.4, D10, D11: words of forbidden categories in the keys of a payload, at any depth. */
import type { Catalog } from '../catalog/catalog-item.ts'
import { findConsentOnly, findProhibited } from '../catalog/deny-words.ts'
import type { DataStandard } from './data-standard.ts'
import { payloadLevelsMax } from './limits.ts'
import { type PayloadFinding, shownKey } from './payload-finding.ts'

interface Place {
  readonly value: unknown
  readonly path: string
  readonly level: number
}

/** Walks without recursion: depth is the sender's choice. The item's own consent-only words are its own business. */
export function forbiddenKeys(data: unknown, standard: DataStandard, catalog: Catalog): readonly PayloadFinding[] {
  const findings: PayloadFinding[] = []
  const waiting: Place[] = [{ value: data, path: '', level: 0 }]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, path, level } = place
    if (typeof value !== 'object' || value === null) continue
    if (level > payloadLevelsMax)
      return [{ path, problem: 'length', message: `expected at most ${payloadLevelsMax} levels` }]
    if (Array.isArray(value)) {
      waiting.push(
        ...value.map((entry: unknown, index) => ({ value: entry, path: `${path}[${index}]`, level: level + 1 })),
      )
      continue
    }
    for (const [key, below] of Object.entries(value)) {
      const at = path === '' ? shownKey(key) : `${path}.${shownKey(key)}`
      findings.push(...wordFindings(key, at, standard, catalog))
      waiting.push({ value: below, path: at, level: level + 1 })
    }
  }
  return findings
}

function wordFindings(key: string, path: string, standard: DataStandard, catalog: Catalog): readonly PayloadFinding[] {
  const denied = findProhibited(key, catalog)
  if (denied !== undefined)
    return [{ path, problem: 'prohibited', message: `falls under ${denied.id}, which may not be collected (REG-14.4)` }]
  const conditional = findConsentOnly(key, catalog)
  if (conditional === undefined || conditional.item === standard.item) return []
  return [
    {
      path,
      problem: 'consent_only',
      message: `falls under ${conditional.item}: of natural persons by consent only (REG-14.3)`,
    },
  ]
}
