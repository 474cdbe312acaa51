import { expect, it } from 'vitest'
import { formulaText } from '@/lib/desks/cost/intents/formula-text'

it('reads the formula of a saving like every other figure', () => {
  expect(formulaText('184.896 USD/day x 108 of 168 hours off x 30.4 days')).toBe('$184.90 / day × 108 of 168 hours off × 30.4 days')
  expect(formulaText('12.5 EUR/month less 3 EUR/day of operations')).toBe('€12.50 / month less €3.00 / day of operations')
})

it('leaves alone what is no amount', () =>
  expect(formulaText('800 GiB at 80 % of the gp2 price, above 3000 at 5 %')).toBe('800 GiB at 80 % of the gp2 price, above 3000 at 5 %'))
