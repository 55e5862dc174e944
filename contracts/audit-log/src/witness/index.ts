/** Witnesses: the node's side (asking, confirming, settling) and the provincial log. The witness program itself is main.ts. */
export { type ConfirmOriginOptions, confirmOrigin, type OriginStanding } from './confirm-origin.ts'
export {
  type CheckpointEntry,
  type KnownLog,
  openProvincialLog,
  type ProvincialEvent,
  type ProvincialLog,
  type ProvincialOptions,
} from './provincial.ts'
export type { HistoryFinding, WitnessEvent } from './witness-events.ts'
export { readWitnessPolicy, settles, unwitnessed, type WitnessAddress, type WitnessPolicy } from './witness-policy.ts'
export { Witnessing, type WitnessingOptions, type WitnessStanding } from './witnessing.ts'
