import { Big, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { VerificationCheck } from '@/schemas/verification'
import { counterfactualAt } from './counterfactual'
import { heldAgainst } from './held-against'
import { placeOf } from './history'
import { measure } from './measure'
import type { SavingsInput } from './savings-input'

const DAYS_BEFORE = 14
const LONGEST_DAYS = 90
const SCALE_FLOOR = 0.05
const Z80 = 1.281552
const Z95 = 1.959964

const cents = (x: number) => toDecimal(new Big(round6(Math.max(0, x))).round(2))

/** Actual and counterfactual cost per day from the incident (at most two weeks before the change) on, with the band of a single day. */
export function trajectory(input: SavingsInput): VerificationCheck['trajectory'] {
  const m = measure(input)
  if (m === null) return []
  const { h, origin } = m
  const c = counterfactualAt(h, origin, m.model)
  const s = Math.max(SCALE_FLOOR, c.scale)
  const onset = input.anomaly === null ? 0 : Math.max(0, placeOf(h, input.anomaly.first_day))
  const held = heldAgainst(input)
  const used = new Set(held?.found.used ?? [])
  // A control tells of the days since the change, and says the same of those that follow: what happens to it later is not this plan's.
  const ratio = held?.found.ratio ?? 1
  return h.days.flatMap((day, t) => {
    if (t < Math.max(onset, origin - DAYS_BEFORE) || t > origin + LONGEST_DAYS) return []
    const expected = c.expected(t) * (t < origin ? 1 : ratio)
    const at = (z: number) => cents((expected + 1) * Math.exp(z * s) - 1)
    return [
      {
        day,
        actual: cents(h.dollars[t] ?? 0),
        expected: cents(expected),
        low80: at(-Z80),
        high80: at(Z80),
        low95: at(-Z95),
        high95: at(Z95),
        is_settled: h.is_settled[t] === true,
        is_used: used.has(t),
      },
    ]
  })
}
