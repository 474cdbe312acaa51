import type { CardProps } from '@/components/cards/card'
import { FigureBlock } from '@/components/cards/figure'

export function FactGridCard({ part, intent }: CardProps<'fact_grid'>) {
  return (
    <div>
      <h3 className="mb-3 text-card font-strong">{part.title}</h3>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 @lg:grid-cols-3 @3xl:grid-cols-4">
        {part.facts.map((id) => (
          <FigureBlock key={id} id={id} intent={intent} size="small" />
        ))}
      </div>
    </div>
  )
}
