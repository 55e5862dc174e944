/** REG-14.4a, D10: no name, description or text of a schema falls under a prohibited category. */
import { type ASTNode, Kind, visit } from 'graphql'
import { prohibitedCategory } from '../rules/prohibited-category.ts'
import { coordinateAt } from './coordinate-at.ts'
import { finding, type SchemaCheck, type SchemaFinding } from './schema-finding.ts'

/** Types, fields, arguments, inputs, enum values, directives: every name of the document, and every text in it. */
export const noProhibitedName: SchemaCheck = ({ schema, catalog }) => {
  const findings = new Map<string, SchemaFinding>()
  const judge = (text: string, ancestors: readonly (ASTNode | readonly ASTNode[])[]) => {
    const refused = prohibitedCategory(text, catalog)
    if (refused === null) return
    const coordinate = coordinateAt(ancestors)
    findings.set(coordinate, finding('PROHIBITED_CATEGORY', coordinate, { article: refused.article }))
  }
  visit(schema.document, {
    Directive: (node) => (node.name.value === 'link' ? false : undefined),
    Name: (node, _key, parent, _path, ancestors) =>
      judge(node.value, [...ancestors, ...(parent === undefined ? [] : [parent])]),
    [Kind.STRING]: (node, _key, parent, _path, ancestors) =>
      judge(node.value, [...ancestors, ...(parent === undefined ? [] : [parent])]),
  })
  return [...findings.values()]
}
