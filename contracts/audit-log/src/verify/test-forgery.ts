/** For tests: what somebody who holds the folder, and perhaps the log's key, can do to it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logLeaves } from '../build/log-leaves.ts'
import { signCheckpoint } from '../notes/checkpoint.ts'
import { keptForm } from '../notes/kept-checkpoints.ts'
import type { CheckpointSigner } from '../notes/signer.ts'
import { GrowingTiles } from '../tiles/growing-tiles.ts'

const places: string[] = []

/** A copy of a folder, at a place of its own. */
export function copyOf(directory: string): string {
  const place = mkdtempSync(join(tmpdir(), 'copy-'))
  places.push(place)
  const copy = join(place, 'log')
  cpSync(directory, copy, { recursive: true })
  return copy
}

export function removeCopies(): void {
  for (const place of places.splice(0)) rmSync(place, { recursive: true })
}

/** Changes one byte of a file. */
export function spoil(path: string, at: number): void {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.with(at, (bytes[at] ?? 0) ^ 1))
}

export interface Forgery {
  /** The history that is to stand there. */
  readonly edit: (leaves: Buffer[]) => Buffer[]
  /** Signs it anew; without it the old checkpoint stays. */
  readonly signer?: CheckpointSigner
  /** Whether the kept checkpoints are made anew as well. */
  readonly keepsCheckpoints?: boolean
}

/** Writes a log's tiles and bundles anew with another history, in a copy. */
export async function forge(directory: string, { edit, signer, keepsCheckpoints = false }: Forgery): Promise<string> {
  const copy = copyOf(directory)
  const leaves = edit([...logLeaves(directory)].map((leaf) => Buffer.from(leaf)))
  rmSync(join(copy, 'tile'), { recursive: true })
  rmSync(join(copy, 'wal'), { recursive: true, force: true })
  const tiles = new GrowingTiles({ directory: copy, size: 0 })
  for (const leaf of leaves) tiles.append(leaf)
  await tiles.save()
  if (signer === undefined) return copy
  const note = await signCheckpoint({ origin: signer.name, size: tiles.size, root: tiles.root() }, signer)
  writeFileSync(join(copy, 'checkpoint'), note)
  if (!keepsCheckpoints) {
    rmSync(join(copy, 'checkpoints'), { recursive: true })
    mkdirSync(join(copy, 'checkpoints'))
    writeFileSync(join(copy, 'checkpoints/2026-06-01.txt'), keptForm(note))
  }
  return copy
}
