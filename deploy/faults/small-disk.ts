/** A small file system in memory, to be filled; real ENOSPC, where the machine lets a test mount one. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SmallDisk {
  /** Fills it up to this many bytes. */
  fill(leaveBytes: number): void
  /** Takes the filling away. */
  empty(): void
  unmount(): void
}

/** Mounts one of so many bytes at a folder, which is made; `null`, said loudly, where that is not allowed. */
export function mountSmallDisk(folder: string, bytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    process.stderr.write(
      'SKIPPED: this machine lets no story mount a small file system; a disk that is truly full was not tried.\n',
    )
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    fill: (leaveBytes) => {
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
    },
    empty: () => rmSync(ballast, { force: true }),
    unmount: () => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }),
  }
}
