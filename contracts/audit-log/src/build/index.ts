/** The tree over the log: tiles, bundles and signed checkpoints out of the WAL. */
export { type Advance, type LogBuilder, type LogBuilderOptions, openLogBuilder } from './log-builder.ts'
export { logLeaves } from './log-leaves.ts'
