/** Verbs of agencies: ingest, check, agency calls. */
import type { Verb } from './verb.ts'

export const providingVerbs: readonly Verb[] = [
  {
    path: ['ingest'],
    text: { zh: '经机构的报送入口报送信用记录', en: "hand records to an agency's ingest door" },
    words: [{ name: '<file>', text: { zh: '.ndjson、.csv 或 .xlsx', en: '.ndjson, .csv or .xlsx' } }],
    flags: [
      { flags: '--agency <id>', text: { zh: '报送给哪个机构，例如 amr', en: 'whose ingest door, for example amr' } },
      {
        flags: '--item <id>',
        text: { zh: '双公示文件的目录项，缺省取自文件名', en: 'item of an official file, else from its name' },
      },
    ],
    examples: [
      'npx xinqiao ingest deploy/seed/records/tax/00-showcase.ndjson --agency tax',
      'npx xinqiao ingest deploy/seed/records/amr/00-showcase.ndjson --agency amr -o json',
    ],
    run: async (input) => (await import('../commands/ingest.ts')).ingest(input),
  },
  {
    path: ['check'],
    text: { zh: '发布前检查子图模式', en: 'would this schema be accepted? Every finding at once' },
    words: [{ name: '<sdl>', text: { zh: '子图的模式文件', en: 'the schema file of a subgraph' } }],
    flags: [{ flags: '--agency <id>', text: { zh: '哪个机构的模式', en: 'whose schema it is' } }],
    examples: [
      'npx xinqiao check subgraphs/tax/schema.graphql --agency tax',
      'npx xinqiao check subgraphs/courts/schema.graphql --agency court -o json',
    ],
    run: async (input) => (await import('../commands/check.ts')).check(input),
  },
  {
    path: ['agency', 'calls'],
    text: { zh: '平台向该机构取过哪些数据', en: 'what the hub asked this agency for' },
    words: [{ name: '<agency>', text: { zh: '机构编号，例如 court', en: 'id of the agency, for example court' } }],
    flags: [
      {
        flags: '--since <instant>',
        text: { zh: '此刻以后，例如 2026-11-24T00:00:00+08:00', en: 'later calls only: 2026-11-24T00:00:00+08:00' },
      },
    ],
    examples: [
      'npx xinqiao agency calls court',
      'npx xinqiao agency calls tax --since 2026-11-24T00:00:00+08:00 -o ndjson',
    ],
    run: async (input) => (await import('../commands/agency-calls.ts')).agencyCalls(input),
  },
]
