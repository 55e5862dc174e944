/** For tests: a year's folder with tiles and a signed checkpoint, as a node has it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckpointSigner, keptForm, readVkey, signCheckpoint } from '../notes/index.ts'
import { GrowingTiles } from '../tiles/index.ts'
import { newFolder, newSigner, type TestWitness } from './test-witness.ts'
import { readWitnessPolicy, type WitnessPolicy } from './witness-policy.ts'

interface FolderThatIsThere {
  readonly directory?: string
  readonly signer?: CheckpointSigner
  readonly size?: number
}

export class TestFolder {
  readonly directory: string
  readonly origin: string
  readonly signer: CheckpointSigner
  #tiles: GrowingTiles

  /** `size`: what a folder that is already there holds. */
  constructor(
    origin: string,
    { directory = newFolder(), signer = newSigner(origin), size = 0 }: FolderThatIsThere = {},
  ) {
    this.directory = directory
    this.origin = origin
    this.signer = signer
    this.#tiles = new GrowingTiles({ directory, size })
  }

  get size(): number {
    return this.#tiles.size
  }

  /** Adds entries up to this size and signs; gives the note. `mark` makes other entries, and so another history. */
  async grow(size: number, mark = 'entry'): Promise<string> {
    while (this.size < size) this.#tiles.append(Buffer.from(`${mark} ${this.size}`))
    await this.#tiles.save()
    const note = await signCheckpoint({ origin: this.origin, size, root: this.#tiles.root() }, this.signer)
    writeFileSync(join(this.directory, 'checkpoint'), note)
    await this.#tiles.sweep()
    return note
  }

  /** Keeps a settled note as the builder does. */
  readonly keepSettled = async (note: string): Promise<void> => {
    mkdirSync(join(this.directory, 'checkpoints'), { recursive: true })
    writeFileSync(join(this.directory, 'checkpoints/2026-11-27.txt'), keptForm(note), { flag: 'a' })
  }
}

/** The policy that names these witnesses. */
export function policyOf(
  witnesses: readonly Pick<TestWitness, 'url' | 'vkey'>[],
  more: { readonly quorum?: number; readonly stopAfterMs?: number } = {},
): WitnessPolicy {
  return readWitnessPolicy({ witnesses: witnesses.map(({ url, vkey }) => ({ url, vkey })), ...more })
}

/** The name of a witness's key. */
export function nameOf({ vkey }: Pick<TestWitness, 'vkey'>): string {
  return readVkey(vkey).name
}
