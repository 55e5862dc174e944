/** What the gateway sends to each agency for the operations of `../world/contracts`: the caller's fields and what the row rules need. */

/** One agency's question; the keys are put in for each call. */
export interface AgencyQuestion {
  readonly agency: string
  /** Items it reads, as `hub-items` names them. */
  readonly items: readonly string[]
  readonly query: string
  readonly variables: Readonly<Record<string, number>>
}

const envelope =
  'id item provider class determinedOn ongoing concludedOn validTo seriousness version division subject subjectKind'
const page = `pageInfo{hasNextPage endCursor}`

/** The five questions of a joined profile, and of a batch of fifty. */
export const questions: readonly AgencyQuestion[] = [
  {
    agency: 'amr',
    items: ['amr.penalty', 'amr.reg.basic'],
    query: asked(
      '$v1:Int',
      `amr{regBasic{name kind capital establishedOn address status authority ${envelope}}penalty_0:penalty(first:$v1){nodes{violation kinds fine content ${envelope}}${page}}}`,
    ),
    variables: { v1: 6 },
  },
  {
    agency: 'tax',
    items: ['tax.credit.grade', 'tax.penalty'],
    query: asked(
      '$v2:Int$v1:Int',
      `tax{creditGrade_1:creditGrade(first:$v2){nodes{year grade ${envelope}}${page}}penalty_2:penalty(first:$v1){nodes{violation fine ${envelope}}${page}}}`,
    ),
    variables: { v1: 6, v2: 4 },
  },
  {
    agency: 'court',
    items: ['court.judgment'],
    query: asked(
      '$v1:Int',
      `court{judgment_3:judgment(first:$v1){nodes{caseNumber court causeOfAction role amount performed ${envelope}}${page}}}`,
    ),
    variables: { v1: 6 },
  },
  {
    agency: 'tour',
    items: ['tour.lic.agency', 'tour.penalty'],
    query: asked(
      '$v1:Int',
      `tour{licAgency_4:licAgency(first:$v1){nodes{certificateNumber certificateName kind content ${envelope}}${page}}penalty_5:penalty(first:$v1){nodes{violation fine ${envelope}}${page}}}`,
    ),
    variables: { v1: 6 },
  },
  {
    agency: 'fin',
    items: ['fin.lic'],
    query: asked(
      '$v1:Int',
      `fin{lic_6:lic(first:$v1){nodes{kind decisionName certificateNumber content validFrom ${envelope}}${page}}}`,
    ),
    variables: { v1: 6 },
  },
]

/** The bytes of one question about these organizations. */
export function bodyOf({ query, variables }: AgencyQuestion, usccs: readonly string[]): string {
  const representations = usccs.map((uscc) => ({ __typename: 'Organization', uscc }))
  return JSON.stringify({ query, variables: { ...variables, representations } })
}

function asked(variables: string, selection: string): string {
  return `query($representations:[_Any!]!${variables}){_entities(representations:$representations){...on Organization{${selection}}}}`
}
