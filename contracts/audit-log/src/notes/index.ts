/** Signed notes, checkpoints and proofs in the C2SP formats. */
export {
  type Checkpoint,
  checkpointText,
  cosign,
  type OpenedCheckpoint,
  openCheckpoint,
  readCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export { keptForm, readKept } from './kept-checkpoints.ts'
export { type OriginFile, readOriginFile, writeOriginFile } from './origin-file.ts'
export { cosignedAt } from './signature.ts'
export { type OpenedNote, openNote, readNote, type SignatureLine, type SignedBy, signatureLine } from './signed-note.ts'
export { type CheckpointSigner, fileSigner } from './signer.ts'
export { checkProof, readProof, type TlogProof, writeProof } from './tlog-proof.ts'
export { isKeyName, type KeyUse, type NoteKey, readVkey, vkeyOf } from './vkey.ts'
