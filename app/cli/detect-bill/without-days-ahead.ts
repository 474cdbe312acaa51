import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { isWholeDay } from '@/lib/desks/cost/detect/bill/whole-day'
import { formatCount, formatMoney } from '@/lib/kernel/format'
import { toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'

// Two months without any line do not end by a few days: what stands behind them has a wrong date.
const GAP_DAYS = 62

/**
 * A bill without the days that have not come, and without a few days far behind its end, which a wrong clock wrote: as last days they would say how far the
 * bill reaches. The note says what was left out; null where nothing was.
 */
export function withoutDaysAhead(bill: DailyBill, today: Day, currency: string): { bill: DailyBill; note: string | null } {
  const end = endOf(bill.days, today)
  if (end === bill.days.length) return { bill, note: null }
  const [first = '', last = ''] = [bill.days[end], bill.days.at(-1)]
  const cost = bill.leaves.reduce((sum, { values }) => sum + values.slice(end).reduce((all, y) => all + y, 0), 0)
  const kept = bill.leaves.flatMap(({ values }, i) => (values.slice(0, end).some((y) => y !== 0) ? [i] : []))
  const leaves = kept
    .flatMap((i) => bill.leaves[i] ?? [])
    .map((leaf) => ({
      ...leaf,
      values: leaf.values.slice(0, end),
      ...(leaf.quantities === undefined ? {} : { quantities: leaf.quantities.slice(0, end) }),
    }))
  const place = new Map(kept.map((i, n) => [i, n]))
  const commitments = bill.commitments?.map(({ id, lines }) => ({
    id,
    lines: lines.flatMap(({ leaf, values }) => {
      const at = place.get(leaf)
      return at === undefined ? [] : [{ leaf: at, values: values.slice(0, end) }]
    }),
  }))
  const days = bill.days.slice(0, end)
  const on = first === last ? `on ${first}` : `from ${first} to ${last}`
  const amount = formatMoney(toDecimal(round6(cost)), currency, 'always')
  return {
    bill: { days, is_whole: days.map((_, t) => isWholeDay(leaves, t)), leaves, ...(commitments === undefined ? {} : { commitments }) },
    note: `${formatCount(bill.days.length - end, 'day')} ${on} with ${amount} ${bill.days.length - end === 1 ? 'is' : 'are'} dated ahead: nothing is judged by ${bill.days.length - end === 1 ? 'it' : 'them'}`,
  }
}

/** How many of the days, in order, have come and belong together. */
function endOf(days: readonly Day[], today: Day): number {
  const come = days.filter((day) => day <= today).length
  for (let t = come - 1; t > 0; t--) {
    const gap = daysBetween(days[t - 1] ?? '', days[t] ?? '')
    if (gap > GAP_DAYS && come - t < gap && come - t < t) return t
  }
  return come
}
