/**
 * The law as the oracle reads it: the decisions of contracts, asked anew for every field and row in the simplest way. It
 * shares nothing with the rooms but the rules themselves and the marks of the graph.
 */
import { builtInId, judgeField, judgeItem, judgeRow, needsConsent, type RowDecision } from '@xinqiao/contracts'
import { parseRecordId, typeName } from '@xinqiao/schema'
import type { CreditSubject } from '../../authenticate/authenticated.ts'
import type { RunningBundle } from '../../bundle/running-bundle.ts'
import type { TestRow } from '../row-resolvers.ts'
import { today } from '../samples.ts'
import type { CaseWorld } from './case-world.ts'

export interface LeafRight {
  readonly code: string | null
  readonly isMasked: boolean
}

const open: LeafRight = { code: null, isMasked: false }
const endings: ReadonlySet<string> = new Set(['expired', 'restored', 'revoked'])

export class PlainLaw {
  readonly #running: RunningBundle
  readonly #world: CaseWorld
  readonly #isConsented: boolean

  /** `isConsented`: as if everybody had consented to everything. */
  constructor(running: RunningBundle, world: CaseWorld, isConsented = false) {
    this.#running = running
    this.#world = world
    this.#isConsented = isConsented
  }

  /** Items a coordinate stands under: its type's and its own. */
  itemsOf(type: string, field: string): readonly string[] {
    const { coordinates } = this.#running
    return [...new Set([coordinates.item(type), coordinates.item(`${type}.${field}`)])].filter(
      (one) => one !== undefined,
    )
  }

  /** Why a coordinate is closed for whoever is asked about; `path`: of a payload field inside its record. */
  field(type: string, field: string, about: CreditSubject | null, payload: string | null): LeafRight {
    const items = this.itemsOf(type, field)
    const { coordinates } = this.#running
    const technical = coordinates.technical(`${type}.${field}`) ?? coordinates.technical(type)
    if (items.length === 0 && (technical === undefined || technical === 'hub'))
      return { code: 'NOT_IN_CATALOG', isMasked: false }
    if (technical === 'self') return { code: 'IDENTITY_NOT_VERIFIED', isMasked: false }
    const kind = about?.kind ?? null
    const right = payload === null ? open : this.payload(payload)
    const code =
      first(items, (item) => this.item(item, kind)) ?? right.code ?? first(items, (item) => this.consent(item, about))
    return { code, isMasked: right.isMasked }
  }

  /** By catalog and contract, and by the age of the standings. */
  item(item: string, kind: CreditSubject['kind'] | null): string | null {
    const { contract, facts } = this.#world
    const { catalog } = this.#running
    const decision = judgeItem({ item, catalog, contract, subject: kind, consent: 'later' })
    if (decision.kind === 'refusal') return decision.code
    if (facts.age().kind !== 'stale') return null
    const listed = catalog.items.get(item)
    const isPersonal = kind === 'person' || (kind === null && listed?.subjects.includes('natural_person') === true)
    return listed?.polarity === 'negative' || isPersonal ? 'FACTS_STALE' : null
  }

  /** By the subject's consents; a record asked by its id names nobody whose consent could cover. */
  consent(item: string, about: CreditSubject | null): string | null {
    const { contract, facts } = this.#world
    const { catalog } = this.#running
    const listed = catalog.items.get(item)
    const builtIn = builtInId(contract)
    if (this.#isConsented || listed === undefined || builtIn === 'self' || builtIn === 'duty') return null
    if (!needsConsent(listed, contract.channel)) return null
    if (about !== null && facts.answers === 'unavailable') return 'FACTS_STALE'
    const answers = about === null || facts.answers === 'unavailable' ? [] : facts.answers
    const state = answers.find((one) => one.subject === about?.key && one.item === item)?.state ?? 'none'
    const decision = judgeItem({ item, catalog, contract, subject: about?.kind ?? null, consent: state })
    return decision.kind === 'refusal' ? decision.code : null
  }

  /** `<item>/<path>` of a payload field. */
  payload(named: string): LeafRight {
    const [item = '', path = ''] = named.split('/')
    const { catalog, standards } = this.#running
    const decision = judgeField({ item, field: path, catalog, standards, contract: this.#world.contract })
    if (decision.kind === 'refusal') return { code: decision.code, isMasked: false }
    return { code: null, isMasked: decision.duties.some((one) => one.kind === 'mask' && one.fields.includes(path)) }
  }

  /** Whether a record's field is payload, which a contract may grant by itself; all else is its envelope. */
  isPayload(item: string, field: string): boolean {
    return this.#running.standards.get(item)?.fields.some(({ name }) => name === field) === true
  }

  /** Parts of persons that are masked in every record of an item. */
  maskedParts(item: string): readonly string[] {
    const fields = this.#running.standards.get(item)?.fields ?? []
    return fields
      .filter(({ type }) => type === 'person')
      .flatMap(({ name }) => [`${name}.name`, `${name}.documentNumber`])
      .filter((path) => this.payload(`${item}/${path}`).isMasked)
  }

  /** Why an id may not be asked for; `NOT_FOUND` where it names no record that this graph could hold. */
  recordId(id: string): string | null {
    const item = parseRecordId(id)?.item
    if (item === undefined || !this.#running.catalog.items.has(item)) return 'NOT_FOUND'
    if (this.#running.apiSchema.getType(typeName(item)) === undefined) return 'NOT_FOUND'
    return this.item(item, null) ?? this.consent(item, null)
  }

  row(row: TestRow): RowDecision {
    const { contract, claims, facts } = this.#world
    const record = { ...row, record: row.id } as unknown as Parameters<typeof judgeRow>[0]['record']
    const text = (name: string): string | null => (typeof row[name] === 'string' ? row[name] : null)
    const source = facts.standingOf(text('sourceRecord') ?? '')
    return judgeRow({
      record,
      standing: facts.standingOf(row.id),
      catalog: this.#running.catalog,
      contract,
      today,
      division: text('division'),
      removedOn: text('removedOn'),
      subject: row.subject,
      ...(endings.has(source?.standing ?? '') ? { linkedTo: 'gone' } : undefined),
      ...(claims.subject == null ? undefined : { ownKey: claims.subject.key }),
    })
  }
}

function first(items: readonly string[], why: (item: string) => string | null): string | null {
  for (const item of items) {
    const code = why(item)
    if (code !== null) return code
  }
  return null
}
