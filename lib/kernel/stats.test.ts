import fc from 'fast-check'
import { expect, it } from 'vitest'
import { median } from './stats'

it('gives the middle of the values in order, or the mean of the two in the middle', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN)).map((x) => x + 0)
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (xs) => {
      const sorted = Float64Array.from(xs).sort()
      const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
      expect(median(xs)).toBe(sorted.length % 2 === 1 ? high : (low + high) / 2)
    }),
    { numRuns: 500 },
  )
})

it('mistakes no values at all for no number', () => {
  expect(median([])).toBeNaN()
})
