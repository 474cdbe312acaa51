import { expect, it } from 'vitest'
import { formatMoney, formatPct, roundMoney } from './format'

it('shows an amount with the decimals of its own currency', () => {
  const shown = (currency: string): string[] => ['12.3456', '1234.5678'].flatMap((a) => [formatMoney(a, currency), formatMoney(a, currency, 'always')])
  expect(shown('USD')).toEqual(['$12.35', '$12.35', '$1,235', '$1,234.57'])
  expect(shown('KWD')).toEqual(['KWD 12.346', 'KWD 12.346', 'KWD 1,235', 'KWD 1,234.568'])
  expect(shown('JPY')).toEqual(['JPY 12', 'JPY 12', 'JPY 1,235', 'JPY 1,235'])
  expect(formatMoney('-0.5', 'BHD')).toBe('\u2212BHD 0.500')
  expect([roundMoney('0.0005', 'TND'), roundMoney('0.0015', 'OMR'), roundMoney('2.5', 'KRW')]).toEqual(['0.000', '0.002', '2'])
})

it('takes an unknown currency for one with hundredths', () => expect(formatMoney('1.005', 'XYZ')).toBe('XYZ 1.00'))

it('gives no sign to a share or an amount that rounds to nothing', () => {
  expect([formatPct(-0.04), formatPct(-0.05), formatPct(-12.4), formatPct(0)]).toEqual(['0.0 %', '\u22120.1 %', '\u221212 %', '0.0 %'])
  expect([formatMoney('-0.004'), formatMoney('-0.4', 'JPY'), roundMoney('-0.001', 'USD')]).toEqual(['$0.00', 'JPY 0', '0.00'])
})
