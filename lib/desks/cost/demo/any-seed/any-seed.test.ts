import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '@/lib/kernel/canonical'
import { addDays } from '@/lib/kernel/time'
import type { Charge } from '../charge'
import { type BillFormat, FORMATS, type Row } from '../formats'
import { measureRealism, type Realism } from '../realism'
import { toUnits } from '../units'
import { costExplorerDays } from './cost-explorer'
import { dailyBillOf } from './daily-bill'
import { drawPlot } from './draw-labels'
import { drawLeaves } from './draw-leaves'
import { seededBill } from './seeded-bill'

// Every month has closed.
const CLOSED = '2026-11-10T00:00:00.000Z'
const chargesOf = (seed: number, profile: 'S' | 'M', has_labels = true, until = CLOSED): Charge[] =>
  [...seededBill(seed, profile, has_labels).chargesAsOf(until)].flatMap((month) => month.charges)
const monthsOf = (seed: number) => [...seededBill(seed, 'S').chargesAsOf(CLOSED)]
const rowsIn = (months: ReturnType<typeof monthsOf>, format: BillFormat): Row[] =>
  months.flatMap(({ charges, month, is_final }) => [...FORMATS[format].rowsOf(charges, month, is_final)])
const sumOf = (rows: readonly Row[], column: string): bigint => rows.reduce((sum, row) => sum + toUnits(row[column] || '0'), 0n)

describe('the bill of any seed', () => {
  test('is the same bytes every time, and others for another seed', () => {
    const digest = (seed: number) => sha256(JSON.stringify(rowsIn(monthsOf(seed), 'cur_2_0')))
    expect([digest(1), digest(2)]).toEqual([
      '7aa8e7bf76ce069de93cb7fc2fdea1df703169be9389a1fe55043d77f5fbb0c9',
      '0d1fae6516771b2027bacd347b31215a03703f8be59a122edf8b8ba087c168aa',
    ])
  })

  test(
    'comes to the same money in CUR 2.0, legacy CUR, FOCUS and Cost Explorer, to the last decimal',
    () =>
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
          const months = monthsOf(seed)
          const charges = months.flatMap((month) => month.charges)
          const unblended = charges.reduce((sum, charge) => sum + charge.unblended, 0n)
          const effective = charges.reduce((sum, charge) => sum + charge.effective, 0n)
          const explorer = costExplorerDays(charges, true).flatMap((day) => day.Groups.map((group) => group.Metrics))
          expect(sumOf(rowsIn(months, 'cur_2_0'), 'line_item_unblended_cost')).toBe(unblended)
          expect(sumOf(rowsIn(months, 'cur_legacy'), 'lineItem/UnblendedCost')).toBe(unblended)
          expect(sumOf(rowsIn(months, 'focus_1_2'), 'BilledCost')).toBe(unblended)
          expect(explorer.reduce((sum, metric) => sum + toUnits(metric.UnblendedCost.Amount), 0n)).toBe(unblended)
          expect(explorer.reduce((sum, metric) => sum + toUnits(metric.AmortizedCost.Amount), 0n)).toBe(effective)
        }),
        { numRuns: 5 },
      ),
    60_000,
  )

  test(
    'only ever fills up: a later look holds every line of an earlier one, at no smaller amount',
    () =>
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 40, max: 100 }), (seed, day) => {
          const bill = (until: string) =>
            new Map(chargesOf(seed, 'S', false, until).flatMap((c) => (c.type === 'Usage' ? [[`${c.line_id}|${c.start}`, c.unblended] as const] : [])))
          const early = bill(`${addDays('2026-04-01', day)}T09:00:00.000Z`)
          const late = bill(`${addDays('2026-04-01', day + 1)}T09:00:00.000Z`)
          for (const [line, amount] of early) expect(late.get(line) ?? -1n).toBeGreaterThanOrEqual(amount)
          expect(late.size).toBeGreaterThan(early.size)
        }),
        { numRuns: 4 },
      ),
    60_000,
  )

  test('says where each label sits, what it costs and what may be done, with three deploys or more that have nothing to do with it', () => {
    const leaves = drawLeaves(1, 1400)
    const plots = Array.from({ length: 60 }, (_, i) => drawPlot(i + 1, leaves, 200, 100))
    const labels = plots.flatMap((plot) => plot.labels)
    const quiet = plots.filter((plot) => plot.labels.length === 0).length
    expect(quiet).toBeGreaterThan(1)
    expect(quiet).toBeLessThan(15)
    expect(new Set(labels.map((label) => label.cause)).size).toBe(10)
    for (const label of labels) {
      expect(label.start <= label.end).toBe(true)
      if (label.cause !== 'data_quality' && label.cause !== 'usage_growth') expect(label.impact_per_day).toBeGreaterThanOrEqual(15)
      expect(label.forbidden_actions.some((action) => label.allowed_actions.includes(action))).toBe(false)
    }
    for (const plot of plots.filter((p) => p.labels.length > 0)) expect(plot.deploys.filter((deploy) => deploy.is_distractor).length).toBeGreaterThanOrEqual(3)
    for (const plot of plots)
      for (const label of plot.labels.filter((l) => l.cause === 'deploy_correlated'))
        expect(plot.deploys.some((deploy) => !deploy.is_distractor && deploy.at.startsWith(label.start))).toBe(true)
  }, 60_000)

  test('costs more by what its labels say, on the days that they name', () => {
    const { labels, days } = seededBill(5, 'M')
    const told = labels.filter((label) => label.shape === 'step' && label.cause !== 'data_quality')
    const total = (has_labels: boolean, day: string) =>
      chargesOf(5, 'M', has_labels).reduce((sum, c) => sum + (c.start.startsWith(day) && c.type !== 'Tax' ? c.effective : 0n), 0n)
    const last = days.at(-2) ?? ''
    const extra = Number(total(true, last) - total(false, last)) / 1e10
    const said = labels.filter((label) => label.end >= last && label.cause !== 'data_quality').reduce((sum, label) => sum + label.impact_per_day, 0)
    expect(told.length).toBeGreaterThan(0)
    // Labels name means; a leaf's own noise and weekday move a single day.
    expect(extra / said).toBeGreaterThan(0.7)
    expect(extra / said).toBeLessThan(1.4)
  }, 120_000)
})

