import { describe, expect, it } from 'vitest'
import { makeRandom } from '@/lib/kernel/random'
import { carriedOver, effectiveSize } from './carried-over'

/** Noise of which so much carries over from point to point, in hours of twelve points. */
function noise(seed: number, rho: number, hours = 24): number[][] {
  const random = makeRandom(seed, 'noise')
  let last = random.normal()
  return Array.from({ length: hours }, () =>
    Array.from({ length: 12 }, () => {
      last = rho * last + Math.sqrt(1 - rho * rho) * random.normal()
      return last
    }),
  )
}
const SEEDS = Array.from({ length: 40 }, (_, i) => i)
const meanOver = (rho: number): number => SEEDS.reduce((sum, seed) => sum + carriedOver(noise(seed, rho)), 0) / SEEDS.length

describe('how strongly a point goes with the one before it', () => {
  it('is told from two days of points', () => {
    expect(meanOver(0.5)).toBeCloseTo(0.5, 1)
    expect(meanOver(0.8)).toBeCloseTo(0.8, 1)
  })

  it('is nothing where it may be chance, and where nothing moves', () => {
    expect(SEEDS.filter((seed) => carriedOver(noise(seed, 0, 2)) > 0).length).toBeLessThanOrEqual(3)
    expect(carriedOver([Array.from({ length: 24 }, () => 5)])).toBe(0)
    expect(carriedOver([])).toBe(0)
  })

  it('does not take two outliers side by side for it', () => {
    const hours = noise(3, 0).map((xs, i) => (i === 5 ? xs.map((x, n) => (n === 4 || n === 5 ? 40 : x)) : xs))
    expect(carriedOver(hours)).toBeLessThan(0.2)
  })

  it('reaches over no point that is missing', () => {
    const [first = []] = noise(1, 0.9, 1)
    expect(carriedOver(first.flatMap((x) => [[x, null]]))).toBe(0)
  })
})

describe('what neighbouring points are worth', () => {
  it('is their number where nothing carries over, and less the more does', () => {
    expect(effectiveSize(24, 0)).toBe(24)
    expect(effectiveSize(2, 0.8)).toBeCloseTo(2 / 1.8, 9)
    // n (1 − ρ) / (1 + ρ), for many.
    expect(effectiveSize(100_000, 0.8) / 100_000).toBeCloseTo(0.2 / 1.8, 4)
    expect(effectiveSize(24, 0.8)).toBeLessThan(effectiveSize(24, 0.5))
  })
})
