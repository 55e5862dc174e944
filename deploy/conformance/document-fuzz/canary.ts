/** A text that stands wherever an answer must not reach: closed items, old records, the middle of a document's number, values of the caller. */
export const canary = 'CANARY7Q2X'