// Ranges measured on real bills. Two are wider: dear leaves are few in a bill of 1,400, so the noise of their tier is uncertain.
const RANGES: readonly (readonly [what: string, of: (r: Realism) => number | undefined, low: number, high: number])[] = [
  ['zero-cost lines', (r) => r.zero_cost_line_share, 0.3, 0.45],
  ['negative lines', (r) => r.negative_line_share, 0.005, 0.02],
  ['tagged lines', (r) => r.tagged_line_share, 0.6, 0.85],
  ['mistyped tags', (r) => r.mistyped_tag_share, 0.005, 0.04],
  ['cells for 80 % of cost', (r) => r.cells_for_80_pct, 8, 20],
  ['constant leaves', (r) => r.constant_leaf_share, 0.4, 0.7],
  ['noise below 1 dollar', (r) => r.noise_p95_by_tier[0], 0.08, 0.35],
  ['noise below 10 dollars', (r) => r.noise_p95_by_tier[1], 0.08, 0.35],
  ['noise below 100 dollars', (r) => r.noise_p95_by_tier[2], 0.08, 0.35],
  ['noise above 100 dollars', (r) => r.noise_p95_by_tier[3], 0.04, 0.35],
  ['days beyond four spreads', (r) => r.far_out_share, 0.02, 0.05],
  ['persistence', (r) => r.persistence_median, 0.2, 0.5],
  ['change from day to day', (r) => r.day_on_day_median, 0.01, 0.09],
  ['births', (r) => r.births_per_leaf_day, 0.006, 0.012],
  ['deaths', (r) => r.deaths_per_leaf_day, 0.006, 0.012],
]

const outsideOf = (measured: Realism): string[] =>
  RANGES.flatMap(([what, of, low, high]) => {
    const value = of(measured) ?? Number.NaN
    return value >= low && value <= high ? [] : [`${what}: ${value} is not within ${low} to ${high}`]
  })

describe('the realism gate', () => {
  test.each([1, 2, 3])(
    'holds for seed %i before anything happens to it',
    (seed) => {
      const { days } = seededBill(seed, 'M', false)
      const measured = measureRealism(chargesOf(seed, 'M', false), days[0] ?? '', addDays(days.at(-1) ?? '', 1))
      expect(outsideOf(measured)).toEqual([])
    },
    60_000,
  )

  test('holds for a bill with reservations', () => {
    const bill = seededBill(1, 'M', false, ['reservations'])
    const charges = [...bill.chargesAsOf(CLOSED)].flatMap((month) => month.charges)
    expect(outsideOf(measureRealism(charges, bill.days[0] ?? '', addDays(bill.days.at(-1) ?? '', 1)))).toEqual([])
  }, 60_000)

  test('names what is not real in a bill without its free lines and its credits, whose every line costs the same each day', () => {
    const { days } = seededBill(1, 'S', false)
    const paid = chargesOf(1, 'S', false).filter((charge) => charge.unblended > 0n && charge.type === 'Usage')
    const first = new Map([...paid].reverse().map((charge) => [charge.line_id, charge.effective]))
    const flat = paid.map((charge): Charge => ({ ...charge, effective: first.get(charge.line_id) ?? 0n }))
    const outside = outsideOf(measureRealism(flat, days[0] ?? '', addDays(days.at(-1) ?? '', 1)))
    for (const what of ['zero-cost lines', 'negative lines', 'constant leaves', 'cells for 80 % of cost'])
      expect(outside.some((text) => text.startsWith(`${what}:`))).toBe(true)
  }, 60_000)
})

describe('a generated bill as detection reads it', () => {
  test('holds the effective cost of every charge but negations', () => {
    const { days } = seededBill(3, 'S')
    const charges = chargesOf(3, 'S')
    const bill = dailyBillOf(charges, days)
    const read = bill.leaves.reduce((sum, leaf) => sum + leaf.values.reduce((a, b) => a + b, 0), 0)
    expect(read).toBeCloseTo(Number(charges.reduce((sum, charge) => sum + charge.effective, 0n)) / 1e10, 6)
  })
})
