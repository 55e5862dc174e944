/** Reads hub.yaml and staff.yaml (data.md §1, §3). */
import { parseUscc } from '@xinqiao/schema'
import { readDocument } from '../reading/document-reader.ts'

export interface HubFile {
  /** A clock of data.md §5; `HUB_CLOCK` wins over it. */
  readonly clock?: string
  readonly agencies?: readonly string[]
  readonly catalogApproval?: { readonly number: string; readonly on: string }
}

/** An official: who works where, with which roles; the first password is in a file of its own. */
export interface StaffMember {
  readonly id: string
  readonly body: string
  readonly roles: readonly string[]
  readonly passwordFile?: string
}

/** @throws ContractError with every finding */
export function parseHubFile(document: unknown, source = 'hub.yaml'): HubFile {
  return readDocument(document, source, (root) => {
    if (!root.isGiven) return {}
    root.keys(['clock', 'agencies', 'catalogApproval'])
    const clock = root.at('clock').textOr(undefined)
    const approval = root.at('catalogApproval')
    if (approval.isGiven) approval.keys(['number', 'on'])
    return Object.freeze({
      ...(clock === undefined ? {} : { clock }),
      ...(root.at('agencies').isGiven ? { agencies: root.at('agencies').texts() } : {}),
      ...(approval.isGiven
        ? { catalogApproval: { number: approval.at('number').text(), on: approval.at('on').date() } }
        : {}),
    })
  })
}

/** @throws ContractError with every finding */
export function parseStaff(document: unknown, source = 'staff.yaml'): readonly StaffMember[] {
  return readDocument(document, source, (root) =>
    Object.freeze(
      root.list().map((place) => {
        place.keys(['id', 'body', 'roles', 'passwordFile'])
        const body = place.at('body').text()
        if (body !== '' && !parseUscc(body).ok) {
          place.at('body').refuse('expected a unified social credit code', 'SUBJECT_ID_INVALID')
        }
        const passwordFile = place.at('passwordFile').textOr(undefined)
        return {
          id: place.at('id').text(),
          body,
          roles: place.at('roles').texts(),
          ...(passwordFile === undefined ? {} : { passwordFile }),
        }
      }),
    ),
  )
}
