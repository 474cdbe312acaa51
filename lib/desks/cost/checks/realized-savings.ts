import { formatCount, formatDay } from '@/lib/kernel/format'
import { subtract, toDecimal } from '@/lib/kernel/money'
import { oncePer } from '@/lib/kernel/once-per'
import { round6 } from '@/lib/kernel/stats'
import { dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS, settledOn } from '@/lib/verification/schedule'
import type { Decimal } from '@/schemas/money'
import type { RealizedSavings } from '@/schemas/verification'
import type { Width } from './half-width'
import { type Held, heldAgainst } from './held-against'
import { type Measured, measure } from './measure'
import { measuredOnText } from './measured-on-text'
import type { SavingAt } from './saving-at'
import type { SavingsInput } from './savings-input'

/**
 * What was really saved per day, against what would have been spent, with an interval made from the same method's errors where nothing was
 * done. Null while no day is settled. A spike ends by itself, so nothing is claimed for it.
 */
export const realizedSavings = oncePer(new WeakMap(), (input: SavingsInput): RealizedSavings | null => {
  const m = measure(input)
  const held = heldAgainst(input)
  if (m === null || held === null) return null
  const { found, control, came_apart } = held
  const measured_on =
    input.measured_on === undefined ? {} : { measured_on: { ...input.measured_on, control, ...(came_apart === undefined ? {} : { came_apart }) } }
  const base = { currency: input.currency, predicted: input.predicted_per_day, distinguishable_from: null, ...measured_on }
  if (input.anomaly?.shape === 'spike')
    return { ...base, days: found.used.length, point: '0', low: '0', high: '0', placebos: 0, method: 'A spike ends by itself: nothing recurring is claimed.' }
  // Of fewer known days than were asked for less is known: the error is that of as many.
  const width = held.width(found.known_days)
  const half = width.ratio * found.expected
  const margin = m.freed?.margin(found.used) ?? held.margin
  const point = perDay(found.saving)
  return {
    ...base,
    days: found.used.length,
    point,
    low: subtract(point, perDay(half + margin.more)),
    high: toDecimal(round6(found.saving + half + margin.less)),
    placebos: width.placebos,
    method: [measuredOnText(measured_on.measured_on), methodOf(m, held, width)].filter((text) => text !== '').join(' '),
    distinguishable_from: distinguishableFrom(found, half + margin.more, input, (n) => held.width(n).ratio * found.expected + margin.more),
  }
})

const perDay = (x: number): Decimal => toDecimal(round6(x))

function distinguishableFrom(found: SavingAt, half: number, input: SavingsInput, halfAt: (n: number) => number) {
  if (found.saving - half > 0 || found.saving <= 0) return null
  const n = SAVINGS_DAYS.find((days) => days > input.days && found.saving - halfAt(days) > 0)
  return n === undefined ? null : settledOn(dayOf(input.executed_at), n)
}

function methodOf({ h, model }: Measured, { found, margin }: Held, { source, ratio, is_greatest }: Width): string {
  const first = formatDay(h.days[found.used[0] ?? 0] ?? '')
  const what =
    model.kind === 'level'
      ? `the level of the last ${formatCount(found.model.basis_days, 'day')} before the change${found.model.has_weekdays ? ', by weekday' : ', the same on every weekday'}`
      : 'level, trend and weekdays of the eight weeks before the change'
  const share = `${(ratio * 100).toFixed(1)} % of the expected cost`
  const errors = (of: string) =>
    is_greatest
      ? `the greatest of this method's errors on ${of} where nothing was done`
      : `which this method's errors on ${of} exceed in one case of ten where nothing was done`
  const why = {
    own: `± ${share}, ${errors('this scope')}`,
    pooled: `± ${share}, ${errors('comparable series')} (at least 10 %)`,
    floor: `± ${share}: too few undisturbed days to measure the method's error, so no less than 20 %`,
  }
  const apart = margin.more + margin.less > 0 ? ', and as far as the slices differ that it is held against' : ''
  return `Mean of ${formatCount(found.used.length, 'settled day')} from ${first} against ${what}. Interval: ${why[source]}${apart}.`
}
