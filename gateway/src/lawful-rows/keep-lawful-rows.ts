/** Room 6: what may not be shown is absent exactly as if it did not exist (D9, REG-27, REG-31, REG-32). */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { recordTypes } from '../decide/record-types.ts'
import type { Facts } from '../facts/facts.ts'
import { type AgencyFailure, type AnswerObject, isAnswerObject } from '../fetch/answer.ts'
import type { Fetched } from '../fetch/fetched.ts'
import { type PlanDeps, planCalls } from '../plan/plan-operation.ts'
import type { RootCall, Slice } from '../plan/planned.ts'
import { sealCursor } from '../plan/sealed-cursor.ts'
import type { Refused } from '../refused.ts'
import { fillPage, type PageWork } from './fill-page.ts'
import { type JudgedRecord, judgeRecord } from './judge-record.ts'
import type { Lawful, Page, RowVerdict, ShownRow } from './lawful.ts'
import { type Found, walkRecords } from './walk-records.ts'

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
    return await keeping.done()
  } finally {
    fetched.session.close()
  }
}

class Keeping {
  readonly #from: Fetched
  readonly #deps: RowsDeps
  readonly #rows = new Map<object, RowVerdict>()
  readonly #pages = new Map<object, Page>()
  readonly #shown: ShownRow[] = []
  readonly #withheld: Record<string, number> = {}
  readonly #waiting: Promise<void>[] = []

  constructor(from: Fetched, deps: RowsDeps) {
    this.#from = from
    this.#deps = deps
  }

  walk(slice: Slice): void {
    const value = this.#from.data[slice.alias]
    const types = recordTypes(this.#from.running)
    const found: Found = {
      isRecord: (typename) => types.itemOf.has(typename),
      record: (typename, record, { subject }) => {
        const { verdict, facts } = this.#judge(typename, record, subject)
        if (verdict.kind === 'show') this.#count(facts, subject)
      },
      connection: (field, connection, place) => {
        this.#waiting.push(
          fillPage(field, connection, place, this.#work).then((page) => {
            this.#pages.set(connection, page)
            if (page.kind === 'page') for (const _ of page.nodes) this.#countRow(field.page?.node ?? '', place.subject)
          }),
        )
      },
    }
    const values = Array.isArray(value) ? value : [value]
    for (const [index, one] of values.entries())
      walkRecords(one, slice.call.below, { subject: slice.subjects[index] ?? null, chain: [] }, found)
  }

  async done(): Promise<Lawful> {
    await Promise.all(this.#waiting)
    return {
      ...this.#from,
      kind: 'lawful',
      rows: this.#rows,
      pages: this.#pages,
      shown: this.#shown,
      withheld: this.#withheld,
    }
  }

  get #work(): PageWork {
    const { contract, running } = this.#from
    return {
      judge: (typename, record, subject) => this.#judge(typename, record, subject),
      seal: (cursor, subject, coordinate) =>
        sealCursor(this.#deps.plan.cursorKey, cursor, { contract: contract.id, subject, coordinate }),
      fetchOn: (call, keys) => this.#fetchOn(call, keys, running),
    }
  }

  /** Each record is judged once. */
  #judge(typename: string, record: AnswerObject, subject: CreditSubject | null): JudgedRecord {
    const judged = judgeRecord(this.#from, this.#deps.facts, typename, record, subject)
    if (judged.verdict.kind === 'withheld' && !this.#rows.has(record))
      this.#withheld[judged.verdict.reason] = (this.#withheld[judged.verdict.reason] ?? 0) + 1
    if (judged.verdict.kind === 'failed')
      this.#from.session.failed.set(judged.verdict.failure.agency, judged.verdict.failure.code)
    this.#rows.set(record, judged.verdict)
    return judged
  }

  async #fetchOn(
    call: RootCall,
    keys: readonly string[],
    running: Fetched['running'],
  ): Promise<AnswerObject | AgencyFailure> {
    const { session } = this.#from
    const planned = await planCalls(running, 'query', [call], this.#deps.plan)
    const agency = keys[0] ?? ''
    if (planned.kind !== 'planned') return { code: 'SUBGRAPH_TIMEOUT', agency }
    const data = await session.run(planned.operation.plan, planned.operation.variables)
    let value: unknown = data[call.alias]
    for (const key of keys) {
      if (!isAnswerObject(value)) break
      const failure = session.marks.at(value, key)
      if (failure !== undefined) return failure
      value = value[key]
    }
    return isAnswerObject(value) ? value : { code: 'SUBGRAPH_INVALID_ANSWER', agency }
  }

  #countRow(typename: string, subject: CreditSubject | null): void {
    const item = recordTypes(this.#from.running).itemOf.get(typename)
    if (item !== undefined && subject !== null) this.#shown.push({ subject, item })
  }

  #count(facts: JudgedRecord['facts'], subject: CreditSubject | null): void {
    if (facts === null) return
    const named: CreditSubject | null =
      subject ??
      (facts.subject === null
        ? null
        : { kind: facts.subjectKind === 'natural_person' ? 'person' : 'organization', key: facts.subject })
    if (named !== null) this.#shown.push({ subject: named, item: facts.item })
  }
}
