/** What a newcomer sees first: one joined profile as a readable table, and the command that asked for it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { profileText } from '@xinqiao/cli'
import { openSession } from '@xinqiao/consumer-kit'
import type { HubFile } from './hub-file.ts'

/** The showcase company of deploy/seed, and the question its tax office asks. */
const showcase = {
  uscc: '91460100G00000007P',
  client: 'tax-app',
  contract: 'DEMO-TAX-01',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕1号',
} as const
const operationFile = 'deploy/seed/contracts/profile.graphql'

/** Asks for the showcase profile and renders it. */
export async function firstAnswer(stateDir: string, hub: HubFile): Promise<string> {
  const client = hub.clients[showcase.client]
  if (client === undefined) return ''
  const session = await openSession({
    gateway: hub.gateway,
    issuer: hub.issuer,
    clientId: showcase.client,
    privateKey: JSON.parse(readFileSync(join(stateDir, client.key), 'utf8')),
    contract: showcase.contract,
    purpose: showcase.purpose,
    case: showcase.case,
    official: { ref: 'task:first-start', role: 'demo' },
  })
  const operation = readFileSync(join(import.meta.dirname, '..', 'seed/contracts/profile.graphql'), 'utf8')
  const answer = await session.query(operation, { uscc: showcase.uscc })
  const { data } = answer.body as { readonly data?: unknown }
  return [profileText(data ?? {}), `receipt ${answer.headers['hub-receipt'] ?? '–'}`, '', 'Asked by:', command()].join(
    '\n',
  )
}

function command(): string {
  return [
    `  npx xinqiao query --as ${showcase.client} --contract ${showcase.contract} \\`,
    `    --purpose ${showcase.purpose} --case ${showcase.case} \\`,
    `    ${operationFile} --var uscc=${showcase.uscc}`,
  ].join('\n')
}
