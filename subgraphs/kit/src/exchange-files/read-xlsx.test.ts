import readExcelFile from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { all, inPieces, plantArchive, plantTable, plantWorkbook } from './planted-files.ts'
import { readXlsx } from './read-xlsx.ts'

const lines = (bytes: Uint8Array, size?: number) => all(readXlsx(inPieces(bytes, size)))
const styles =
  '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="2"/></cellXfs>'

describe('lines of an XLSX file', () => {
  it('reads shared, inline and formula texts, numbers, dates and gaps', async () => {
    const sheet =
      '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>行内</t></is></c></row>' +
      '<row r="3"><c r="A3"><v>2.3500000000000001</v></c><c r="B3" s="1"><v>46053</v></c><c r="C3" s="2"><v>46053.5</v></c><c r="D3" s="3"><v>12.5</v></c></row>' +
      '<row r="4"><c r="A4" t="str"><f>A1&amp;"x"</f><v>共享x</v></c><c r="B4" t="s"><v>0</v></c></row>'
    expect(await lines(plantWorkbook(sheet, ['=1+1', '共享&#10;&lt;文本&gt;'], styles))).toEqual([
      { line: 1, cells: ['共享\n<文本>', '', '行内'] },
      { line: 3, cells: ['2.35', '2026-01-31', '2026-01-31', '12.5'] },
      { line: 4, cells: ['共享x', '=1+1'] },
    ])
  })

  it('agrees with an independent reader', async () => {
    const rows = [
      ['CF_WSH', 'CF_NR'],
      ['琼试〔2026〕1号', '罚款 & "没收" <全部>'],
      ['琼试〔2026〕2号', '𠮷'],
    ]
    const bytes = plantTable(rows)
    const [sheet] = await readExcelFile(bytes)
    expect((await lines(bytes)).map(({ cells }) => cells)).toEqual(rows)
    expect(sheet?.data).toEqual(rows)
  })

  it('reads prefixed names, comments and character data, in pieces of any size', async () => {
    const sheet =
      '<x:row r="7"><!-- <c> --><x:c r="B7" t="inlineStr"><x:is><x:t><![CDATA[a > b]]></x:t></x:is></x:c></x:row>'
    expect(await lines(plantWorkbook(sheet), 7)).toEqual([{ line: 7, cells: ['', 'a > b'] }])
  })

  it('refuses what is no spreadsheet', async () => {
    const refused = { name: 'ExchangeFileError' }
    await expect(lines(Buffer.from('CF_WSH,CF_NR\n'))).rejects.toMatchObject(refused)
    await expect(lines(Buffer.alloc(0))).rejects.toMatchObject(refused)
    await expect(lines(plantArchive({ 'a.txt': 'x' }))).rejects.toMatchObject(refused)
    await expect(lines(plantTable([['a']]).subarray(0, -30))).rejects.toMatchObject(refused)
    await expect(lines(plantWorkbook('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'))).rejects.toMatchObject({
      line: 1,
    })
  })

  it('refuses rows whose numbers do not go upwards', async () => {
    const row = (number: string): string => `<row r="${number}"><c t="inlineStr"><is><t>x</t></is></c></row>`
    for (const numbers of [['2', '2'], ['2', '1'], ['x'], ['0'], ['1.5']]) {
      await expect(lines(plantWorkbook(numbers.map(row).join('')))).rejects.toMatchObject({ name: 'ExchangeFileError' })
    }
  })

  it('refuses a document type, so there are no entities to explode', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    await expect(lines(plantWorkbook(`${bomb}<row r="1"/>`))).rejects.toMatchObject({ name: 'ExchangeFileError' })
  })

  it('refuses a cell far outside, a text without end and an archive that unpacks to far more than it is', async () => {
    await expect(lines(plantWorkbook('<row r="1"><c r="XFD1"><v>1</v></c></row>'))).rejects.toMatchObject({ line: 1 })
    await expect(
      lines(plantWorkbook(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(400_000)}</t></is></c></row>`)),
    ).rejects.toMatchObject({ name: 'ExchangeFileError' })
    await expect(lines(plantWorkbook('', ['x'.repeat(200_000_000)]))).rejects.toMatchObject({
      name: 'ExchangeFileError',
    })
  })
})
