/** The registry's first tables. Rules of law that a row can hold are constraints, so that no path around the code exists. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements: readonly string[] = [
  `create table revision (single boolean primary key default true check (single), revision integer not null)`,
  `insert into revision (revision) values (0)`,
  `create table agency (
     id text primary key, url text not null, body text not null, key json not null, agreement_key json not null,
     fetch_auth text not null check (fetch_auth in ('hourly', 'ed25519')), schema_version integer not null)`,
  `create table agency_schema (
     agency text not null references agency (id), version integer not null, sdl text not null, digest text not null,
     published_at timestamptz not null default now(), primary key (agency, version))`,
  `create table consumer (id text primary key, document json not null)`,
  `create table client (id text primary key, consumer text not null references consumer (id), keys json not null)`,
  `create table contract (
     id text not null, version integer not null check (version > 0), consumer text not null references consumer (id),
     state text not null check (state in ('draft', 'submitted', 'active', 'suspended', 'ended')),
     end_reason text check (end_reason in ('expired', 'superseded', 'decided')), document json not null,
     primary key (id, version))`,
  `create table catalog_version (
     version text primary key, state text not null check (state in ('draft', 'consulted', 'approved', 'in_force', 'superseded')),
     approval_number text, approved_on text, effective_from text, document json not null,
     constraint approved_by_government check (
       state not in ('approved', 'in_force') or (approval_number <> '' and approval_number is not null and approved_on is not null)))`,
  `create unique index catalog_one_in_force on catalog_version ((true)) where state = 'in_force'`,
  `create table loaded_file (path text primary key, text text not null)`,
  `create table revoked_token (jti text primary key, until_second bigint not null)`,
  `create table supergraph (digest text primary key, sdl text not null, composed_at timestamptz not null default now())`,
  `create table bundle (
     number integer primary key, issued_at text not null, not_after text not null, digest text not null, jws text not null)`,
  `create table quota_lease (
     contract text not null, day text not null, kind text not null check (kind in ('requests', 'subjects')),
     taken integer not null check (taken >= 0), primary key (contract, day, kind))`,
]

/** Makes all tables, or, going back, takes them away. */
export const registryTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        'drop table quota_lease, bundle, supergraph, revoked_token, loaded_file, catalog_version, contract, client, consumer, agency_schema, agency, revision',
      )
      .execute(db)
  },
}
