/** `xinqiao catalog list|show`: the catalog in force, item by item, deny and consent-only entries included (REG-11.3). */
import { type Catalog, type CatalogItem, itemOf, provincialCatalog, readCatalog } from '@xinqiao/schema'
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { getJson } from '../hub/plain-request.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb with its two parts. */
export function catalogCommand(): Command {
  const command = new Command('catalog').description('the catalog in force · 公共信用信息目录')
  const list = new Command('list')
    .description('all items, or those of one provider · 目录清单')
    .option('--provider <id>', 'items owed by one provider, for example tax')
    .option('--subject <kind>', 'items open to natural_person, legal_person or unincorporated')
  withSharedOptions(list, [
    'npx xinqiao catalog list --provider court',
    'npx xinqiao catalog list --subject natural_person -o json',
  ])
  list.action(async (options: { provider?: string; subject?: string }) => listItems(list, options))
  const show = new Command('show')
    .argument('<item>')
    .description('one item with its channels, period and basis · 一个目录项')
  withSharedOptions(show, [
    'npx xinqiao catalog show tax.credit.grade',
    'npx xinqiao catalog show court.judgment -o yaml',
  ])
  show.action(async (id: string) => showItem(show, id))
  return command.addCommand(list).addCommand(show)
}

async function listItems(
  command: Command,
  wanted: { readonly provider?: string; readonly subject?: string },
): Promise<void> {
  const { output, lang, state, quiet } = sharedOptions(command)
  const catalog = await catalogInForce(state)
  const items = [...catalog.items.values()].filter(
    (item) =>
      (wanted.provider === undefined || item.provider === wanted.provider) &&
      (wanted.subject === undefined || item.subjects.some((kind) => kind === wanted.subject)),
  )
  if (output !== 'table') return printData(items, output)
  writeOut(
    table(
      ['item', 'class', 'channels', 'period', lang === 'zh' ? '名称' : 'name'],
      items.map((item) => [
        item.id,
        item.class,
        channelLetters(item),
        item.period,
        lang === 'zh' ? item.nameZh : item.nameEn,
      ]),
    ),
  )
  if (!quiet)
    writeTalk(
      `${items.length} items · A public announcement, I authorized inquiry, S public-affairs sharing · catalog ${catalog.meta.version}`,
    )
}

async function showItem(command: Command, id: string): Promise<void> {
  const { output, state } = sharedOptions(command)
  const item = itemOf(await catalogInForce(state), id)
  if (item === undefined) {
    throw new CliError('findings', {
      code: 'NOT_IN_CATALOG',
      what: `${id} is not in the catalog in force.`,
      article: 'REG-11.1a',
      next: 'see the items: npx xinqiao catalog list',
    })
  }
  if (output !== 'table') return printData(item, output)
  writeOut(
    table(
      ['', ''],
      Object.entries(item).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
    )
      .split('\n')
      .slice(2)
      .join('\n'),
  )
}

/** The running hub's catalog; the project's own where no hub runs. */
async function catalogInForce(state: string | undefined): Promise<Catalog> {
  try {
    const { gateway } = findHub(state)
    return readCatalog(await getJson(`${gateway}/catalog`), 'the running hub')
  } catch (error) {
    if (error instanceof CliError && error.exit === 'unreachable' && state === undefined) return provincialCatalog()
    throw error
  }
}

function channelLetters(item: CatalogItem): string {
  const letters = { public_announcement: 'A', authorized_inquiry: 'I', public_affairs_sharing: 'S' } as const
  return Object.entries(letters)
    .map(([channel, letter]) => (item.channels.some((one) => one === channel) ? letter : '·'))
    .join('')
}
