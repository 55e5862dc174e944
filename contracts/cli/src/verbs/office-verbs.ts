/** Verbs of the credit office: load, lint, catalog, contract, law. */
import type { Verb, VerbInput } from './verb.ts'

const pathWord = { name: '<path>', text: { zh: '数据文件夹，或其中一个文件', en: 'a data folder, or one file of it' } }
const catalog = async (input: VerbInput): Promise<void> => {
  const commands = await import('../commands/catalog.ts')
  return input.words.length === 0 ? commands.listItems(input) : commands.showItem(input)
}
const contract = async (input: VerbInput): Promise<void> => {
  const commands = await import('../commands/contract.ts')
  return input.words.length === 0 ? commands.listContracts(input) : commands.showContract(input)
}

export const officeVerbs: readonly Verb[] = [
  {
    path: ['load'],
    text: { zh: '将数据文件装入运行中的平台', en: 'bring files into the running hub' },
    words: [pathWord],
    flags: [],
    examples: ['npx xinqiao load deploy/seed', 'npx xinqiao load deploy/seed/standings.yaml -o json'],
    run: async (input) => (await import('../commands/load.ts')).load(input),
  },
  {
    path: ['lint'],
    text: { zh: '装入前检查数据文件', en: 'check files before loading them' },
    words: [pathWord],
    flags: [],
    examples: ['npx xinqiao lint deploy/seed', 'npx xinqiao lint deploy/seed/contracts/DEMO-TAX-01.yaml -o json'],
    run: async (input) => (await import('../commands/lint.ts')).lint(input),
  },
  {
    path: ['catalog', 'list'],
    text: { zh: '目录清单', en: 'all items, or those of one provider' },
    words: [],
    flags: [
      {
        flags: '--provider <id>',
        text: { zh: '某一提供单位的目录项，例如 tax', en: 'items owed by one provider, for example tax' },
      },
      {
        flags: '--subject-kind <kind>',
        text: {
          zh: '适用于 natural_person、legal_person 或 unincorporated',
          en: 'open to natural_person, legal_person or unincorporated',
        },
      },
    ],
    examples: [
      'npx xinqiao catalog list --provider court',
      'npx xinqiao catalog list --subject-kind natural_person -o json',
    ],
    run: catalog,
  },
  {
    path: ['catalog', 'show'],
    text: { zh: '一个目录项：渠道、期限与依据', en: 'one item with its channels, period and basis' },
    words: [{ name: '<item>', text: { zh: '目录项编号', en: 'id of the item' } }],
    flags: [],
    examples: ['npx xinqiao catalog show tax.credit.grade', 'npx xinqiao catalog show court.judgment -o yaml'],
    run: catalog,
  },
  {
    path: ['contract', 'list'],
    text: { zh: '合约清单', en: 'all contracts' },
    words: [],
    flags: [],
    examples: ['npx xinqiao contract list', 'npx xinqiao contract list -o json'],
    run: contract,
  },
  {
    path: ['contract', 'show'],
    text: { zh: '一份合约及其目录项', en: 'one contract, items and all' },
    words: [{ name: '<id>', text: { zh: '合约编号', en: 'id of the contract' } }],
    flags: [],
    examples: ['npx xinqiao contract show DEMO-TAX-01', 'npx xinqiao contract show DEMO-TAX-01 -o yaml'],
    run: contract,
  },
  {
    path: ['law'],
    text: { zh: '平台履行的法定义务', en: 'the duties the hub keeps' },
    words: [{ name: '[id]', text: { zh: '义务编号，例如 REG-27a', en: 'a duty, for example REG-27a' } }],
    flags: [{ flags: '--section <n>', text: { zh: '某一章节的义务', en: 'duties of one section' } }],
    examples: ['npx xinqiao law REG-27a', 'npx xinqiao law --section 5'],
    run: async (input) => (await import('../commands/law.ts')).law(input),
  },
]
