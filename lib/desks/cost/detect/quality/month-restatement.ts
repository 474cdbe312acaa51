import { add, Big, big, subtract } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Amounts, ClosedBy, MonthRestatement, RestatedLine } from '@/schemas/restatement'
import type { Instant, Month } from '@/schemas/time'

/** What one version of a month charges one account for one service, by kind of charge. */
export type VersionTotal = Omit<RestatedLine, 'before' | 'after'> & Amounts
export type Version = { data_version: number; totals: readonly VersionTotal[] }

// Smaller differences are rounding: a dollar and half a percent, as for the days of an open month.
const LEAST = '1'
const LEAST_RATIO = '0.005'
// AWS fills the invoice of a month in on days 3 to 7 of the next one. A bill that names no invoice at all is taken as closed when it was fetched after that.
const CLOSES_WITHIN_DAYS = 7
const MOST_LINES = 200
const NOTHING: Amounts = { billed_cost: '0', effective_cost: '0' }

/** Whether, and by what, a version of a month was closed when it was fetched. Null while the month was open, or while that is not known. */
export function closedBy(billing_month: Month, { imported_at, invoiced }: { imported_at: Instant; invoiced: 'all' | 'some' | 'none' }): ClosedBy | null {
  const end = endOf(billing_month)
  if (dayOf(imported_at) < end) return null
  if (invoiced === 'all') return 'invoice'
  return invoiced === 'none' && dayOf(imported_at) >= addDays(end, CLOSES_WITHIN_DAYS) ? 'age' : null
}

/** First day of the month after. */
export function endOf(billing_month: Month): string {
  const [year = 0, month = 0] = billing_month.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

/** What a later version of a closed month states otherwise; null where nothing differs by more than rounding. Days that changed places say nothing here: the month comes to the same. */
export function monthRestatement(
  of: Pick<MonthRestatement, 'source' | 'billing_month' | 'closed_by' | 'currency'>,
  older: Version,
  newer: Version,
): MonthRestatement | null {
  const lines = changedLines(older.totals, newer.totals)
  if (lines.length === 0) return null
  return {
    kind: 'cost.month_restatement',
    ...of,
    from_version: older.data_version,
    to_version: newer.data_version,
    before: sumOf(older.totals),
    after: sumOf(newer.totals),
    lines: lines.slice(0, MOST_LINES),
    lines_beyond: Math.max(0, lines.length - MOST_LINES),
  }
}

const keyOf = (t: VersionTotal): string => [t.sub_account_id, t.service_name, t.series].join('\u0000')

/** Largest first. */
function changedLines(older: readonly VersionTotal[], newer: readonly VersionTotal[]): RestatedLine[] {
  const after = new Map(newer.map((total) => [keyOf(total), total]))
  const before = new Map(older.map((total) => [keyOf(total), total]))
  const all = [...older, ...newer.filter((total) => !before.has(keyOf(total)))]
  return all
    .map((total): RestatedLine => {
      const { sub_account_id, service_name, series } = total
      return { sub_account_id, service_name, series, before: amountsOf(before.get(keyOf(total))), after: amountsOf(after.get(keyOf(total))) }
    })
    .filter(isMaterial)
    .sort((a, b) => largest(b).cmp(largest(a)) || (lineName(a) < lineName(b) ? -1 : 1))
}

const amountsOf = (total: VersionTotal | undefined): Amounts =>
  total === undefined ? NOTHING : { billed_cost: total.billed_cost, effective_cost: total.effective_cost }

const lineName = ({ sub_account_id, service_name, series }: RestatedLine): string => `${sub_account_id} ${service_name} ${series}`

const BASES = ['billed_cost', 'effective_cost'] as const
const change = ({ before, after }: RestatedLine, basis: (typeof BASES)[number]): Big => big(subtract(after[basis], before[basis])).abs()
const largest = (line: RestatedLine): Big => BASES.map((basis) => change(line, basis)).reduce((a, b) => (a.gt(b) ? a : b))

const isMaterial = (line: RestatedLine): boolean =>
  BASES.some((basis) => {
    const allowed = big(line.before[basis]).abs().times(LEAST_RATIO)
    return change(line, basis).gt(allowed.gt(LEAST) ? allowed : new Big(LEAST))
  })

const sumOf = (totals: readonly VersionTotal[]): Amounts => ({
  billed_cost: add('0', ...totals.map((t) => t.billed_cost)),
  effective_cost: add('0', ...totals.map((t) => t.effective_cost)),
})
