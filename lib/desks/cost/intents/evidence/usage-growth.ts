import { expectedGrowth } from '@/lib/desks/cost/rules/expected-growth'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { type FactNotes, type Facts, notKnown, pctChange, words } from '@/lib/intents/fact'
import { formatReading } from '@/lib/kernel/format'
import { big, compareDecimal, subtract, toNumber } from '@/lib/kernel/money'
import { mean } from '@/lib/kernel/stats'
import type { Leaf } from '@/schemas/evidence/cost'
import type { BusinessDriver } from '@/schemas/evidence/outside'
import type { ComponentOf } from '@/schemas/intent'
import { changePerDay, comparedDays, type DrawEvidence, type EvidenceContext, firstRows, gapsOf, newestOf, notesOf, quantityFact, unitCostFact } from './piece'

type Overlay = ComponentOf<'evidence.usage_growth'>['overlay']
// Days that fit the picture.
const OVERLAY_DAYS = 70

const size = (l: Leaf) => big(subtract(l.after_cost, l.before_cost)).abs().toFixed()

/** How much was used and what one unit cost, on both sides of the onset, with the course of the business where somebody measures it. */
export const usageGrowthEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.leaf_changes')
  if (found === undefined) return null
  const { body, id } = found
  const measure = newestOf(ctx, 'business.driver')
  const leaves = body.leaves.toSorted((a, b) => compareDecimal(size(b), size(a)) || ((a.scope.usage_type ?? '') < (b.scope.usage_type ?? '') ? -1 : 1))
  const [main] = leaves
  if (main === undefined) return null
  const notes = notesOf(ctx, id)
  const { shown, more } = firstRows(leaves, 'usage type')
  const driver = { ...(measure === undefined ? {} : driverFacts(ctx, measure.body, notesOf(ctx, measure.id))), ...trendFacts(ctx) }
  return {
    part: {
      kind: 'evidence.usage_growth',
      title: title(main, measure?.body.name ?? null),
      subtitle: `${comparedDays(body, ctx.now)}, in ${body.currency}`,
      more,
      gaps: gapsOf(ctx, id, ...(measure === undefined ? [] : [measure.id])),
      overlay: measure === undefined ? [] : overlayOf(measure.body),
      driver: measure?.body.name ?? null,
      figures: Object.keys(driver),
      units: shown.map((l, i) => ({
        usage_type: l.scope.usage_type ?? 'no usage type',
        quantity_before: `unit_${i}_quantity_before`,
        quantity_after: `unit_${i}_quantity_after`,
        unit_cost_before: `unit_${i}_cost_before`,
        unit_cost_after: `unit_${i}_cost_after`,
        change: `unit_${i}_change`,
      })),
    },
    facts: {
      ...driver,
      ...Object.assign(
        {},
        ...shown.map((l, i) => ({
          [`unit_${i}_quantity_before`]: quantityFact('Used, before', l.before_quantity, l.unit, notes),
          [`unit_${i}_quantity_after`]: quantityFact('Used, since', l.after_quantity, l.unit, notes),
          [`unit_${i}_cost_before`]: unitCostFact('A unit, before', [l.before_cost, l.before_quantity], l.unit, body.currency, notes),
          [`unit_${i}_cost_after`]: unitCostFact('A unit, since', [l.after_cost, l.after_quantity], l.unit, body.currency, notes),
          [`unit_${i}_change`]: changePerDay('Change', [l.before_cost, l.after_cost], body.currency, notes),
        })),
      ),
    },
  }
}

function title(main: Leaf, driver: string | null): string {
  const usage = main.scope.usage_type ?? 'Usage'
  if (main.before_quantity === null || main.after_quantity === null || big(main.before_quantity).lte(0)) return `${usage} changed most${beside(driver)}`
  const factor = big(main.after_quantity).div(big(main.before_quantity))
  return `${usage}: × ${factor.toFixed(2)} as much used${beside(driver)}`
}
const beside = (driver: string | null): string => (driver === null ? '' : `, beside ${driver}`)

/** The measure itself, and what the rule of expected growth made of it. */
function driverFacts({ file, now }: EvidenceContext, d: BusinessDriver, notes: FactNotes): Facts {
  const inside = (start: string, end: string) => d.daily.filter((p) => p.day >= start && p.day < end).map((p) => p.value)
  const [before, after] = [inside(d.before.start, d.before.end), inside(d.after.start, d.after.end)]
  const rate = (values: number[]) => formatReading(mean(values), `${d.unit} / day`)
  const verdict = file.triage?.verdicts.find((v) => v.rule === expectedGrowth.id)
  const said = verdict?.reasons.find((r) => r.code === 'usage_grew_with_business')?.facts
  const because = `${CATEGORY_LABELS.expected_growth} was not found, so it was not kept`
  const ratio = (label: string, key: string, formula: string) =>
    typeof said?.[key] === 'number' ? words(label, Number(said[key]).toFixed(2), { ...notes, formula }) : notKnown(label, because, notes)
  const window = comparedDays(d, now)
  return {
    driver_change:
      before.length === 0 || after.length === 0 || mean(before) === 0
        ? notKnown(d.name, 'the measure has no day on one of the sides', notes)
        : pctChange(d.name, (mean(after) / mean(before) - 1) * 100, { ...notes, window, formula: `${rate(after)} since, ${rate(before)} before` }),
    elasticity: ratio('Elasticity', 'elasticity', 'log of the growth of usage ÷ log of the growth of the measure; 1 is in step'),
    correlation: ratio('Correlation', 'correlation', 'of the daily logs over the last 28 days that both know'),
  }
}

/** How the account grew by month before this, where a sweep told it; nothing where none did. */
function trendFacts(ctx: EvidenceContext): Facts {
  const found = newestOf(ctx, 'cost.month_trend')
  if (found === undefined) return {}
  const { months, growth_ratio_per_month: growth } = found.body
  const notes = { ...notesOf(ctx, found.id), formula: `middle growth between any two of ${months.length} complete months` }
  const label = 'The account, by month'
  return {
    month_trend: growth === null ? notKnown(label, 'fewer than four complete months that cost something', notes) : pctChange(label, growth * 100, notes),
  }
}

/** Both courses as an index: 100 is the mean day before the onset. */
function overlayOf(d: BusinessDriver): Overlay {
  const cost = new Map(d.daily_cost.map((p) => [p.day, toNumber(p.value)]))
  const driver = new Map(d.daily.map((p) => [p.day, p.value]))
  const days = [...new Set([...cost.keys(), ...driver.keys()])].sort().slice(-OVERLAY_DAYS)
  const base = (of: Map<string, number>): number => {
    const values = [...of].filter(([day]) => day >= d.before.start && day < d.before.end).map(([, value]) => value)
    return values.length === 0 ? 0 : mean(values)
  }
  const index = (of: Map<string, number>, from: number, day: string): number | null => {
    const value = of.get(day)
    return value === undefined || from === 0 ? null : Math.round((value / from) * 1000) / 10
  }
  const [cost_base, driver_base] = [base(cost), base(driver)]
  return days.map((day) => ({ day, cost: index(cost, cost_base, day), driver: index(driver, driver_base, day) }))
}
