/** What a workbook says about its first sheet: where it lies, its shared texts, which styles are dates (ECMA-376 part 1, §18). */
import { ExchangeFileError } from './exchange-row.ts'
import { xlsxPartBytesMax } from './limits.ts'
import { type XmlToken, xmlTokens } from './xml-tokens.ts'
import type { ZipArchive } from './zip-archive.ts'

const workbookPart = 'xl/workbook.xml'
const relationsPart = 'xl/_rels/workbook.xml.rels'
/** Number formats that stand for dates without a text of their own (§18.8.30). */
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

export interface Workbook {
  /** Name of the part that holds the first sheet. */
  readonly sheetPart: string
  readonly sharedTexts: readonly string[]
  /** For each cell style, whether its number is a date. */
  readonly dateStyles: readonly boolean[]
  /** Dates count from 1904, as old Macintosh workbooks do. */
  readonly from1904: boolean
}

/** Reads the parts beside the sheet. @throws ExchangeFileError when one is missing or damaged */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const { sheetRelation, from1904 } = await readSheets(archive)
  const parts = await readRelations(archive)
  const sheetPart = parts.byId.get(sheetRelation)
  if (sheetPart === undefined || !archive.has(sheetPart))
    throw new ExchangeFileError(1, 'expected a workbook with a sheet')
  return {
    sheetPart,
    from1904,
    sharedTexts: archive.has(parts.sharedTexts) ? await readSharedTexts(archive, parts.sharedTexts) : [],
    dateStyles: archive.has(parts.styles) ? await readDateStyles(archive, parts.styles) : [],
  }
}

async function readSheets(archive: ZipArchive): Promise<{ sheetRelation: string; from1904: boolean }> {
  let sheetRelation: string | undefined
  let from1904 = false
  for await (const token of tokensOf(archive, workbookPart)) {
    if (token.kind !== 'open') continue
    if (token.name === 'workbookPr') from1904 = ['1', 'true'].includes(token.attributes.get('date1904') ?? '')
    if (token.name === 'sheet') sheetRelation ??= [...token.attributes].find(([name]) => name.endsWith(':id'))?.[1]
  }
  return { sheetRelation: sheetRelation ?? '', from1904 }
}

async function readRelations(
  archive: ZipArchive,
): Promise<{ byId: ReadonlyMap<string, string>; sharedTexts: string; styles: string }> {
  const byId = new Map<string, string>()
  const byType = new Map<string, string>()
  for await (const token of tokensOf(archive, relationsPart)) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue
    const target = token.attributes.get('Target') ?? ''
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    byId.set(token.attributes.get('Id') ?? '', part)
    byType.set(token.attributes.get('Type')?.split('/').at(-1) ?? '', part)
  }
  return { byId, sharedTexts: byType.get('sharedStrings') ?? '', styles: byType.get('styles') ?? '' }
}

async function readSharedTexts(archive: ZipArchive, part: string): Promise<readonly string[]> {
  const texts: string[] = []
  let text = ''
  let inText = false
  let phonetic = false
  for await (const token of tokensOf(archive, part)) {
    if (token.kind === 'text') text += inText && !phonetic ? token.text : ''
    else if (token.name === 'si' && token.kind === 'open') text = ''
    else if (token.name === 'si') texts.push(text)
    else if (token.name === 't') inText = token.kind === 'open'
    else if (token.name === 'rPh') phonetic = token.kind === 'open'
  }
  return texts
}

async function readDateStyles(archive: ZipArchive, part: string): Promise<readonly boolean[]> {
  const custom = new Map<number, string>()
  const dates: boolean[] = []
  let inCellStyles = false
  for await (const token of tokensOf(archive, part)) {
    if (token.kind === 'text') continue
    if (token.name === 'cellXfs') inCellStyles = token.kind === 'open'
    if (token.kind === 'close') continue
    const format = Number(token.attributes.get('numFmtId'))
    if (token.name === 'numFmt') custom.set(format, token.attributes.get('formatCode') ?? '')
    if (token.name === 'xf' && inCellStyles)
      dates.push(dateFormats.has(format) || isDateFormat(custom.get(format) ?? ''))
  }
  return dates
}

/** A format with a year or a day in it, quoted words and conditions left out. */
function isDateFormat(format: string): boolean {
  return (
    /[yd年日]/iu.test(format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/gu, '').replaceAll(/general/giu, '')) ||
    /[年日]/u.test(format)
  )
}

async function* tokensOf(archive: ZipArchive, part: string): AsyncGenerator<XmlToken> {
  for await (const tokens of xmlTokens(archive.read(part, xlsxPartBytesMax))) yield* tokens
}
