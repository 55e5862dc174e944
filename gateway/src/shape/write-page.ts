/** A connection of the answer. */
import { isNonNullType } from 'graphql'
import type { AskedField, Below } from '../decide/asked-field.ts'
import { isAnswerObject } from '../fetch/answer.ts'
import { textJson } from './write-leaf.ts'
import { pageInfoJson } from './write-page-info.ts'
import { nulled, nullText, type ValueWriter, type Written } from './writing.ts'

/** Shows the page the row rules left: its rows, whether more may be shown, a cursor of the hub's. `writerOf` gives the writer of the rows. */
export function pageWriter(below: Below, writerOf: (field: AskedField) => ValueWriter): ValueWriter {
  const [typename = '', fields = []] = below.entries().next().value ?? []
  const rows = new Map(fields.map((field) => [field, writerOf(field)]))
  return (connection, on) => {
    const page = isAnswerObject(connection) ? on.from.mask.pageOf(connection) : undefined
    if (page?.kind === 'failed') on.tellFailure(page.failure)
    if (page?.kind !== 'page') return nullText
    let text = '{'
    for (const field of fields) {
      const written = writePart(field)
      if (written === nulled) return nullText
      text += `${text === '{' ? '' : ','}${JSON.stringify(field.response)}:${written}`
    }
    return `${text}}`

    function writePart(field: AskedField): Written {
      if (on.isClosed(field)) return isNonNullType(field.type) ? nulled : nullText
      if (field.name === '__typename') return textJson(typename)
      if (field.name !== 'nodes') return pageInfoJson(field, page)
      on.path.push(field.response)
      on.keys.push(field.key)
      const written = rows.get(field)?.(page?.kind === 'page' ? page.nodes : [], on) ?? nulled
      on.path.pop()
      on.keys.pop()
      return written
    }
  }
}
