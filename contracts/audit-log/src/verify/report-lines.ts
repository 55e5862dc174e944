/** A report as lines to read: what was found first, then what it was held against, and always what was not checked. */

import { plainText } from '../plain-text.ts'
import type { CheckedProof } from './check-proof-file.ts'
import type { OriginReport, VerifyReport } from './report.ts'
import type { Finding } from './statement.ts'
import { findingTexts, gapTexts, headings, type Language, sentence } from './texts.ts'

export function reportLines(report: VerifyReport, lang: Language): readonly string[] {
  const { good, findings } = report
  return [
    good ? headings.good[lang] : sentence(headings.bad, lang, findings.length),
    ...findings.map((finding) => plainText(`  ${finding.code} ${placeOf(finding)}: ${findingSentence(finding, lang)}`)),
    ...groundLines(report, lang),
  ]
}

/** Where a finding stands: log, and file or entry. */
function placeOf({ origin, where }: Finding): string {
  return plainText(`${origin} ${where}`)
}

/** What a finding says. */
export function findingSentence({ code, figures }: Finding, lang: Language): string {
  return plainText(sentence(findingTexts[code], lang, ...figures))
}

/** What the log was held against, and what was not checked. */
export function groundLines({ origins, notChecked }: VerifyReport, lang: Language): readonly string[] {
  const gaps = notChecked.map(({ code, origin, figures }) => {
    return gapLine(origins, origin, sentence(gapTexts[code], lang, ...figures))
  })
  return [...origins.flatMap((one) => originLines(one, lang)), headings.notChecked[lang], ...new Set(gaps)].map(
    plainText,
  )
}

function originLines(
  { origin, checkpoint, size, kinds, cuts, older, witnessed, receipts }: OriginReport,
  lang: Language,
): string[] {
  const lines = [sentence(headings.origin, lang, origin, checkpoint?.size ?? 0, checkpoint?.root ?? '-', size)]
  const counts = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`)
  if (counts.length > 0) lines.push(`  ${sentence(headings.kinds, lang, counts.join(', '))}`)
  if (cuts.length > 0) lines.push(`  ${sentence(headings.cuts, lang, cuts.length, cuts.join(', '))}`)
  if (older.kept.length > 0) lines.push(`  ${sentence(headings.kept, lang, older.kept.length)}`)
  if (older.fromOutside.length > 0) lines.push(`  ${sentence(headings.outside, lang, older.fromOutside.join(', '))}`)
  if (witnessed !== null) {
    const at = new Date(witnessed.atSeconds * 1_000).toISOString()
    lines.push(`  ${sentence(headings.witnessed, lang, witnessed.size, witnessed.names.join(', '), at)}`)
  }
  if (receipts > 0) lines.push(`  ${sentence(headings.receipts, lang, receipts)}`)
  return lines
}

/** A checked proof as lines to read. */
export function proofLines(proof: CheckedProof, lang: Language): readonly string[] {
  const { origin, index, size, leafHash, entry, witnesses } = proof
  const signed = witnesses.map(({ name, atSeconds }) => `${name} (${new Date(atSeconds * 1_000).toISOString()})`)
  return [
    sentence(headings.proven, lang, index, origin, size, leafHash),
    ...(entry === null ? [] : [`  ${entry}`]),
    ...(signed.length === 0 ? [] : [`  ${sentence(headings.provenBy, lang, signed.join(', '))}`]),
    headings.notChecked[lang],
    ...(signed.length === 0 ? [`  ${gapTexts.NO_WITNESS[lang]}`] : []),
    `  ${headings.restNotSeen[lang]}`,
    `  ${gapTexts.TRUTH[lang]}`,
  ].map(plainText)
}

/** A log is named where there are several. */
function gapLine(origins: readonly OriginReport[], origin: string, text: string): string {
  return origins.length > 1 ? `  ${origin}: ${text}` : `  ${text}`
}
