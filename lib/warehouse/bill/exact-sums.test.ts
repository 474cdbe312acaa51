import fc from 'fast-check'
import { expect, it } from 'vitest'
import { add } from '@/lib/kernel/money'
import { exactSums } from './exact-sums'

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), fc.integer({ min: 0, max: 10 }))
  .map(([scaled, decimals]) => add((scaled < 0n ? '-' : '') + pointAt((scaled < 0n ? -scaled : scaled).toString(), decimals)))

const pointAt = (digits: string, decimals: number): string => {
  const padded = digits.padStart(decimals + 1, '0')
  return decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
}

// Up to 10 digits before the point: some billions an amount.
const bounded = amount.filter((text) => (text.replace('-', '').split('.')[0] ?? '').length <= 11)

it('adds amounts up to the last of ten decimals, whatever their signs and however many', () => {
  fc.assert(
    fc.property(fc.array(bounded, { maxLength: 60 }), (amounts) => {
      const sums = exactSums(1)
      for (const one of amounts) sums.add(0, one)
      expect(sums.at(0)).toBe(add('0', ...amounts))
    }),
  )
})

it('writes small negative sums and nothing at all as a decimal is written', () => {
  const sums = exactSums(3)
  sums.add(0, '0.5')
  sums.add(0, '-0.7500000001')
  sums.add(1, '-3')
  sums.add(1, '3')
  expect([0, 1, 2].map(sums.at)).toEqual(['-0.2500000001', '0', '0'])
})
