/** Limits of the room `decide`, each with its unit and its reason (trust.md §8, rows 3–6). */

/** UTF-8 bytes of a document, comments included: the longest registered operation is a tenth of it. */
export const documentBytesMax: number = 100 * 1024
/** Lexical tokens of a document; graphql-js has no cap of its own. */
export const documentTokensMax = 10_000
/** Levels of brackets of every kind; twenty levels of fields, each in a fragment, with arguments, have 43. */
export const bracketDepthMax = 64
/** Operations and fragments of one document: the rules of validation read each fragment for each operation that reaches it. */
export const definitionsMax = 500
/** Levels of selection sets, fragments within fragments too. */
export const spreadDepthMax = 64
/** Levels of fields; the deepest place of the graph, a person inside a record, lies at seven, introspection at fourteen. */
export const depthMax = 20
/** Selections of all operations after all fragments are expanded; a profile with every item of six agencies has 900. */
export const selectionsMax = 10_000
/** Response names under which one field may stand in one document: more is a way to multiply work. */
export const namesPerFieldMax = 100
/** Directives on one operation, all selections together; `@include` and `@skip` are the only ones there are. */
export const directivesMax = 500
/**
 * The variables' JSON: the deepest and largest input type of the graph has two levels and two members, an operation a few
 * dozen variables and the longest list a hundred elements.
 */
export const variableBounds = { depth: 16, members: 1_000, values: 10_000 } as const
/** Messages of validation and coercion that one answer holds. */
export const messagesMax = 5
/** Subjects of one `organizations` (design.md §3). */
export const subjectsPerFieldMax = 100
/** Records of one `records` (design.md §3). */
export const recordsPerFieldMax = 50
/** Subjects and records of one operation, whatever its contract says: their names must fit into one entry of the audit log (audit.md §2). */
export const subjectsPerOperationMax = 2_000
/** Root fields of one operation: each is a walk of its own through every agency it names. */
export const rootFieldsMax = 50
/** Points of one operation (answer-size.ts); the joined profile of the benchmark has 210, so that a hundred of them have less than half. */
export const costMax = 50_000
/** Refusals told in one answer, each an error of about half a kilobyte; 100 subjects with every item closed have 8,200. */
export const closedPlacesMax = 10_000
/** Types looked up by `__type` in one document. */
export const typeLookupsMax = 4
/** Selections looked at while fields of one name are merged: each twice, more where types exclude each other below an interface. */
export const mergeWorkMax = 30_000
/** Characters of one of GraphQL's messages; names of people's own writing may be longer. */
export const messageCharsMax = 500
/** Rows of one page of a connection (law/data-standards.yaml, head). */
export const pageRowsMax = 100
/** Judged documents kept per contract; the least recently used goes first. */
export const decisionsPerContractMax = 200
/** UTF-8 bytes of the documents kept per contract: parsed, a document takes about a hundred times its text. */
export const decisionBytesPerContractMax: number = 256 * 1024
/** The same of all contracts together: the one that holds most gives up first. */
export const decisionBytesMax: number = 768 * 1024
/** Contracts that have judged documents at the same time. */
export const contractsCachedMax = 500
/** Combinations of conditions and facts under which one document is kept judged. */
export const formsPerDocumentMax = 16
/** Fields of an operation's graph, by place and possible type; a profile with every item of six agencies has 1,500. */
export const askedFieldsMax = 10_000
