/** The agency's records lie in the kit's tables; tables of its own would follow here. */
export { recordTables as records } from '@xinqiao/subgraph-kit'
