/**
 * The tables. Payloads and subjects are partitioned by month, so that a month whose keys are destroyed goes as a whole;
 * partitions are made by a function of the owner's, since the service role makes no table.
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const monthCheck = `if month !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' then raise exception 'expected a month'; end if;`
const partitioned = ['audit_payload', 'audit_subject'] as const

const statements: readonly string[] = [
  `create table audit_head (
     origin text primary key,
     indexed bigint not null default 0 check (indexed >= 0),
     stored bigint not null default 0 check (stored >= indexed),
     settled bigint not null default 0 check (settled >= 0),
     complete_at bigint not null default 0,
     stopped boolean not null default false,
     closed_size bigint)`,
  `create table audit_entry (
     origin text not null, index bigint not null, at bigint not null, kind text not null, month text not null,
     agency text, client text, official text, contract text, channel text, purpose text, decision text,
     items text[] not null, codes text[] not null, leaf text not null, primary key (origin, index))`,
  'create index audit_entry_at on audit_entry (at, origin, index)',
  'create index audit_entry_agency on audit_entry (agency, at)',
  'create index audit_entry_contract on audit_entry (contract, at)',
  'create index audit_entry_items on audit_entry using gin (items)',
  'create index audit_entry_codes on audit_entry using gin (codes)',
  `create table audit_subject (
     month text not null, pseudonym text not null, origin text not null, index bigint not null,
     primary key (pseudonym, month, origin, index)) partition by list (month)`,
  `create table audit_payload (
     month text not null, origin text not null, index bigint not null, sealed bytea not null,
     primary key (month, origin, index)) partition by list (month)`,
  `create function audit_open_month(month text) returns void language plpgsql security definer set search_path = public, pg_temp as $body$
   begin
     ${monthCheck}
     perform pg_advisory_xact_lock(4711, 1);
     ${partitioned.map((table) => `execute format('create table if not exists %I partition of ${table} for values in (%L)', '${table}_' || replace(month, '-', '_'), month);`).join('\n')}
   end $body$`,
  `create function audit_drop_month(month text) returns void language plpgsql security definer set search_path = public, pg_temp as $body$
   begin
     ${monthCheck}
     perform pg_advisory_xact_lock(4711, 1);
     ${partitioned.map((table) => `execute format('drop table if exists %I', '${table}_' || replace(month, '-', '_'));`).join('\n')}
   end $body$`,
  'revoke all on function audit_open_month(text), audit_drop_month(text) from public',
]

/** Makes all tables, or, going back, takes them away. */
export const auditTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await sql.raw('drop function audit_open_month(text), audit_drop_month(text)').execute(db)
    await sql.raw('drop table audit_payload, audit_subject, audit_entry, audit_head').execute(db)
  },
}
