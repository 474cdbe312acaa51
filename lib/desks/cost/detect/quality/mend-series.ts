import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import type { BillLeaf, CommitmentLines, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { onOneCalendar, valuesOn } from '@/lib/desks/cost/detect/bill/calendar'
import { isWholeDay } from '@/lib/desks/cost/detect/bill/whole-day'
import type { ChargeSeries } from '@/lib/desks/cost/detect/charges/charge-anomalies'
import type { CalendarDay } from '@/lib/desks/cost/detect/model/scored-day'
import { round6 } from '@/lib/kernel/stats'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import type { DoubledDay } from './doubled-deliveries'
import { type MendedBill, mendBill } from './mend-bill'
import type { QualityIssue } from './quality-issue'

/** Series of a bill as the warehouse gives them. `committed` is the part of `leaves`, scope by scope, that commitments pay for, and `named` of that what each of them does. */
export type BillSeries = {
  leaves: readonly DailySeries[]
  charges: readonly ChargeSeries[]
  committed: readonly DailySeries[]
  named?: readonly NamedCommitment[]
}
export type NamedCommitment = { commitment_id: string; series: DailySeries }

/**
 * The same series without the defects of the bill, a day that is known to be incomplete as one that may still change. `parts[i]` are the leaves of the mended bill that make up series `i`. A series in which nothing had to
 * be mended is the very same one, to the last digit.
 */
export type MendedSeries = Omit<BillSeries, 'committed' | 'named'> & { mended: MendedBill; parts: number[][]; issues: QualityIssue[] }

export function mendSeries({ leaves, charges, committed, named = [] }: BillSeries, doubled: readonly DoubledDay[] = []): MendedSeries {
  const all = [...leaves, ...charges.map(({ series }) => series)]
  const { calendar, scoped } = onOneCalendar([...all, ...committed])
  const values = scoped.map((s) => s.values)
  const covered = new Map(committed.map(({ scope }, i) => [keyOf(scope), values[all.length + i] ?? []]))
  const list: BillLeaf[] = []
  const committedAt = new Map<string, number>()
  const parts = all.map(({ scope }, i): number[] => {
    const kind = charges[i - leaves.length]?.family ?? 'standard'
    const paid = kind === 'standard' ? covered.get(keyOf(scope)) : undefined
    const total = values[i] ?? []
    if (paid === undefined) return [list.push({ scope, operation: '', kind, values: total }) - 1]
    const open = total.map((y, t) => round6(y - (paid[t] ?? 0)))
    const line = list.push({ scope, operation: '', kind: 'standard', values: open }) - 1
    committedAt.set(keyOf(scope), list.push({ scope, operation: '', kind: 'committed', values: paid }) - 1)
    return [line, line + 1]
  })
  const days = calendar.map(({ day }) => day)
  const is_whole = calendar.map(({ is_settled }, t) => is_settled && isWholeDay(list, t))
  const commitments = commitmentLines(named, calendar, (scope) => committedAt.get(keyOf(scope)))
  const once = countOnce({ days, is_whole, leaves: list, commitments }, doubled)
  const mended = mendBill(once)
  const total = (i: number, of: readonly BillLeaf[], t: number) => (parts[i] ?? []).reduce((sum, k) => sum + (of[k]?.values[t] ?? 0), 0)
  const partial = new Set(days.filter((_, t) => is_whole[t] === false))
  const restated = (series: DailySeries, i: number) =>
    withUnsettled(
      withMended(series, calendar, (t) => [total(i, list, t), total(i, mended.bill.leaves, t)]),
      partial,
    )
  return {
    leaves: leaves.map(restated),
    charges: charges.map((charge, i) => ({ ...charge, series: restated(charge.series, leaves.length + i) })),
    mended,
    parts,
    // A young day that is still filling up is how bills arrive, not a defect.
    issues: [...doubled.map(doubledIssue), ...mended.issues.filter((issue) => issue.rule !== 'day_partial' || isSettledOn(calendar, issue.first_day))],
  }
}

/** What each named commitment paid for on the days of the calendar, by the committed line that it is a part of. */
function commitmentLines(named: readonly NamedCommitment[], calendar: readonly CalendarDay[], lineOf: (scope: Scope) => number | undefined): CommitmentLines[] {
  const found = new Map<string, CommitmentLines>()
  const values = valuesOn(
    calendar,
    named.map(({ series }) => series),
  )
  for (const [n, { commitment_id, series }] of named.entries()) {
    const leaf = lineOf(series.scope)
    if (leaf === undefined) continue
    const known = found.get(commitment_id) ?? { id: commitment_id, lines: [] }
    found.set(commitment_id, known)
    known.lines.push({ leaf, values: values[n]?.values ?? [] })
  }
  return [...found.values()]
}

const keyOf = (scope: Scope): string => JSON.stringify([scope.sub_account_id, scope.service_name, scope.region_id, scope.usage_type, scope.owner])
const isSettledOn = (calendar: readonly CalendarDay[], day: string): boolean => calendar.find((d) => d.day === day)?.is_settled === true

function countOnce(bill: DailyBill, doubled: readonly DoubledDay[]): DailyBill {
  if (doubled.length === 0) return bill
  const is_doubled = new Set(doubled.map(({ sub_account_id, day }) => `${sub_account_id} ${day}`))
  const halved = ({ scope, values }: BillLeaf) => values.map((y, t) => (is_doubled.has(`${scope.sub_account_id} ${bill.days[t]}`) ? y / 2 : y))
  return { ...bill, leaves: bill.leaves.map((leaf) => ({ ...leaf, values: halved(leaf) })) }
}

const doubledIssue = ({ sub_account_id, day, before, after }: DoubledDay): QualityIssue => ({
  rule: 'day_repeated',
  scope: { sub_account_id },
  first_day: day,
  last_day: day,
  before,
  during: after,
  other_name: null,
})

/** The series with these days as ones that may still change, however long ago they were. */
function withUnsettled(series: DailySeries, days: ReadonlySet<Day>): DailySeries {
  const isWrong = ({ day, is_settled }: CalendarDay) => is_settled && days.has(day)
  if (!series.points.some(isWrong)) return series
  return { ...series, points: series.points.map((point) => (isWrong(point) ? { ...point, is_settled: false } : point)) }
}

/** The series with the days that were mended; every other day keeps its decimal. */
function withMended(series: DailySeries, calendar: readonly CalendarDay[], amounts: (t: number) => [was: number, is: number]): DailySeries {
  const changed = new Map<string, number>()
  for (const [t, { day }] of calendar.entries()) {
    const [was, is] = amounts(t)
    if (round6(is - was) !== 0) changed.set(day, is)
  }
  if (changed.size === 0) return series
  const known = new Set(series.points.map(({ day }) => day))
  const added = calendar.filter(({ day }) => changed.has(day) && !known.has(day)).map((d) => ({ ...d, effective_cost: '0' }))
  const points = [...series.points, ...added].map((point) => {
    const amount = changed.get(point.day)
    return amount === undefined ? point : { ...point, effective_cost: perDay(amount) }
  })
  return { ...series, points: points.sort((a, b) => (a.day < b.day ? -1 : 1)) }
}
