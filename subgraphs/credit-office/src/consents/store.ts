/** Written authorizations as the office keeps them; never cached anywhere, so a withdrawal acts on the next query (REG-28.2b). */
import type { Consent } from '@xinqiao/contracts'
import { type Kysely, sql, type Transaction } from 'kysely'
import { consentsPerQuestionMax } from '../limits.ts'
import type { OfficeTables } from '../tables.ts'

/** Consents that these subjects gave this grantee, whatever their state: the answer tells withdrawn from never given. */
export async function consentsOf(
  db: Kysely<OfficeTables>,
  grantee: string,
  subjects: readonly string[],
): Promise<readonly Consent[]> {
  const found = await sql<{ document: Consent }>`select document from consent
    where grantee = ${grantee} and subject = any(${subjects}::text[]) limit ${consentsPerQuestionMax}`.execute(db)
  return found.rows.map(({ document }) => document)
}

/** Writes new and changed consents with their change rows; gives how many were written. */
export async function writeConsents(tx: Transaction<OfficeTables>, consents: readonly Consent[]): Promise<number> {
  if (consents.length === 0) return 0
  const rows = JSON.stringify(
    consents.map((document) => ({
      id: document.id,
      subject: document.subject.key,
      grantee: document.grantee,
      document,
    })),
  )
  const written = await sql<{ subject: string }>`insert into consent (id, subject, grantee, document)
    select id, subject, grantee, document from jsonb_to_recordset(${rows}::jsonb) as c (id text, subject text, grantee text, document jsonb)
    on conflict (id) do update set subject = excluded.subject, grantee = excluded.grantee, document = excluded.document
    where consent.document is distinct from excluded.document
    returning subject`.execute(tx)
  if (written.rows.length > 0)
    await sql`insert into change (subject, op) select s, 'consent' from unnest(${written.rows.map(({ subject }) => subject)}::text[]) as s`.execute(
      tx,
    )
  return written.rows.length
}
