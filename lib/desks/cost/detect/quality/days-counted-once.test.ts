import { expect, it } from 'vitest'
import type { DailySeries } from '@/schemas/evidence/cost'
import { daysCountedOnce } from './days-counted-once'

const seriesOf = (costs: readonly string[]): DailySeries => ({
  kind: 'cost.daily_series',
  scope: { sub_account_id: '301' },
  currency: 'USD',
  points: costs.map((effective_cost, i) => ({ day: `2026-11-0${i + 1}`, effective_cost, is_settled: true })),
})

it('names the days on which the mended series is half of the delivered one, also where half a cent was rounded, and no others', () => {
  const delivered = seriesOf(['100', '200.0000000001', '50', '0', '-60', '70'])
  expect(daysCountedOnce(seriesOf(['100', '100', '50', '0', '-30', '34']), delivered)).toEqual(['2026-11-02', '2026-11-05'])
  expect(daysCountedOnce(delivered, delivered)).toEqual([])
})
