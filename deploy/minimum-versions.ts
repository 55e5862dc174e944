/** Part of `npm run check`: no package in the lockfile is older than the version below which an advisory is open (trust.md §12). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lowest version allowed of each package, and why. */
const minimum: Readonly<Record<string, { readonly version: string; readonly why: string }>> = {
  node: { version: '24.0.0', why: 'LTS line that strips types' },
  graphql: { version: '16.15.0', why: 'one copy in the tree; Apollo needs 16' },
  '@apollo/gateway': { version: '2.14.4', why: 'prototype pollution fixed in 2.13.2' },
  '@apollo/query-planner': { version: '2.14.4', why: 'recursion fixed in 2.8.5, fragment blow-up in 2.11.0' },
  '@apollo/composition': { version: '2.14.4', why: 'merging of protection directives fixed in 2.12' },
  '@apollo/subgraph': { version: '2.14.4', why: 'not below the gateway' },
  '@apollo/server': { version: '5.5.1', why: 'standalone starter fixed in 5.4.0 and 5.5.0' },
  undici: { version: '7.30.2', why: 'newest advisories' },
  jose: { version: '6.2.17', why: 'newest advisories' },
  'openid-client': { version: '6.8.9', why: 'newest advisories' },
}

/** Packages of which two versions in one tree break each other. */
const single: readonly string[] = ['graphql', '@apollo/federation-internals']

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>
}

function isBelow(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map((text) => text.split('-')[0]?.split('.').map(Number) ?? [])
  const at = [0, 1, 2].find((index) => (have?.[index] ?? 0) !== (need?.[index] ?? 0))
  return at !== undefined && (have?.[at] ?? 0) < (need?.[at] ?? 0)
}

function main(): void {
  const lock: Lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'))
  const found = Object.entries(lock.packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    return path.includes('node_modules/') && version !== undefined ? [{ name, version, path }] : []
  })
  const old = found.flatMap(({ name, version, path }) => {
    const floor = minimum[name]
    return floor !== undefined && isBelow(version, floor.version)
      ? [`${path} is ${version}, at least ${floor.version} is needed: ${floor.why}`]
      : []
  })
  const doubled = single.flatMap((name) => {
    const versions = new Set(found.filter((one) => one.name === name).map((one) => one.version))
    return versions.size > 1 ? [`${name} stands in the tree in ${[...versions].join(' and ')}: one copy is needed`] : []
  })
  for (const line of [...old, ...doubled]) console.error(line)
  process.exit(old.length + doubled.length === 0 ? 0 : 1)
}

main()
