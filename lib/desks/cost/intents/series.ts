import { type CaseContext, evidenceOf, type Found } from '@/lib/desks/cost/intents/case-context'
import { roundMoney } from '@/lib/kernel/format'
import { toNumber } from '@/lib/kernel/money'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { AnomalyRow, SeriesPoint } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

const SPARK_DAYS = 30

const isSameScope = (a: Scope, b: Scope): boolean => SCOPE_KEYS.every((key) => a[key] === b[key])

export type CaseSeries = { points: SeriesPoint[]; evidence_id: string | null }

/** Actual and expected per day of the anomaly's scope, oldest first. Days that nobody has a figure for hold null. */
export function caseSeries(ctx: CaseContext): CaseSeries {
  const a = ctx.file.anomaly
  const found = newestSeries(ctx)
  const actual = new Map((found?.body.points ?? []).map((p) => [p.day, p]))
  const band = new Map(a.band.map((b) => [b.day, b]))
  const days = [...new Set([...actual.keys(), ...band.keys()])].sort()
  return {
    points: days.map((day) => pointOf(day, actual.get(day), band.get(day), (amount) => roundMoney(amount, ctx.c.currency))),
    evidence_id: found?.id ?? null,
  }
}

/**
 * The series that the anomaly was found in, in its newest version at hand. Charges of one scope are series of their own, so the same scope
 * alone is not enough.
 */
function newestSeries({ file, evidence }: CaseContext): Found<'cost.daily_series'> | null {
  const all = evidenceOf(evidence, 'cost.daily_series').filter((e) => isSameScope(e.body.scope, file.anomaly.scope))
  const own = all.find((e) => file.anomaly.evidence_ids.includes(e.id))
  if (own === undefined) return null
  const same = all.filter((e) => e.body.series === own.body.series)
  const lastDay = (e: Found<'cost.daily_series'>) => e.body.points.at(-1)?.day ?? ''
  return same.reduce((best, e) => (lastDay(e) > lastDay(best) ? e : best), own)
}

function pointOf(
  day: Day,
  actual: { effective_cost: Decimal; is_settled: boolean } | undefined,
  band: CaseContext['file']['anomaly']['band'][number] | undefined,
  cents: (amount: Decimal) => Decimal,
): SeriesPoint {
  return {
    day,
    actual: actual === undefined ? null : cents(actual.effective_cost),
    expected: band === undefined ? null : cents(band.expected),
    low80: band === undefined ? null : cents(band.low80),
    high80: band === undefined ? null : cents(band.high80),
    low95: band === undefined ? null : cents(band.low95),
    high95: band === undefined ? null : cents(band.high95),
    is_settled: actual?.is_settled ?? false,
  }
}

/** The last 30 days for a row of the inbox. Doubles are enough: they are drawn, never printed. */
export function sparkOf(points: readonly SeriesPoint[]): AnomalyRow['spark'] {
  const number = (v: Decimal | null) => (v === null ? null : toNumber(v))
  // A day that is still filling up looks like a fall at this size.
  return points
    .filter((p) => p.is_settled)
    .slice(-SPARK_DAYS)
    .map((p) => ({ actual: number(p.actual), expected: number(p.expected), low: number(p.low95), high: number(p.high95) }))
}
