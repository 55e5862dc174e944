/** `xinqiao check SDL --agency X`: would this schema be accepted? Composed with the running set; every finding at once. */
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { readGivenFile } from '../hub/read-folder.ts'
import { checkSchema, lessonOf } from '../hub/registry-calls.ts'
import { printData, writeTalk } from '../output/print.ts'
import { talk } from '../texts/talk.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'

/** Asks the registry; the running hub is not touched. */
export async function check(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const { agency } = demand(input, ['agency'])
  const sdl = readGivenFile(input.words[0] ?? '')
  const answer = await checkSchema(findHub(input.state), agency, sdl)
  const findings = Array.isArray(answer['findings']) ? (answer['findings'] as readonly unknown[]) : []
  if (output !== 'table') await printData(findings, output)
  if (findings.length > 0) throw new CliError('findings', output === 'table' ? findings.map(lessonOf) : [])
  if (!quiet) writeTalk(talk.checkClean[lang])
}
