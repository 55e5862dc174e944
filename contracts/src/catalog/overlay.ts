/** PLAN-V.2b, REG-27e: a city's or county's overlay adds approved local items or narrows; it never relaxes. */
import { addDuration, type Catalog, type CatalogItem, type PeriodRuleId } from '@xinqiao/schema'

/** A local adaptation of the catalog in force above it. */
export interface CatalogOverlay {
  /** Division code of the city or county. */
  readonly division: string
  /** Number of the approval of local items; `null`: none may be added. */
  readonly approvalNumber: string | null
  /** Items as they shall read locally, each whole. */
  readonly items: readonly CatalogItem[]
  /** Ids of deny entries that stay in force locally; every one of the catalog above must be there. */
  readonly prohibited: readonly string[]
  /** Local shorter caps of the graded period, ISO 8601. */
  readonly gradedMax?: Readonly<Partial<Record<'minor' | 'general' | 'serious', string>>>
}

export interface OverlayFinding {
  readonly path: string
  readonly article: string
  readonly message: string
}

/** Rules that end sooner, or for fewer readers, than those they may replace locally. */
const narrower: Readonly<Record<PeriodRuleId, readonly PeriodRuleId[]>> = {
  CURRENT: ['WORKFLOW'],
  VALID: ['WORKFLOW'],
  NEG5: ['NEG_GRADED', 'WORKFLOW'],
  NEG_GRADED: ['WORKFLOW'],
  LISTED: ['WORKFLOW'],
  ONGOING: ['WORKFLOW'],
  LINKED: ['WORKFLOW'],
  WORKFLOW: [],
}
/** Any day will do: durations of years and months keep their order from every day. */
const anyDay = '2026-01-01'

/** Empty when the overlay may be registered. */
export function checkOverlay(base: Catalog, overlay: CatalogOverlay): readonly OverlayFinding[] {
  return [
    ...overlay.items.flatMap((item) => checkItem(base, overlay, item)),
    ...base.prohibited
      .filter(({ id }) => !overlay.prohibited.includes(id))
      .map(({ id, basis }) =>
        finding(`prohibited.${id}`, basis[0] ?? 'REG-14.4', 'a prohibited category cannot be lifted'),
      ),
    ...checkCaps(base, overlay),
  ]
}

function checkItem(base: Catalog, overlay: CatalogOverlay, local: CatalogItem): readonly OverlayFinding[] {
  const path = `items.${local.id}`
  const item = base.items.get(local.id)
  if (item === undefined) {
    const isApproved = overlay.approvalNumber !== null && local.basis.length > 0
    return isApproved ? [] : [finding(path, 'REG-11.2', 'a local item needs a legal basis and an approval number')]
  }
  const checks: readonly (readonly [boolean, string, string, string])[] = [
    [isWithin(local.channels, item.channels), 'channels', 'REG-16.1', 'no channel can be added'],
    [isWithin(local.subjects, item.subjects), 'subjects', 'REG-2.1', 'no subject kind can be added'],
    [local.sensitivity >= item.sensitivity, 'sensitivity', 'REG-3', 'the sensitivity cannot be lowered'],
    [isCollectionKept(item, local), 'collection', 'REG-14.3', 'consent cannot be waived'],
    [
      local.period === item.period || narrower[item.period].includes(local.period),
      'period',
      'REG-27',
      'the period cannot be lengthened without a statute',
    ],
    [local.provider === item.provider, 'provider', 'REG-12', 'the provider cannot be changed'],
    [local.class === item.class, 'class', 'REG-2', 'the class cannot be changed'],
    [local.polarity === item.polarity, 'polarity', 'REG-24', 'the polarity cannot be changed'],
    [isWithin(item.basis, local.basis), 'basis', 'OPI-IX.d', 'the legal basis cannot be taken away'],
  ]
  return checks.flatMap(([isKept, member, article, message]) =>
    isKept ? [] : [finding(`${path}.${member}`, article, message)],
  )
}

function checkCaps(base: Catalog, { gradedMax = {} }: CatalogOverlay): readonly OverlayFinding[] {
  const caps = base.periodRules.get('NEG_GRADED')?.caps
  return (['minor', 'general', 'serious'] as const).flatMap((grade) => {
    const local = gradedMax[grade]
    const cap = caps?.[grade].max
    if (local === undefined || (cap !== undefined && addDuration(anyDay, local) <= addDuration(anyDay, cap))) return []
    return [finding(`gradedMax.${grade}`, 'REG-27', 'a graded period cannot be lengthened')]
  })
}

const collectionOrder: readonly string[] = ['normal', 'consent_and_notice', 'consent_only']

function isCollectionKept(item: CatalogItem, local: CatalogItem): boolean {
  return collectionOrder.indexOf(local.collection) >= collectionOrder.indexOf(item.collection)
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((one) => whole.includes(one))
}

function finding(path: string, article: string, message: string): OverlayFinding {
  return Object.freeze({ path, article, message })
}

/** The catalog's items as they read in the overlay's division. Only for an overlay without findings. */
export function applyOverlay(base: Catalog, overlay: CatalogOverlay): Catalog {
  const items = new Map([...base.items, ...overlay.items.map((item) => [item.id, item] as const)])
  const rule = base.periodRules.get('NEG_GRADED')
  const periodRules = new Map(base.periodRules)
  if (rule?.caps !== undefined) {
    const { minor, general, serious } = rule.caps
    const max = overlay.gradedMax ?? {}
    const caps = {
      minor: { ...minor, max: max.minor ?? minor.max },
      general: { ...general, max: max.general ?? general.max },
      serious: { ...serious, max: max.serious ?? serious.max },
    }
    periodRules.set('NEG_GRADED', { ...rule, caps })
  }
  return Object.freeze({ ...base, items, periodRules })
}
