/** Bounds of the files an office hands in (data.md). */

/** Bytes of one file; larger ones are records and go through the ingest door as NDJSON. */
export const fileBytesMax: number = 64 * 1024 * 1024

/** Uses of YAML aliases in one file: a bomb of nested aliases needs more, an honest file never did. */
export const aliasesMax = 1_000

/** Levels of brackets in one file; the deepest format has seven. */
export const nestingMax = 64
