/** Room 6: what may not be shown is absent exactly as if it did not exist (D9, REG-27, REG-31, REG-32). */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { AskedField } from '../decide/asked-field.ts'
import { recordTypes } from '../decide/record-types.ts'
import type { Facts } from '../facts/facts.ts'
import { type AgencyFailure, type AnswerObject, isAnswerObject, ownValue } from '../fetch/answer.ts'
import type { Fetched } from '../fetch/fetched.ts'
import type { PlanDeps } from '../plan/plan-operation.ts'
import { planRefill, refillAlias } from '../plan/plan-refill.ts'
import type { Slice } from '../plan/planned.ts'
import { sealCursor } from '../plan/sealed-cursor.ts'
import type { Refused } from '../refused.ts'
import { ShownCount } from './count-shown.ts'
import { fillPage, type PageWork } from './fill-page.ts'
import { type JudgedRecord, judgeRecord } from './judge-record.ts'
import { type Lawful, mask, type Page } from './lawful.ts'
import { pageEnds } from './page-ends.ts'
import { type FieldSite, recordSites } from './record-sites.ts'
import { type Found, type WalkPlace, walkRecords } from './walk-records.ts'

export interface RowsDeps {
  readonly facts: Facts
  /** Plans the refills of pages. */
  readonly plan: PlanDeps
}

/** Fetched → Lawful. */
export async function keepLawfulRows(fetched: Fetched | Refused, deps: RowsDeps): Promise<Lawful | Refused> {
  if (fetched.kind === 'refused') return fetched
  const keeping = new Keeping(fetched, deps)
  try {
    for (const slice of fetched.slices) keeping.walk(slice)
    if (keeping.waiting.length > 0) await Promise.all(keeping.waiting)
    return keeping.done()
  } finally {
    fetched.session.close()
  }
}

class Keeping {
  readonly waiting: Promise<void>[] = []
  readonly #from: Fetched
  readonly #deps: RowsDeps
  readonly #shown = new ShownCount()
  readonly #pages = new Set<object>()
  readonly #withheld: Record<string, number> = {}

  constructor(from: Fetched, deps: RowsDeps) {
    this.#from = from
    this.#deps = deps
  }

  walk(slice: Slice): void {
    const { roots, running, data } = this.#from
    const root = roots[slice.root]
    if (root === undefined || root.kind === 'meta' || root.field.below === null) return
    const sites = recordSites(running, root.field.below)
    const value = data[slice.alias]
    if (root.kind === 'plain' && root.own !== null) this.#sealEnd(value, root.field, root.own)
    if (!sites.leads || value === undefined) return
    const found = this.#found(slice)
    if (!Array.isArray(value)) return walkRecords(value, sites, slice.subjects[0] ?? null, found)
    for (let index = 0; index < value.length; index += 1)
      walkRecords(value[index], sites, slice.subjects[index] ?? null, found)
  }

  done(): Lawful {
    return { ...this.#from, kind: 'lawful', mask, shown: this.#shown, withheld: this.#withheld }
  }

  #found(slice: Slice): Found {
    const work = this.#workOf(slice)
    return {
      record: (typename, record, { subject }) => {
        if (mask.verdictOf(record) !== undefined) return
        const { verdict, facts } = this.#judge(typename, record, subject)
        if (verdict.kind === 'show') this.#count(facts, subject)
      },
      connection: (site, connection, place) => {
        // Two of the caller's names for one call are one connection.
        if (this.#pages.has(connection)) return
        this.#pages.add(connection)
        const { subject } = place
        const page = fillPage(site, connection, place, work)
        if (page instanceof Promise)
          this.waiting.push(page.then((later) => this.#keepPage(site, connection, later, subject)))
        else this.#keepPage(site, connection, page, subject)
      },
    }
  }

  /** The office's own cursor of a page about the asking subject is sealed like every other. */
  #sealEnd(page: unknown, field: AskedField, { key: subject }: CreditSubject): void {
    for (const [info, name] of pageEnds(page, field)) {
      // Two of the caller's names for one call are one page.
      if (this.#pages.has(info)) continue
      this.#pages.add(info)
      const cursor = info[name]
      if (typeof cursor === 'string') info[name] = this.#seal(cursor, subject, field.coordinate)
    }
  }

  #seal(cursor: string, subject: string, coordinate: string): string {
    return sealCursor(this.#deps.plan.cursorKey, cursor, { contract: this.#from.contract.id, subject, coordinate })
  }

  #workOf(slice: Slice): PageWork {
    const { variables } = this.#from
    return {
      variables,
      judge: (typename, record, subject) => this.#judge(typename, record, subject),
      seal: (cursor, subject, coordinate) => this.#seal(cursor, subject, coordinate),
      agencyOf: (field) => this.#agencyOf(field),
      fetchOn: (place, after) => this.#fetchOn(slice, place, after),
    }
  }

  #judge(typename: string, record: AnswerObject, subject: CreditSubject | null): JudgedRecord {
    const judged = judgeRecord(this.#from, this.#deps.facts, typename, record, subject)
    const { verdict } = judged
    if (verdict.kind === 'withheld') this.#withheld[verdict.reason] = (this.#withheld[verdict.reason] ?? 0) + 1
    else if (verdict.kind === 'failed') this.#from.session.failed.set(verdict.failure.agency, verdict.failure.code)
    mask.judge(record, verdict)
    return judged
  }

  async #fetchOn(slice: Slice, { subject, chain }: WalkPlace, after: string): Promise<AnswerObject | AgencyFailure> {
    const { session } = this.#from
    const last = chain.at(-1)
    const agency = last === undefined ? '' : this.#agencyOf(last)
    if (subject === null) return { code: 'SUBGRAPH_INVALID_ANSWER', agency }
    const refill = await planRefill(this.#from, { slice, subject, chain, after }, this.#deps.plan)
    if (refill === null) return { code: 'SUBGRAPH_TIMEOUT', agency }
    const data = await session.run(refill.plan, refill.variables)
    let value: unknown = data[refillAlias]
    for (const { key } of chain) {
      if (!isAnswerObject(value)) break
      const failure = session.marks.at(value, key)
      if (failure !== undefined) return failure
      value = ownValue(value, key)
    }
    return isAnswerObject(value) ? value : { code: 'SUBGRAPH_INVALID_ANSWER', agency }
  }

  /** The agency whose item a connection lists. */
  #agencyOf({ items }: AskedField): string {
    const { catalog } = this.#from.running
    return items.map((item) => catalog.items.get(item)?.provider).find((one) => one !== undefined) ?? ''
  }

  #keepPage({ row }: FieldSite, connection: AnswerObject, page: Page, subject: CreditSubject | null): void {
    mask.page(connection, page)
    if (page.kind !== 'page' || subject === null || row === null) return
    const item = recordTypes(this.#from.running).itemOf.get(row)
    if (item !== undefined) this.#shown.add(subject, item, page.nodes.length)
  }

  #count(facts: JudgedRecord['facts'], subject: CreditSubject | null): void {
    if (facts === null) return
    const named: CreditSubject | null =
      subject ??
      (facts.subject === null
        ? null
        : { kind: facts.subjectKind === 'natural_person' ? 'person' : 'organization', key: facts.subject })
    if (named !== null) this.#shown.add(named, facts.item, 1)
  }
}
