/** Every suite of the federation corpus. */
import type { Suite } from '../suite.ts'
import * as abstractTypes from './abstract-types.ts'
import * as extensions from './extensions.ts'
import * as interfaceObjects from './interface-objects.ts'
import * as keys from './keys.ts'
import * as names from './names.ts'
import * as nesting from './nesting.ts'
import * as operations from './operations.ts'
import * as override from './override.ts'
import * as ownership from './ownership.ts'
import * as provides from './provides.ts'
import * as requires from './requires.ts'
import * as requiresSelections from './requires-selections.ts'
import * as severalKeys from './several-keys.ts'
import * as shownTypes from './shown-types.ts'
import * as values from './values.ts'

export const suites: readonly Suite[] = [
  abstractTypes,
  interfaceObjects,
  keys,
  severalKeys,
  requires,
  requiresSelections,
  provides,
  ownership,
  override,
  extensions,
  operations,
  shownTypes,
  names,
  nesting,
  values,
].flatMap((file): readonly Suite[] => Object.values(file))
