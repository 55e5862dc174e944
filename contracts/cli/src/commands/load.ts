/** `xinqiao load PATH`: a data folder or one of its files into the running hub, effective at once (development profile). */
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { loadPath } from '../hub/load-path.ts'
import type { Language } from '../output/language.ts'
import { printData, writeTalk } from '../output/print.ts'
import { asObject } from '../output/profile.ts'
import { filled, talk } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Loads; exit 1 when a record was refused, or with every finding and nothing taken over. */
export async function load(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const figures = await loadPath(findHub(input.state), input.words[0] ?? '', {
    onRecords: (provider, file, one) => {
      const text = filled(talk.ingested[lang], one.accepted, one.unchanged, one.refused)
      if (!quiet) writeTalk(`${provider}  ${file}  ${text}`)
    },
  })
  if (output !== 'table') await printData(figures, output)
  else if (!quiet && figures.registry !== null) writeTalk(registryText(figures.registry, lang).join('\n'))
  if (figures.records.some((one) => one.figures.refused > 0)) throw new CliError('findings', [])
}

/** What registry and office took over. */
function registryText(answer: Readonly<Record<string, unknown>>, lang: Language): readonly string[] {
  const figure = (from: Readonly<Record<string, unknown>>, name: string): number => Number(from[name] ?? 0)
  const changed = answer['changed'] === true ? talk.loadedChanged : talk.loadedUnchanged
  const registry = filled(
    talk.loaded[lang],
    figure(answer, 'contracts'),
    figure(answer, 'consumers'),
    figure(answer, 'bundle'),
    changed[lang],
  )
  const office = asObject(answer['office'])
  const parts = (['consents', 'standings'] as const).map((name) => {
    const part = asObject(office[name])
    return filled(talk.loadedOffice[lang], name, figure(part, 'written'), figure(part, 'unchanged'))
  })
  return Object.keys(office).length === 0 ? [registry] : [registry, ...parts]
}
