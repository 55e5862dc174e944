/** Calls to the registry that only the office's operator, or the auditor, may make. */
import type { IngestTag } from '@xinqiao/schema'
import { CliError, type Lesson } from '../errors.ts'
import { codeLesson } from '../output/code-lesson.ts'
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
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

/**
 * A `POST` signed by the operator.
 * @throws CliError with what stands against it (exit 1), or that the registry is away (exit 5)
 */
export function operatorCall(hub: FoundHub, path: string, body: unknown): Promise<Answer> {
  return signedCall(`${hub.registry}${path}`, body, hub.operatorKey, 'xinqiao-admin-1')
}

/** The same, signed by the auditor. */
export function auditorCall(hub: FoundHub, path: string, body: unknown): Promise<Answer> {
  return signedCall(`${hub.registry}${path}`, body, hub.auditorKey, 'xinqiao-audit-1')
}

async function signedCall(url: string, body: unknown, keyFile: string, tag: IngestTag): Promise<Answer> {
  const response = await signedPost({
    url,
    body: Buffer.from(JSON.stringify(body)),
    contentType: 'application/json',
    key: readJsonKey(keyFile),
    tag,
  })
  const fields = asObject(await response.json().catch(() => null))
  if (response.ok) return fields
  if (response.status === 401 || response.status === 403) throw ownError('SIGNATURE_NOT_ACCEPTED')
  const findings = fields['findings']
  if (Array.isArray(findings)) throw new CliError('findings', findings.map(lessonOf))
  if (typeof fields['code'] !== 'string') throw ownError('HUB_ANSWERED_WITH_AN_ERROR', `HTTP ${response.status}`)
  throw new CliError(response.status >= serverFault ? 'unreachable' : 'findings', lessonOf(fields))
}

/** Statuses from here on are faults of the registry, not of the call. */
const serverFault = 500

/** A finding of the registry in the shape of all doors; what it says beside its code's text stands behind it. */
export function lessonOf(finding: unknown): Lesson {
  const fields = asObject(finding)
  const text = (name: string): string | undefined => (typeof fields[name] === 'string' ? fields[name] : undefined)
  const message = text('message')
  const lesson = codeLesson(text('code') ?? 'REFUSED', {
    message,
    where: text('where') ?? text('coordinate') ?? text('path'),
    article: text('article'),
    next: text('next'),
  })
  const { what } = lesson
  if (typeof what === 'string') return inBoth(lesson, what, text('zh'), text('nextZh'))
  if (message === undefined || message === what.en) return lesson
  return { ...lesson, what: { zh: what.zh, en: `${what.en} ${message}` } }
}

/** A code of the registry's own brings its Chinese with it. */
function inBoth(lesson: Lesson, en: string, zh: string | undefined, nextZh: string | undefined): Lesson {
  const { next } = lesson
  return {
    ...lesson,
    what: zh === undefined || zh === '' ? en : { zh, en },
    next: typeof next === 'string' && nextZh !== undefined && nextZh !== '' ? { zh: nextZh, en: next } : next,
  }
}
