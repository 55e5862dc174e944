/** A file that keeps room: given up when the disk is full, so that the last checkpoint still fits (audit.md §3). */
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { reserveBytes } from '../limits.ts'
import type { AuditStore } from './store.ts'

export class Reserve {
  readonly #path: string
  readonly #store: AuditStore

  constructor(path: string, store: AuditStore) {
    this.#path = path
    this.#store = store
  }

  /** Makes it where it is not. Random bytes: a file system that compresses would keep no room for zeros. */
  async make(): Promise<void> {
    if (this.#isThere()) return
    await this.#store.writeFile(this.#path, randomBytes(reserveBytes))
    await this.#store.syncFolder(dirname(this.#path))
  }

  /** Makes room, also of a reserve that was only half made. */
  async giveUp(): Promise<void> {
    await this.#store.remove(this.#path)
    await this.#store.remove(`${this.#path}.new`)
  }

  /**
   * Makes it again once there is room for it and for entries beside it: what it kept free is not for them.
   * @throws Error while there is not
   */
  async makeAgain(): Promise<void> {
    if (this.#isThere()) return
    if ((await this.#store.freeBytes(dirname(this.#path))) < 2 * reserveBytes) throw new Error('no room yet')
    await this.make().catch(async (error: unknown) => {
      await this.giveUp()
      throw error
    })
  }

  #isThere(): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.size === reserveBytes
  }
}
