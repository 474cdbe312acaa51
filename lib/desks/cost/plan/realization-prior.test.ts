import fc from 'fast-check'
import { expect, it } from 'vitest'
import { realizationPrior, usuallyReached } from './realization-prior'

it('assumes four fifths until plans of a template have been measured, and nothing twice where the formula has its share', () => {
  expect(realizationPrior('schedule_nonprod', undefined)).toBe(0.8)
  expect(realizationPrior('schedule_nonprod', { measured: 3, median_ratio: null })).toBe(0.8)
  expect(realizationPrior('snapshot_delete_orphan', undefined)).toBe(1)
})

it('moves from the assumption to what was measured, plan by plan', () => {
  expect(realizationPrior('stop_rds', { measured: 10, median_ratio: 1 })).toBeCloseTo(0.9)
  expect(realizationPrior('stop_rds', { measured: 90, median_ratio: 0.5 })).toBeCloseTo(0.53)
})

it('stays between nothing and a fifth more than was expected, and lies between assumption and measurement', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: -2, max: 3, noNaN: true }), (measured, median_ratio) => {
      const prior = realizationPrior('stop_rds', { measured, median_ratio })
      expect(prior).toBeGreaterThanOrEqual(0)
      expect(prior).toBeLessThanOrEqual(1.2)
      if (median_ratio >= 0 && median_ratio <= 1.2) expect(Math.abs(prior - 0.8)).toBeLessThanOrEqual(Math.abs(median_ratio - 0.8) + 1e-9)
    }),
  )
})

it('says it for a whole plan, each template by its own record', () => {
  const actions = [
    { template: 'schedule_nonprod', savings: { expected: '3613.40' } },
    { template: 'stop_rds', savings: { expected: '100' } },
  ]
  expect(usuallyReached(actions, {})).toBe('2970.72')
  expect(usuallyReached(actions, { stop_rds: { measured: 10, median_ratio: 1 } })).toBe('2980.72')
})
