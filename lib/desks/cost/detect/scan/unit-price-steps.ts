import type { BillLeaf } from '../bill/bill-leaf'
import { groupLeaves } from '../bill/leaf-groups'
import { middle } from '../model/middle'
import { isOtherUnit, type UsedDay } from './other-unit'

// A price stands still: all of these days are within this share of their middle. Days without use have none.
const [BEFORE_DAYS, AFTER_DAYS] = [7, 3]
const SAME_RATIO = 0.01
// A unit that became dearer by less is rounding.
const MIN_RATIO = 0.05
// Tiers and free amounts begin anew with each month: what was that dear before is no new price. The first day that may be judged has a month before it.
const FIRST_DAY = 35
// The lines of one usage type have one price: of what they cost this share changed by the same factor on the same day.
const AGREEING_SHARE = 0.6
const SAME_FACTOR = 0.02

/** One usage type of one service and region whose unit became dearer on the day `at`. `lines` are those that show it, `was` what a unit of each cost. */
export type UnitPriceStep = { at: number; ratio: number; lines: { leaf: number; was: number }[] }

/**
 * Prices that rose, where the bill says how much was used: the cost of a unit hardly moves, so a rise shows there however restless the use is. A day is
 * judged by the days before it and by the two after it. Only the first `days` days are looked at. Usage that commitments pay for, and at market prices, is left out.
 */
export function unitPriceSteps(leaves: readonly BillLeaf[], days: number, least_rise: number): UnitPriceStep[] {
  const isPriced = ({ kind, quantities }: BillLeaf) => kind === 'standard' && quantities !== undefined
  return groupLeaves(leaves, ['service_name', 'region_id', 'usage_type'], isPriced).flatMap((members) => {
    const found = members.flatMap((leaf) => stepsOf(leaves[leaf] as BillLeaf, days).map((step) => ({ leaf, ...step })))
    return [...new Set(found.map(({ at }) => at))]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const steps = found.filter((one) => one.at === at)
        const ratio = middle(steps.map((one) => one.ratio))
        const lines = steps.filter((one) => Math.abs(one.ratio - ratio) <= SAME_FACTOR * ratio)
        const cost = (of: readonly number[]) => of.reduce((sum, i) => sum + mean(leaves[i]?.values.slice(at - BEFORE_DAYS, at) ?? []), 0)
        const rise = lines.reduce((sum, { leaf, was, ratio: by }) => sum + was * (by - 1) * mean(leaves[leaf]?.quantities?.slice(at, at + AFTER_DAYS) ?? []), 0)
        if (rise < least_rise || cost(lines.map(({ leaf }) => leaf)) < AGREEING_SHARE * cost(members)) return []
        return [{ at, ratio, lines: lines.map(({ leaf, was }) => ({ leaf, was })) }]
      })
  })
}

type PricedDay = UsedDay & { t: number; price: number }

function stepsOf({ values, quantities = [] }: BillLeaf, days: number): { at: number; was: number; ratio: number }[] {
  const known: PricedDay[] = []
  for (let t = 0; t < days; t++) {
    const [cost, used] = [values[t] ?? 0, quantities[t] ?? 0]
    if (cost > 0 && used > 0) known.push({ t, cost, used, price: cost / used })
  }
  const found: { at: number; was: number; ratio: number }[] = []
  let dearest = 0
  for (let n = 0; n + AFTER_DAYS <= known.length; n++) {
    const { t, price } = known[n] as PricedDay
    if (t >= FIRST_DAY && n >= BEFORE_DAYS && price >= (1 + MIN_RATIO) * dearest) {
      const [before, after] = [known.slice(n - BEFORE_DAYS, n), known.slice(n, n + AFTER_DAYS)]
      const [was, is] = [standing(before), standing(after)]
      if (was !== null && is !== null && is >= (1 + MIN_RATIO) * was && !isOtherUnit(before, after, is / was)) found.push({ at: t, was, ratio: is / was })
    }
    dearest = Math.max(dearest, price)
  }
  return found
}

/** The one price of some days; null where they have several. */
function standing(days: readonly PricedDay[]): number | null {
  const price = middle(days.map((day) => day.price))
  return days.every((day) => Math.abs(day.price - price) <= SAME_RATIO * price) ? price : null
}

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)
