/** The last bundle that ran, on disk as it was signed, with the list of keys that vouched for it; believed again only after the same checks. */
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Signed texts as they came from the registry. */
export interface SignedTexts {
  readonly bundle: string
  readonly keyList: string
}

export interface LastGoodBundle {
  /** `null` when there is none. */
  read(): Promise<SignedTexts | null>
  write(texts: SignedTexts): Promise<void>
}

/** Keeps both texts in one file, so that they always belong together. */
export function lastGoodBundle(stateDir: string): LastGoodBundle {
  const file = join(stateDir, 'last-good-bundle.json')
  return {
    read: async () => {
      try {
        const { bundle, keyList } = JSON.parse(await readFile(file, 'utf8')) as Partial<SignedTexts>
        return typeof bundle === 'string' && typeof keyList === 'string' ? { bundle, keyList } : null
      } catch {
        return null
      }
    },
    write: async (texts) => {
      await mkdir(stateDir, { recursive: true })
      await writeWhole(file, JSON.stringify(texts))
    },
  }
}

/** Old or new, never half: written beside, synced, then put in place. */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.next`
  const handle = await open(beside, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
}
