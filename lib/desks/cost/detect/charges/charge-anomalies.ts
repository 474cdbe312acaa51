import { subtract } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import { stepAnomaly } from '../anomaly/step-anomaly'
import { type Family, perDay, type Stamp } from '../anomaly/to-anomaly'
import { calendarOf, valuesOn } from '../bill/calendar'
import { ACTIVE_DAYS } from '../model/active-incident'
import type { CalendarDay } from '../model/scored-day'
import type { DetectParams } from '../params'
import { type ChargeStep, chargeStep, monthlyOfCharges } from './charge-step'

const MAD_TO_SD = 1.4826
// What goes on is held for as long against what is over.
const GOES_ON_DAYS = 30

/** Charges that are not usage, per day in one scope, signed as billed: a credit is negative. */
export type ChargeSeries = { family: Exclude<Family, 'usage'>; series: DailySeries }
/** `step` is what is told, and `others` are what else stepped up within the week and is not. */
export type ChargeCause = { family: Family; series: DailySeries; step: ChargeStep; others: ChargeStep[]; calendar: CalendarDay[]; days: number[] }

/** Charges that stepped up on the calendar of the whole bill: a credit that ended, a subscription that began, a commitment left idle, a fee of one day within the week. */
export function findChargeCauses(charges: readonly ChargeSeries[], bill: readonly DailySeries[], p: DetectParams): ChargeCause[] {
  const series = charges.map((c) => c.series)
  const calendar = calendarOf([...series, ...bill])
  const scoped = valuesOn(calendar, series)
  return charges.flatMap(({ family, series }, i) => {
    const days = scoped[i]?.values ?? []
    const [step, ...others] = stepsOf(days, calendar, p)
    return step === undefined ? [] : [{ family, series, step, others, calendar, days }]
  })
}

/**
 * The step that goes on and those of the last days that are over, the one of most dollars first: a bill does not come on every day, and a charge of one day is no less a charge.
 * What costs less on a day and goes on is more than that. No two of them share a day.
 */
function stepsOf(days: readonly number[], calendar: readonly CalendarDay[], p: DetectParams): ChargeStep[] {
  const monthly = monthlyOfCharges(days)
  const settled = calendar.findLastIndex((d) => d.is_settled)
  const steps: ChargeStep[] = []
  for (let to = settled; to > settled - ACTIVE_DAYS && to >= 0; to--) {
    const step = chargeStep(days.slice(0, to + 1), calendar.slice(0, to + 1), p, 0, monthly)
    if (step === null) continue
    const half_way = step.after - (step.after - step.before) / 2
    // One that is still there is no step any more: its level is the usual one by now. A credit that did not come was due on that day alone.
    if (step.due < 0 || days.slice(to + 1, settled + 1).every((y) => y < half_way)) steps.push(step)
  }
  const daysOf = ({ first, last }: ChargeStep) => (first < last && last === settled ? GOES_ON_DAYS : last - first + 1)
  const dollarsOf = (step: ChargeStep) => (step.after - step.before) * daysOf(step)
  const isApart = (a: ChargeStep, b: ChargeStep) => a.last < b.first || b.last < a.first
  const apart: ChargeStep[] = []
  for (const step of steps.sort((a, b) => dollarsOf(b) - dollarsOf(a))) if (apart.every((other) => isApart(step, other))) apart.push(step)
  return apart
}

/** The step as an anomaly. A credit is negative, so no day has a least cost. */
export function chargeAnomaly({ family, series, step, calendar }: ChargeCause, p: DetectParams, stamp: Stamp): Anomaly {
  const { first, last, before, after, due, noise } = step
  const is_new = Math.abs(before) < 0.005
  const delta = Number(subtract(perDay(after), perDay(before)))
  return stepAnomaly(
    {
      scope: series.scope,
      family,
      days: calendar.map(({ day }) => day),
      first,
      last_day: calendar[last]?.day ?? '1970-01-01',
      expected: before,
      actual: after,
      scale: Math.max(MAD_TO_SD * noise, p.scale_floor * Math.abs(before), p.min_impact / p.spike_z),
      shape: is_new ? 'new_spend' : 'step',
      test: is_new ? 'new_spend' : 'sustained',
      delta_pct: is_new ? null : round6((delta / Math.abs(before)) * 100),
      least: Number.NEGATIVE_INFINITY,
      due,
    },
    stamp,
  )
}
