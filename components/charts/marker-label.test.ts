import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeLabel } from '@/components/charts/marker-label'

it('stands on the right where there is room, else on the left', () => {
  expect(placeLabel('onset 9 Nov', 80, 700)).toEqual({ is_left: false, text: 'onset 9 Nov' })
  expect(placeLabel('onset 9 Nov', 660, 700)).toEqual({ is_left: true, text: 'onset 9 Nov' })
})

it('is cut with an ellipsis where neither side holds it', () => {
  expect(placeLabel('deploy of checkout-service 4.18.2 by the release train', 180, 340).text).toMatch(/^deploy of checkout.*…$/)
})

it('never reaches beyond the edges of a chart that holds three characters on a side', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 90 }), fc.integer({ min: 30, max: 1000 }), fc.integer({ min: 30, max: 1000 }), (label, x, rest) => {
      const { is_left, text } = placeLabel(label, x, x + rest)
      expect(text.length * 6.6).toBeLessThanOrEqual((is_left ? x : rest) - 5 + 6.6)
    }),
  )
})
