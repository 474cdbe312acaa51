import { describe, expect, it } from 'vitest'
import { makeCharges } from './bill'
import type { Charge } from './charge'
import { measureRealism, type Realism } from './realism'

// Ranges measured on real bills. One is wider on purpose: lines of 10 dollars a day and more are calmer than in life, so that nothing but the causes stands out.
const RANGES: readonly (readonly [what: string, of: (r: Realism) => number | undefined, low: number, high: number])[] = [
  ['lines', (r) => r.lines, 60_000, 120_000],
  ['zero-cost lines', (r) => r.zero_cost_line_share, 0.3, 0.45],
  ['negative lines', (r) => r.negative_line_share, 0.005, 0.02],
  ['tagged lines', (r) => r.tagged_line_share, 0.6, 0.85],
  ['mistyped tags', (r) => r.mistyped_tag_share, 0.01, 0.03],
  ['cells for 80 % of cost', (r) => r.cells_for_80_pct, 8, 20],
  ['constant leaves', (r) => r.constant_leaf_share, 0.4, 0.7],
  ['noise below 1 dollar', (r) => r.noise_p95_by_tier[0], 0.08, 0.35],
  ['noise below 10 dollars', (r) => r.noise_p95_by_tier[1], 0.08, 0.35],
  ['noise below 100 dollars', (r) => r.noise_p95_by_tier[2], 0.02, 0.35],
  ['days beyond four spreads', (r) => r.far_out_share, 0.02, 0.05],
  ['persistence', (r) => r.persistence_median, 0.2, 0.5],
  ['change from day to day', (r) => r.day_on_day_median, 0.01, 0.09],
  ['births', (r) => r.births_per_leaf_day, 0.006, 0.012],
  ['deaths', (r) => r.deaths_per_leaf_day, 0.006, 0.012],
]

function* chargesOf(seed: number): Generator<Charge> {
  for (const month of makeCharges({ seed, events: [], from: '2026-04-01', until: '2026-11-05T00:00:00.000Z' })) yield* month.charges
}

describe('the demonstration bill', () => {
  it.each([7, 8])(
    'looks like a real bill in every measured respect (seed %i)',
    (seed) => {
      const measured = measureRealism(chargesOf(seed), '2026-04-01', '2026-11-03')
      const outside = RANGES.flatMap(([what, of, low, high]) => {
        const value = of(measured) ?? Number.NaN
        return value >= low && value <= high ? [] : [`${what}: ${value} is not within ${low} to ${high}`]
      })
      expect(outside).toEqual([])
    },
    60_000,
  )
})
