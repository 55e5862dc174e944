/** Limits of exchange files, each with its unit and reason. */

/** Bytes of an XLSX file as sent: its directory stands at the end, so it is held whole. About 300,000 records. */
export const xlsxBytesMax: number = 32 * 1024 * 1024

/** Bytes of an unpacked part that must be held whole (shared texts, styles); an archive made to explode ends here. */
export const xlsxPartBytesMax: number = 128 * 1024 * 1024

/** Bytes of an unpacked sheet, which is read as a stream: time is the bound, not memory. */
export const xlsxSheetBytesMax: number = 1024 * 1024 * 1024

/** Parts of an archive: a workbook of one sheet has about ten. */
export const xlsxPartsMax = 1_000

/** Columns of a row: the official sets have fewer than 40. */
export const columnsMax = 200

/** Characters of one record: the longest payload with every text at its limit, several times over. */
export const recordCharactersMax: number = 256 * 1024

/** Bytes looked at to tell the encoding: the first Chinese character stands in the header or the first rows. */
export const encodingSampleBytes: number = 64 * 1024
