import type { CardProps } from '@/components/cards/card'
import { WhySeries } from '@/components/cards/why-series'
import { WhyText } from '@/components/cards/why-text'
import { ChartFrame } from '@/components/charts/chart-frame'
import { LazySeriesChart } from '@/components/charts/lazy'
import { SeriesTable } from '@/components/charts/series-table'

export function TimeseriesCard({ part, intent }: CardProps<'timeseries'>) {
  return (
    <ChartFrame
      title={<WhyText text={part.title} intents={[intent]} />}
      subtitle={part.subtitle}
      table={<SeriesTable title={part.title} points={part.points} currency={part.currency} />}
    >
      <LazySeriesChart label={part.title} points={part.points} markers={part.markers} currency={part.currency} today={intent.server_now.slice(0, 10)} />
      <WhySeries title={part.title} subtitle={part.subtitle} intent={intent} n={part.points.length} />
    </ChartFrame>
  )
}
