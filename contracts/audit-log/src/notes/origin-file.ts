/** The `origin` file of a log's folder: three lines, the origin, the suite and the verifier key. It vouches for nothing; the key is compared with one got elsewhere. */
import { AuditLogError } from '../errors.ts'
import { readVkey } from './vkey.ts'

/** What a folder says about itself. */
export interface OriginFile {
  readonly origin: string
  readonly suite: string
  readonly vkey: string
}

export function writeOriginFile({ origin, suite, vkey }: OriginFile): string {
  return `${origin}\n${suite}\n${vkey}\n`
}

/**
 * Reads the file.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`, also where the key is not named after the origin
 */
export function readOriginFile(text: string): OriginFile {
  const [origin = '', suite = '', vkey = '', end, ...more] = text.split('\n')
  if (origin === '' || suite === '' || end !== '' || more.length > 0) throw invalid('expected origin, suite and key')
  if (readVkey(vkey).name !== origin) throw invalid('expected a key with the name of the origin')
  return { origin, suite, vkey }
}

function invalid(message: string): AuditLogError {
  return new AuditLogError('AUDIT_NOTE_INVALID', `origin file: ${message}`)
}
