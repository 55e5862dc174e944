/** Keys of the log's own: made once, kept apart from what they sign. */
export { type CheckpointKeys, checkpointKeys, signerIn } from './checkpoint-keys.ts'
export { createSecretFile } from './secret-file.ts'
