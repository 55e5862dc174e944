import { provincialCatalog, readCatalog } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import { catalogText } from './catalog-view.ts'

test('[GUI-4b] the code of the agency’s list of powers and duties is shown with its item', () => {
  const document = structuredClone(provincialCatalog().document) as { items: Record<string, unknown>[] }
  const item = document.items.find(({ id }) => id === 'amr.penalty')
  Object.assign(item ?? {}, { authority_list_code: '460000-AMR-CF-0088' })
  const catalog = readCatalog(document, 'catalog.yaml')
  for (const form of ['json', 'yaml'] as const) expect(catalogText(catalog, form).text).toContain('460000-AMR-CF-0088')
  expect(catalogText(provincialCatalog(), 'json').text).not.toContain('authorityListCode')
})
