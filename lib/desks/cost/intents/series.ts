import { type CaseContext, evidenceOf } from '@/lib/desks/cost/intents/case-context'
import { roundDecimal } from '@/lib/kernel/format'
import { toNumber } from '@/lib/kernel/money'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { AnomalyRow, SeriesPoint } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

const SPARK_DAYS = 30
// Cents are what a chart can show; the evidence keeps every decimal.
const cents = (amount: Decimal): Decimal => roundDecimal(amount, 2)

const isSameScope = (a: Scope, b: Scope): boolean => SCOPE_KEYS.every((key) => a[key] === b[key])

export type CaseSeries = { points: SeriesPoint[]; evidence_id: string | null }

/** Actual and expected per day of the anomaly's scope, oldest first. Days that nobody has a figure for hold null. */
export function caseSeries({ file, evidence }: CaseContext): CaseSeries {
  const a = file.anomaly
  const found = evidenceOf(evidence, 'cost.daily_series').find((e) => isSameScope(e.body.scope, a.scope)) ?? null
  const actual = new Map((found?.body.points ?? []).map((p) => [p.day, p]))
  const band = new Map(a.band.map((b) => [b.day, b]))
  const days = [...new Set([...actual.keys(), ...band.keys()])].sort()
  return { points: days.map((day) => pointOf(day, actual.get(day), band.get(day))), evidence_id: found?.id ?? null }
}

function pointOf(
  day: Day,
  actual: { effective_cost: Decimal; is_settled: boolean } | undefined,
  band: CaseContext['file']['anomaly']['band'][number] | undefined,
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
  return points.slice(-SPARK_DAYS).map((p) => ({ actual: number(p.actual), expected: number(p.expected), low: number(p.low95), high: number(p.high95) }))
}
