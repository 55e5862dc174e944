/** Bounds of payload values (law/data-standards.yaml). */

/** Characters of a `string`: names, numbers and titles. */
export const stringCharactersMax = 200

/** Characters of a `text`: facts and contents as the document words them. */
export const textCharactersMax = 4_000

/** Entries of a list. */
export const listEntriesMax = 200

/** Levels of a payload; the standards need three, what lies deeper is not looked at but refused. */
export const payloadLevelsMax = 16

/** Years a record can speak of. */
export const yearMin = 1900
export const yearMax = 2200

/** GraphQL's Int ends here. */
export const integerMax = 2_147_483_647
