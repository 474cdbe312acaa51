import type { CardProps } from '@/components/cards/card'
import { FigureBlock } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'

/** Figures in columns. Four stand two by two or in one row: three and one below would read as if the last were apart. */
export function FactGridCard({ part, intent }: CardProps<'fact_grid'>) {
  return (
    <div>
      <h3 className="mb-3 text-card font-strong">{part.title}</h3>
      <div className={cn('grid grid-cols-2 gap-x-6 gap-y-4 @3xl:grid-cols-4', part.facts.length !== 4 && '@lg:grid-cols-3')}>
        {part.facts.map((id) => (
          <FigureBlock key={id} id={id} intent={intent} size="small" />
        ))}
      </div>
    </div>
  )
}
