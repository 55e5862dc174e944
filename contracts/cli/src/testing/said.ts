/** What the program writes while a test runs, kept from the terminal. */
import { afterEach, beforeEach, vi } from 'vitest'

export interface Said {
  /** Standard output. */
  out: string
  /** Standard error. */
  talk: string
}

/** Listens in each test of the file; what was said before it is forgotten. */
export function listen(): Said {
  const said: Said = { out: '', talk: '' }
  beforeEach(() => {
    said.out = ''
    said.talk = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.out += String(text)
      return true
    })
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.talk += String(text)
      return true
    })
  })
  afterEach(() => void vi.restoreAllMocks())
  return said
}
