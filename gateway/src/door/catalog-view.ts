/** `GET /catalog`: the catalog in force for everybody to read, without credentials, deny entries and conditions included (REG-11.3). */
import type { Catalog } from '@xinqiao/schema'
import { quality } from '../shape/media-type.ts'
import { yamlText } from './yaml-text.ts'

export type CatalogForm = 'json' | 'yaml' | 'html'

/** What is shown: version, approval and every entry. */
export function catalogView(catalog: Catalog): Readonly<Record<string, unknown>> {
  const { meta } = catalog
  return {
    version: meta.version,
    approvalNumber: meta.approvalNumber,
    effectiveFrom: meta.effectiveFrom,
    nationalEdition: meta.nationalEdition,
    title: { en: meta.titleEn, zh: meta.titleZh },
    providers: Object.fromEntries(catalog.providers),
    purposes: Object.fromEntries(catalog.purposes),
    categories: Object.fromEntries(catalog.categories),
    periodRules: [...catalog.periodRules.values()],
    items: [...catalog.items.values()],
    prohibited: catalog.prohibited,
    consentOnly: catalog.consentOnly,
  }
}

/** The form a caller wants: by the address's suffix, else by `Accept`. */
export function catalogForm(suffix: string, accept: string | undefined): CatalogForm {
  if (suffix === '.yaml') return 'yaml'
  if (suffix === '.html') return 'html'
  if (suffix === '.json') return 'json'
  const wanted = (['json', 'html', 'yaml'] as const).map((form) => ({ form, q: quality(accept, mediaTypes[form]) }))
  return wanted.reduce((best, one) => (one.q > best.q ? one : best)).form
}

const mediaTypes: Readonly<Record<CatalogForm, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  html: 'text/html',
}

/** Content type and text of one form. */
export function catalogText(catalog: Catalog, form: CatalogForm): { readonly type: string; readonly text: string } {
  const type = `${mediaTypes[form]}; charset=utf-8`
  if (form === 'html') return { type, text: page(catalog) }
  const view = catalogView(catalog)
  return { type, text: form === 'yaml' ? yamlText(view) : JSON.stringify(view) }
}

/** A small page that needs no script, style sheet or font of others. */
function page(catalog: Catalog): string {
  const { meta } = catalog
  const items = [...catalog.items.values()].map((item) =>
    row([
      item.id,
      item.nameZh,
      item.nameEn,
      item.provider,
      item.class,
      item.channels.join(', '),
      item.basis.join(', '),
    ]),
  )
  const denied = catalog.prohibited.map((entry) => row([entry.id, entry.nameZh, entry.nameEn, entry.basis.join(', ')]))
  const conditional = catalog.consentOnly.map((entry) => row([entry.item, entry.words.join(', ')]))
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${text(meta.titleZh)}</title>
<h1>${text(meta.titleZh)}</h1><p lang="en">${text(meta.titleEn)}</p>
<p>版本 Version ${text(meta.version)} · 批准文号 Approval ${text(meta.approvalNumber ?? '—')} · 生效日期 In force from ${text(meta.effectiveFrom ?? '—')}</p>
<h2>目录事项 Items</h2><table>${row(['id', '名称', 'Name', '提供单位 Provider', '类别 Class', '渠道 Channels', '依据 Basis'], 'th')}${items.join('')}</table>
<h2>禁止归集 Prohibited</h2><table>${row(['id', '名称', 'Name', '依据 Basis'], 'th')}${denied.join('')}</table>
<h2>须经本人书面同意 Only with consent</h2><table>${row(['id', '词语 Words'], 'th')}${conditional.join('')}</table></html>
`
}

function row(cells: readonly string[], tag: 'td' | 'th' = 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
