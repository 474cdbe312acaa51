import { expect, it } from 'vitest'
import { lineEnds, type SeriesChartPoint, seriesRows } from '@/components/charts/series-rows'

const at = (day: string, actual: string | null, over: Partial<SeriesChartPoint> = {}): SeriesChartPoint => ({
  day,
  actual,
  expected: '100',
  low80: '95',
  high80: '105',
  low95: null,
  high95: null,
  is_settled: true,
  ...over,
})
const days = [
  at('2026-11-17', '101'),
  at('2026-11-18', '99', { is_used: true }),
  at('2026-11-19', '98', { is_settled: false }),
  at('2026-11-20', '12', { is_settled: false }),
]

it('draws no cost for a day that has not ended', () => {
  const { rows } = seriesRows(days, '2026-11-20')
  expect(rows.at(-1)).toMatchObject({ day: '2026-11-20', settled: null, provisional: null, expected: 100 })
})

it('goes on from the last settled day with the line that may still change', () => {
  const { rows, unsettled, used } = seriesRows(days, '2026-11-20')
  expect(rows.map((r) => [r.settled, r.provisional])).toEqual([
    [101, null],
    [99, 99],
    [null, 98],
    [null, null],
  ])
  expect(unsettled).toEqual([[2, 3]])
  expect(used).toEqual([[1, 1]])
})

it('draws no band of which one side is not known', () => expect(seriesRows(days, '2026-11-20').rows[0]).toMatchObject({ band80: [95, 105], band95: null }))

it('moves names apart that would touch, the higher line upwards', () => {
  const { rows, ticks, last_settled } = seriesRows(days.slice(0, 2), '2026-11-20')
  const ends = lineEnds(rows, last_settled, ticks, 'actual', 'expected')
  expect([ends.actual?.dy, ends.expected?.dy]).toEqual([8, -7])
})

it('names a line at the value that it ends at, and keeps a name that ends on the axis off its days', () => {
  const ended = days.slice(0, 2).map((p, i): SeriesChartPoint => ({ ...p, is_settled: true, actual: i === 0 ? '80' : '0' }))
  const { rows, ticks, last_settled } = seriesRows(ended, '2026-11-20')
  const ends = lineEnds(rows, last_settled, ticks, 'actual', 'expected')
  expect(ends.actual).toEqual({ text: 'actual', at: 0, dy: -5 })
  expect(ends.expected?.dy).toBe(0)
})
