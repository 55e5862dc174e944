/** Limits of the room `fetch`, each with its unit and its reason (trust.md §8, rows 10–11; faults.md rows 1–6). */

/** Milliseconds for all fetches of one request, refills of pages included, on the monotonic clock. */
export const deadlineMs = 3_000
/** Bytes of one answer after decompression. */
export const answerBytesMax: number = 5 * 1024 * 1024
/** Nesting of an answer's JSON; the deepest place of the graph lies at twelve. */
export const answerDepthMax = 64
/** Connections to one agency, each with one request at a time: pipelining eight was slower. */
export const connectionsPerAgency = 64
/** Milliseconds to open a connection: a host that does not answer by then is down. */
export const connectTimeoutMs = 1_000
/** Milliseconds an idle connection is kept; the kits keep theirs longer. */
export const keepAliveMs = 4_000
/** Failures in a row after which an agency is left alone. */
export const failuresToOpen = 5
/** Milliseconds between probes of an agency left alone; doubled after each bad one up to the ceiling. */
export const probeEveryMs = 5_000
export const probeEveryMaxMs = 60_000
/** Good probes after which it is asked as before. */
export const probesToClose = 2
/** Milliseconds after which a connection in steady use is replaced: a changed address is in use within 30 s (faults.md row 7). */
export const connectionAgeMaxMs = 20_000
/** Requests to one agency that wait for a connection; one more fails at once. The door admits no more at a time. */
export const waitingPerAgencyMax = 512
/** Bytes of all heads of one answer, trailers and chunk lines counted each on their own. */
export const answerHeadBytesMax: number = 16 * 1024
/** Header lines of one answer. */
export const answerHeadersMax = 100
/** How often idle connections are looked through, milliseconds. */
export const connectionsSweepMs = 500
/** Addresses known at once; beyond them all are read anew. */
export const knownUrlsMax = 1_024
/** Questions that one fetch becomes where its arguments come from objects above: one for each different value. */
export const contextGroupsMax = 50
