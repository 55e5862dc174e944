/** REG-12a: a field that the hub fills with the verified subject is the credit office's alone; no other provider learns who asks. */
import { finding, type SchemaCheck } from './schema-finding.ts'

const office = 'office'

export const subjectsOwnFields: SchemaCheck = ({ schema, provider }) =>
  provider === office
    ? []
    : [...schema.types.values()].flatMap(({ fields }) =>
        fields.flatMap(({ coordinate, audience }) =>
          audience === 'self' ? [finding('NOT_PROVIDER', coordinate)] : [],
        ),
      )
