import { describe, expect, it } from 'vitest'
import { medianBoundPlace } from './median-bound'

describe('the bound of a median', () => {
  it('does not exist for samples that are too small to say', () => {
    expect([0, 1, 2, 3, 4].map((n) => medianBoundPlace(n, 1 / 32))).toEqual([null, null, null, null, null])
    expect(medianBoundPlace(5, 1 / 32)).toBe(5)
    expect([5, 6].map((n) => medianBoundPlace(n, 1 / 64))).toEqual([null, 6])
  })

  // Table A3 of Conover: with 20 points, at least 15 lie below the median in 2.07 % of samples, and at least 14 in 5.77 %.
  it('is that of the tables of the sign test', () => {
    expect(medianBoundPlace(20, 0.05)).toBe(15)
    expect(medianBoundPlace(20, 0.0206)).toBe(16)
  })

  it('lies nearer to the middle with more points, and further with more certainty', () => {
    const places = Array.from({ length: 284 }, (_, i) => i + 5)
    for (const n of places) {
      const k = medianBoundPlace(n, 0.05) ?? 0
      expect(k).toBeGreaterThan(n / 2)
      expect(medianBoundPlace(n, 0.01) ?? n).toBeGreaterThanOrEqual(k)
    }
    expect((medianBoundPlace(288, 0.05) ?? 0) / 288).toBeLessThan(0.56)
  })

  // A look at weeks is held against thousands of points before the run: by the normal distribution the place is n/2 + z √n/2 there, with 2.154 for 1/64.
  it('goes on as it begins beyond a thousand points', () => {
    for (const n of [1_000, 1_074, 1_075, 1_100, 6_336, 25_920]) expect((medianBoundPlace(n, 1 / 64) ?? 0) - (n + 2.154 * Math.sqrt(n)) / 2).toBeCloseTo(1, 0)
  })
})
