import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { type UnitPriceStep, unitPriceSteps } from '@/lib/desks/cost/detect/scan/unit-price-steps'
import { type Alarm, NEWS_DAYS } from './alarm'
import type { ScanParams } from './scan-params'

// A price that came back to within this share of what it was is over.
const STILL_UP_RATIO = 0.5
// And one that stood for so long is the new normal.
const ACCEPTED_AFTER_DAYS = 90

/** Prices that rose where the bill says how much was used: one alarm for each line, whose days would have cost the same use at the price before. */
export function priceAlarms({ leaves, is_whole }: DailyBill, p: ScanParams): Alarm[] {
  return unitPriceSteps(leaves, is_whole.lastIndexOf(true) + 1, p.min_impact).flatMap((step) => step.lines.flatMap((line) => alarmOf(step, line) ?? []))

  function alarmOf({ at, ratio, lines }: UnitPriceStep, { leaf, was }: UnitPriceStep['lines'][number]): Alarm | null {
    const { values = [], quantities = [], scope = {} } = leaves[leaf] ?? {}
    const usual = values.slice(at).map((_, n) => was * (quantities[at + n] ?? 0))
    const isUp = (t: number) => (values[t] ?? 0) - (usual[t - at] ?? 0) > STILL_UP_RATIO * (ratio - 1) * (usual[t - at] ?? 0)
    const lasting: number[] = []
    for (let t = at; t < Math.min(values.length, at + ACCEPTED_AFTER_DAYS) && (t < at + NEWS_DAYS || isUp(t)); t++)
      if (is_whole[t] === true && isUp(t)) lasting.push(t)
    const flagged = lasting.filter((t) => t < at + NEWS_DAYS)
    if (flagged.length === 0) return null
    return {
      detector: 'price',
      scope,
      members: [leaf],
      flagged,
      lasting,
      expected: lasting.map((t) => usual[t - at] ?? 0),
      is_new: false,
      price: { basis: 'unit_price', ratio, members: lines.map((one) => one.leaf), usage_type: scope.usage_type ?? '' },
    }
  }
}
