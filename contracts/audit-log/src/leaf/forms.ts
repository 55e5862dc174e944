/** The closed form of each kind of entry (audit.md §1, §2): exactly these fields, each of its type. Whatever else a caller might add stays out of the log. */
import {
  type Check,
  count,
  formFor,
  integer,
  list,
  matching,
  nullable,
  object,
  oneOf,
  record,
  text,
  tuple,
} from './checks.ts'

/**
 * `query`: an operation, refusals too · `subject`: a subject's look at its own log · `feed`, `delivery`: a batch projected, a range
 * that left · `receipt`, `key`: a consumer's receipt; a day key read, a snapshot ordered · `admin`, `token`: acts of the office,
 * refusals at the token endpoint · `auditor`: a search or a read of the log · `checkpoint`: another node's · `system`: the log about itself.
 */
export type AuditKind =
  | 'query'
  | 'subject'
  | 'feed'
  | 'delivery'
  | 'receipt'
  | 'key'
  | 'admin'
  | 'token'
  | 'auditor'
  | 'checkpoint'
  | 'system'

const head = { v: oneOf(1), kind: text, at: integer }
const maybe = nullable(text)
const month = matching(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month, yyyy-mm')
const bundle = nullable(object({ number: count, digest: text }))
const refusals = list(tuple(text, text))
const seen = list(object({ o: text, items: list(text), subj: list(text), rows: count }))
/** Calls turned away before the walk since the last such entry, by code. */
const turnedAway = { turnedAway: record(count) }

const who = { agency: maybe, client: maybe }
const right = { contract: maybe, channel: maybe, purpose: maybe, basis: list(text), bundle }
const touched = { key: month, seen, refused: refusals, withheld: record(count) }
const outcome = { decision: oneOf('permit', 'partial', 'refused'), code: maybe }

const operation: Check = object({
  ...head,
  ...who,
  by: text,
  ...right,
  op: nullable(matching(/^[0-9a-f]{32}$/, '16 bytes in hexadecimal')),
  ...touched,
  ...outcome,
  failed: list(object({ agency: text, code: text }, { digest: text })),
  status: count,
  bytes: count,
  ac: text,
  pc: maybe,
  trace: text,
})

/** A log whose history goes on in this one: its origin, how many entries it had, and its last checkpoint, if one was ever signed. */
const before = object({ origin: text, size: count, checkpoint: maybe })

const system: Check = formFor('act', {
  start: object(
    { ...head, act: text, size: count, cut: list(object({ bytes: count, sha256: text })) },
    { ...turnedAway, software: text },
  ),
  stop: object({ ...head, act: text }, turnedAway),
  tick: object({ ...head, act: text }, turnedAway),
  bundle: object({ ...head, act: text, bundle: object({ number: count, digest: text }) }, turnedAway),
  clock: object({ ...head, act: text, stepMs: integer }),
  gap: object({ ...head, act: text, cause: text }),
  year: object({ ...head, act: text, before }),
  origin: object({ ...head, act: text, before, reason: text, again: count }),
})

const forms: Readonly<Record<AuditKind, Check>> = {
  query: operation,
  subject: operation,
  feed: object({ ...head, ...who, ...right, ...touched, stream: text, from: count, to: count, root: text, pc: maybe }),
  delivery: object({
    ...head,
    ...who,
    contract: maybe,
    channel: text,
    stream: text,
    from: count,
    to: count,
    root: text,
    bytes: count,
  }),
  receipt: object({
    ...head,
    ...who,
    contract: maybe,
    stream: text,
    decision: oneOf('accepted', 'refused'),
    code: maybe,
    jws: text,
  }),
  key: object({ ...head, ...who, contract: maybe, act: text, object: text, ...outcome }),
  admin: object(
    { ...head, act: text, object: text, by: text, before: text, after: text, bundle: nullable(count) },
    { failed: text, reason: text },
  ),
  token: object({
    ...head,
    client: maybe,
    consumer: maybe,
    contract: maybe,
    channel: maybe,
    purpose: maybe,
    decision: oneOf('refused'),
    code: text,
    article: text,
    status: count,
  }),
  auditor: object(
    { ...head, act: text, object: text, client: maybe, by: text, ...outcome },
    { agency: maybe, asked: record(text), rows: count, status: count, trace: text },
  ),
  checkpoint: object({ ...head, origin: text, size: count, root: text, note: text }),
  system,
}

/** Checks an entry against the form of its kind. True where its members stand in canonical order. Throws Mismatch. */
export const entryForm: Check = formFor('kind', forms)
