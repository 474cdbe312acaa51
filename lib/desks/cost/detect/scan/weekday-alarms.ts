import { type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/middle'
import type { Decimal } from '@/schemas/money'
import { type Alarm, NEWS_DAYS } from './alarm'
import { isNews } from './is-news'
import type { ScanParams } from './scan-params'

const WEEKS = 6
const MIN_DAYS = 28
const MAD_TO_SD = 1.4826
const Z = 3
const FLOOR_RATIO = 0.05
// Only large money is told twice over: half a percent of the usual day of the whole bill, and never less than this. Dollars a day.
const LARGE_SHARE = 0.005
const LARGE_FLOOR = 50

/**
 * A second, plainer look at every account and service: today against the same weekdays of six weeks. It forgets faster and knows no trend, so it hears
 * large rises that the daily model takes for the noise of a restless service.
 */
export function weekdayAlarms({ is_whole, leaves }: DailyBill, tenant_daily_cost: Decimal, p: ScanParams): Alarm[] {
  const large = Math.max(LARGE_FLOOR, LARGE_SHARE * Number(tenant_daily_cost))
  return groupLeaves(leaves, ['sub_account_id', 'service_name'], ({ kind }) => USAGE_KINDS.has(kind)).flatMap((members) => {
    const values = sumLeaves(members, leaves)
    if (!values.some((y) => y >= large)) return []
    const flagged = values.flatMap((y, t) =>
      t >= MIN_DAYS && is_whole[t] === true && isHigh(y, sameWeekdays(values, t), large) && isNews(values, t, y - middle(sameWeekdays(values, t)), p)
        ? [t]
        : [],
    )
    const { sub_account_id = '', service_name = '' } = leaves[members[0] ?? 0]?.scope ?? {}
    return runsOf(flagged, p.gap_days).map((run) => ({
      detector: 'weekday' as const,
      scope: { sub_account_id, service_name },
      members,
      flagged: run.slice(0, NEWS_DAYS),
      lasting: run,
      expected: run.map((t) => middle(sameWeekdays(values, t))),
      is_new: false,
    }))
  })
}

const sameWeekdays = (values: readonly number[], t: number): number[] =>
  Array.from({ length: WEEKS }, (_, week) => t - 7 * (week + 1)).flatMap((d) => (d >= 0 ? [values[d] ?? 0] : []))

function isHigh(y: number, before: number[], large: number): boolean {
  const usual = middle([...before])
  const scale = Math.max(MAD_TO_SD * middle(before.map((b) => Math.abs(b - usual))), FLOOR_RATIO * Math.abs(usual))
  return y - usual >= large && y - usual > Z * scale
}

function runsOf(days: readonly number[], gap: number): number[][] {
  const runs: number[][] = []
  for (const t of days) {
    const current = runs.at(-1)
    if (current === undefined || t - (current.at(-1) ?? 0) > gap) runs.push([t])
    else current.push(t)
  }
  return runs
}
