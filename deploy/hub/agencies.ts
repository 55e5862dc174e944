/** The six agencies of the embedded hub: catalog id, folder, database and endpoint of each. */

/** One agency of the embedded hub. */
export interface EmbeddedAgency {
  readonly id: 'amr' | 'tax' | 'court' | 'tour' | 'fin' | 'office'
  /** Folder under subgraphs/. */
  readonly folder: string
  /** Environment variable that points the agency at a database of its own choice. */
  readonly databaseVariable: string
}

export const embeddedAgencies: readonly EmbeddedAgency[] = [
  { id: 'office', folder: 'credit-office', databaseVariable: 'OFFICE_DATABASE_URL' },
  { id: 'amr', folder: 'market-regulation', databaseVariable: 'AMR_DATABASE_URL' },
  { id: 'tax', folder: 'tax', databaseVariable: 'TAX_DATABASE_URL' },
  { id: 'court', folder: 'courts', databaseVariable: 'COURT_DATABASE_URL' },
  { id: 'tour', folder: 'tourism', databaseVariable: 'TOUR_DATABASE_URL' },
  { id: 'fin', folder: 'finance', databaseVariable: 'FIN_DATABASE_URL' },
]

/** The agencies a folder asks for; the credit office always runs, since standings and consents are its own. */
export function agenciesToRun(asked: readonly string[] | null): readonly EmbeddedAgency[] {
  return embeddedAgencies.filter(({ id }) => id === 'office' || asked === null || asked.includes(id))
}
