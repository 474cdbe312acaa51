import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { Alarm } from './alarm'
import { unitPriceMove } from './unit-price-move'

const DAYS = 60
const ONSET = 50
const leaf = (price: (t: number) => number, used: (t: number) => number, kind: BillLeaf['kind'] = 'standard'): BillLeaf => {
  const days = Array.from({ length: DAYS }, (_, t) => t)
  return { scope: {}, operation: '', kind, values: days.map((t) => price(t) * used(t)), quantities: days.map(used) }
}
const alarm = (leaves: readonly BillLeaf[]): Alarm => ({
  detector: 'level',
  scope: {},
  members: leaves.map((_, i) => i),
  flagged: [ONSET],
  lasting: [ONSET],
  expected: [0],
  is_new: false,
})
const move = (...leaves: BillLeaf[]) => unitPriceMove(alarm(leaves), leaves)
const since = (before: number, after: number) => (t: number) => (t < ONSET ? before : after)

describe('a unit of the same line', () => {
  it('that became dearer is a price, however restless its use is', () => {
    const restless = (t: number) => 100 + 40 * Math.sin(t)
    expect(move(leaf(since(1, 1.3), restless))?.ratio).toBeCloseTo(1.3, 6)
  })

  it('that costs what it did is use, whatever is multiplied by it', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 50, noNaN: true }), fc.double({ min: 1.1, max: 9, noNaN: true }), (price, factor) => {
        expect(
          move(
            leaf(() => price, since(100, 100 * factor)),
            leaf(() => price, since(7, 7 * factor)),
          ),
        ).toBeNull()
      }),
    ))

  it('that became a little dearer does not name a rise that is mostly use', () => expect(move(leaf(since(1, 1.1), since(100, 300)))).toBeNull())

  it('does not name a rise of use that is counted in larger units since the same day', () =>
    expect(move(leaf(since(1, 1024), since(100, 160 / 1024)))).toBeNull())

  it('is not known where the bill does not say how much was used, and not asked where a commitment pays', () => {
    const { quantities: _, ...amounts } = leaf(since(1, 1.3), () => 100)
    expect(move(amounts)).toBeNull()
    expect(move(leaf(since(1, 1.3), () => 100, 'committed'))).toBeNull()
  })

  it('is another matter where use moved from a cheap line to a dear one', () => {
    expect(
      move(
        leaf(() => 1, since(100, 20)),
        leaf(() => 5, since(20, 100)),
      ),
    ).toBeNull()
  })
})
