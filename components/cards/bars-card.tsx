import type { CardProps } from '@/components/cards/card'
import { Figure } from '@/components/cards/figure'
import { Bars } from '@/components/charts/bars'
import { CardHeader } from '@/components/ui/card'

export function BarsCard({ part, intent }: CardProps<'bars'>) {
  const bars = part.bars.map((bar) => ({ ...bar, figure: bar.fact ? <Figure id={bar.fact} intent={intent} is_bare /> : null }))
  return (
    <div>
      <CardHeader title={part.title} subtitle={part.subtitle} />
      <Bars bars={bars} currency={part.currency} className="mt-3" />
    </div>
  )
}
