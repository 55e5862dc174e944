/** The office's records lie in the kit's tables. */
export { recordTables as records } from '@xinqiao/subgraph-kit'
