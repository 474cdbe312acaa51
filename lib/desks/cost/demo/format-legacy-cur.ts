import type { Month } from '@/schemas/time'
import type { Charge } from './charge'
import { ESTATE, LINES } from './estate'
import { CUR_2_COLUMNS, type CurRow, curRows } from './format-cur'

// Parts of the older report. Its headers are `lineItem/UsageType` where the newer one has `line_item_usage_type`.
const PARTS: readonly (readonly [prefix: string, part: string, is_upper: boolean])[] = [
  ['identity_', 'identity', true],
  ['bill_', 'bill', true],
  ['line_item_', 'lineItem', true],
  ['product_', 'product', false],
  ['pricing_', 'pricing', false],
  ['reservation_', 'reservation', true],
  ['savings_plan_', 'savingsPlan', true],
]
// Added by the newer report, or kept as maps there.
const ONLY_IN_2_0: ReadonlySet<string> = new Set([
  'bill_payer_account_name',
  'line_item_usage_account_name',
  'product',
  'discount',
  'resource_tags',
  'cost_category',
])

const COLUMNS: readonly (readonly [header: string, from: keyof CurRow])[] = CUR_2_COLUMNS.filter((column) => !ONLY_IN_2_0.has(column)).map((column) => [
  legacyHeader(column),
  column,
])
// One column per tag key that is in use, as the older report has; a later tag with another key has no column until the next month.
const TAG_KEYS = [...new Set([...ESTATE.instances, ...ESTATE.volumes, ...LINES].flatMap((item) => Object.keys(item.tags)))].sort()
const tagHeader = (key: string): string => `resourceTags/user:${key}`

export const LEGACY_COLUMNS: readonly string[] = [...COLUMNS.map(([header]) => header), 'product/ProductName', ...TAG_KEYS.map(tagHeader)]

/** The older Cost and Usage Report: the same rows under older headers, with tags in columns of their own. */
export function* legacyCurRows(charges: Iterable<Charge>, month: Month, is_final: boolean): Generator<Record<string, string>> {
  for (const row of curRows(charges, month, is_final)) {
    const tags = Object.entries(JSON.parse(row.resource_tags) as Record<string, string>).map(([key, value]) => [tagHeader(key.replace(/^user_/, '')), value])
    const product = JSON.parse(row.product) as { product_name?: string }
    yield {
      ...Object.fromEntries(COLUMNS.map(([header, from]) => [header, row[from]])),
      'product/ProductName': product.product_name ?? '',
      ...Object.fromEntries(tags),
    }
  }
}

function legacyHeader(column: string): string {
  const [prefix, part, is_upper] = PARTS.find(([start]) => column.startsWith(start)) ?? ['', '', true]
  const words = column.slice(prefix.length).split('_')
  return `${part}/${words.map((word, i) => (i === 0 && !is_upper ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')}`
}
