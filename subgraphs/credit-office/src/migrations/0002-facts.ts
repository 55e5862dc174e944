/** Standings and consents (design.md §2.3). */
import { type Kysely, sql } from 'kysely'

export const facts: { up(db: Kysely<unknown>): Promise<void> } = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table standing (
    n bigint primary key,
    record text collate "C" not null,
    standing text not null check (standing in ('disclosed', 'annotated', 'expired', 'restored', 'revoked')),
    since date not null,
    document text,
    case_number text,
    decided_by text,
    at timestamptz not null default now()
  )`,
  'create index standing_record on standing (record, n desc)',
  // Numbers come from this one row, under its lock: they are given in the order of the commits and none is lost.
  'create table standing_head (one boolean primary key default true check (one), epoch uuid not null default gen_random_uuid(), n bigint not null default 0)',
  'insert into standing_head default values',
  'create table consent (id text primary key, subject text not null, grantee text not null, document jsonb not null, at timestamptz not null default now())',
  'create index consent_question on consent (grantee, subject)',
]
