/** Calls to the registry that only the office's operator may make. */
import { CliError, type Lesson } from '../errors.ts'
import type { FoundHub } from './find-hub.ts'
import { readJsonKey } from './read-key.ts'
import { signedPost } from './signed-request.ts'

type Answer = Readonly<Record<string, unknown>>

/**
 * `POST /load`: checked as a whole, then taken over as a whole.
 * @throws CliError with all findings (exit 1).
 */
export async function sendToRegistry(hub: FoundHub, files: ReadonlyMap<string, string>): Promise<Answer> {
  return operatorCall(hub, '/load', { files: Object.fromEntries(files) })
}

/** `POST /schemas/check`: findings of a schema against the running set. */
export async function checkSchema(hub: FoundHub, agency: string, sdl: string): Promise<Answer> {
  return operatorCall(hub, '/schemas/check', { agency, sdl })
}

async function operatorCall(hub: FoundHub, path: string, body: unknown): Promise<Answer> {
  const response = await signedPost({
    url: `${hub.registry}${path}`,
    body: Buffer.from(JSON.stringify(body)),
    contentType: 'application/json',
    key: readJsonKey(hub.operatorKey),
    tag: 'xinqiao-admin-1',
  })
  const answer: unknown = await response.json().catch(() => null)
  const fields: Answer = typeof answer === 'object' && answer !== null ? (answer as Answer) : {}
  if (response.ok) return fields
  const findings = fields['findings']
  if (Array.isArray(findings)) throw new CliError('findings', findings.map(lessonOf))
  throw new CliError(
    response.status === 401 || response.status === 403 ? 'notAllowed' : 'unreachable',
    lessonOf(fields),
  )
}

/** A finding of the registry in the shape of all doors. */
export function lessonOf(finding: unknown): Lesson {
  const fields: Answer = typeof finding === 'object' && finding !== null ? (finding as Answer) : {}
  const text = (name: string): string | undefined => (typeof fields[name] === 'string' ? fields[name] : undefined)
  return {
    code: text('code') ?? 'REFUSED',
    what: text('message') ?? 'The registry refused.',
    where: text('where') ?? text('coordinate') ?? text('path'),
    article: text('article'),
    next: text('next'),
  }
}
