/** Every verb, in the order of the help. */
import { askingVerbs } from './asking-verbs.ts'
import { auditVerbs } from './audit-verbs.ts'
import { keyVerbs } from './key-verbs.ts'
import { officeVerbs } from './office-verbs.ts'
import { providingVerbs } from './providing-verbs.ts'
import { runningVerbs } from './running-verbs.ts'
import { storeVerbs } from './store-verbs.ts'
import type { Verb } from './verb.ts'
import { witnessVerbs } from './witness-verbs.ts'

export const allVerbs: readonly Verb[] = [
  ...askingVerbs,
  ...providingVerbs,
  ...officeVerbs,
  ...keyVerbs,
  ...witnessVerbs,
  ...auditVerbs,
  ...storeVerbs,
  ...runningVerbs,
]
