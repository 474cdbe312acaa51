import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CHAR, GAP, placeLabels } from '@/components/charts/place-labels'

it('puts a name on the right of its line where there is room, else on the left', () => {
  expect(placeLabels([{ label: 'onset', x: 80 }], 700)).toEqual([{ row: 0, is_left: false, text: 'onset' }])
  expect(placeLabels([{ label: 'onset', x: 690 }], 700)).toEqual([{ row: 0, is_left: true, text: 'onset' }])
})

it('puts two names of one day on either side of its line, the first on the left', () => {
  const marks = ['approved by Tomas', 'executed'].map((label) => ({ label, x: 300 }))
  expect(placeLabels(marks, 700).map((p) => p?.is_left)).toEqual([true, false])
})

it('reads two names of one day in their order where they do not fit side by side: the first above, the second below', () => {
  const narrow = [
    { label: 'approved by Tomas Okafor', x: 60 },
    { label: 'executed', x: 60 },
  ]
  expect(placeLabels(narrow, 300)).toEqual([
    { row: 1, is_left: false, text: 'approved by Tomas Okafor' },
    { row: 0, is_left: false, text: 'executed' },
  ])
  const late = [
    { label: 'executed', x: 290 },
    { label: 'check after two hours', x: 290 },
  ]
  expect(placeLabels(late, 300)).toEqual([
    { row: 1, is_left: true, text: 'executed' },
    { row: 0, is_left: true, text: 'check after two hours' },
  ])
})

it('cuts a name that nothing holds, and leaves out one that would be less than a word', () => {
  expect(placeLabels([{ label: 'deploy of checkout-service 4.18.2 by the release train', x: 180 }], 340)[0]?.text).toMatch(/^deploy of checkout.*…$/)
  const crowd = Array.from({ length: 9 }, (_, i) => ({ label: `check n=${i} of many`, x: 100 + i * 12 }))
  expect(placeLabels(crowd, 340).filter((p) => p === null).length).toBeGreaterThan(3)
})

it('never lets a name cover another, the line of another, or the edge', () => {
  const mark = fc.record({ label: fc.string({ minLength: 1, maxLength: 40 }), x: fc.integer({ min: 0, max: 700 }) })
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 8 }), (marks) => {
      const spans = placeLabels(marks, 700).flatMap((place, i) => {
        const x = marks[i]?.x ?? 0
        const reach = GAP + (place?.text.length ?? 0) * CHAR
        return place === null ? [] : [{ row: place.row, x, from: place.is_left ? x - reach : x + GAP, to: place.is_left ? x - GAP : x + reach }]
      })
      for (const a of spans) {
        expect(a.from).toBeGreaterThanOrEqual(0)
        expect(a.to).toBeLessThanOrEqual(700)
        for (const b of spans) {
          if (a === b) continue
          if (a.row === b.row) expect(a.to <= b.from || b.to <= a.from).toBe(true)
          // The line of `b` goes up to its own row.
          if (a.row <= b.row) expect(a.from < b.x && b.x < a.to).toBe(false)
        }
      }
    }),
    { numRuns: 500 },
  )
})
