/**
 * State folders of the sample hub, filled once a run and copied for the stories after it (deploy/test.ts): half of a start is
 * making a cluster and filling it. Stories about that, and those with a folder or databases of their own, start from nothing.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HubWish } from './hub-wish.ts'

const sampleHub = join(import.meta.dirname, 'sample-hub')
/** The legal time that its hub.yaml fixes: hubs that begin at another cannot have been filled by this one. */
const sampleTime = '2026-11-23T10:00:00+08:00'

/** Puts a filled state into an empty folder where the run keeps one and the wish allows it; `fill` makes the run's. */
export async function copyFilledState(
  wish: HubWish,
  stateDir: string,
  fill: (stateDir: string) => Promise<void>,
): Promise<void> {
  const home = process.env['XINQIAO_FILLED_HUB']
  if (home === undefined || !mayBeCopied(wish)) return
  const filled = join(home, 'state')
  if (!existsSync(`${filled}.done`)) {
    if (!isFirst(`${filled}.begun`)) return
    await fill(filled)
    writeFileSync(`${filled}.done`, '')
  }
  // The cluster belongs to another user than the rest; node's own copy would make all of it ours.
  execFileSync('cp', ['-a', `${filled}/.`, stateDir])
}

/** Whoever comes while another story fills the folder, or after that failed, starts from nothing. */
function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark)
    return true
  } catch {
    return false
  }
}

function mayBeCopied({ data, stateDir, env, clock, fromNothing }: HubWish): boolean {
  if (data !== sampleHub || stateDir !== undefined || env !== undefined || fromNothing === true) return false
  const instant = clock?.startsWith('file:') === true ? readFileSync(clock.slice('file:'.length), 'utf8').trim() : clock
  return instant === undefined || instant === sampleTime
}
