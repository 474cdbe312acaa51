import { axisMoney, toNumber } from '@/components/charts/scale'
import type { SeriesChartPoint } from '@/components/charts/series-rows'
import { Sparkline } from '@/components/charts/sparkline'
import { formatDay } from '@/lib/kernel/format'

type Props = { label: string; points: SeriesChartPoint[]; currency: string; today: string }

/** What stands on paper for a chart that nobody scrolled to: no library can draw it between the press and the print. */
export function PaperChart({ label, points, currency, today }: Props) {
  const drawn = points.map((p) => ({
    actual: p.day >= today ? null : toNumber(p.actual),
    expected: toNumber(p.expected),
    low: toNumber(p.low80),
    high: toNumber(p.high80),
  }))
  const [first, last] = [points[0], points.at(-1)]
  const costs = drawn.flatMap((p) => (p.actual === null ? [] : [p.actual]))
  if (first === undefined || last === undefined || costs.length === 0) return null
  return (
    <div className="hidden print:block">
      <Sparkline points={drawn} width={620} height={180} label={label} />
      <p className="mt-1 text-muted text-small">
        {formatDay(first.day)} to {formatDay(last.day)}, {axisMoney(Math.min(...costs), currency)} to {axisMoney(Math.max(...costs), currency)} per day. Shaded:
        expected.
      </p>
    </div>
  )
}
