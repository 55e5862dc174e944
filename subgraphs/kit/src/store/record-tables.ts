/** First migration of every agency: records, persons, change rows, the stage of the ingest door, the counters. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Makes the kit's tables. An agency's `migrations/0001-records.ts` gives this its place in the agency's own order. */
export const recordTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table record (
    record text collate "C" primary key,
    item text not null,
    subject text not null,
    subject_kind text not null check (subject_kind in ('natural_person', 'legal_person', 'unincorporated')),
    version integer not null check (version > 0),
    digest bytea not null,
    determined_on date not null,
    ongoing boolean not null,
    concluded_on date check (concluded_on >= determined_on),
    valid_to date,
    seriousness text check (seriousness in ('minor', 'general', 'serious')),
    basis jsonb not null,
    division text not null,
    arising_from text not null,
    secrecy text not null check (secrecy in ('none', 'internal')),
    data jsonb not null,
    ingested_at timestamptz not null default now(),
    catalog_version text not null
  )`,
  'create index record_page on record (subject, item, determined_on desc, record)',
  'create table person (ref text primary key, sealed text not null)',
  `create table change (
    id bigserial,
    xid xid8 not null default pg_current_xact_id(),
    record text,
    item text,
    subject_kind text,
    subject text,
    version integer,
    op text not null check (op in ('written', 'removed', 'standing', 'consent')),
    at timestamptz not null default now()
  )`,
  'create index change_order on change (xid, id)',
  // Unlogged: what waits here is on its way in; after a crash the sender still holds the file and sends it again.
  'create unlogged table ingest_stage (upload uuid, line integer, refusal jsonb, row jsonb, at timestamptz not null default now(), primary key (upload, line))',
  'create table tally (day date, code text, records bigint not null, primary key (day, code))',
]
