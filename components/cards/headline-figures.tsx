import { FigureBlock } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'
import type { UiIntent } from '@/schemas/intent'

/** At most three figures on one baseline, the money first and largest. Two stand side by side where a phone has room for them. */
export function HeadlineFigures({ figures, intent }: { figures: string[]; intent: UiIntent }) {
  const is_pair = figures.length < 3
  return (
    <div
      className={cn(
        'mt-4 grid gap-y-4',
        is_pair ? 'gap-x-6 @xs:grid-cols-[auto_minmax(0,1fr)] @md:gap-x-14' : 'grid-cols-2 gap-x-6 @md:grid-cols-[1.15fr_1fr_1fr]',
      )}
    >
      {figures.map((id, i) => (
        <div key={id} className={cn('row-span-3 grid grid-rows-subgrid gap-y-0', !is_pair && i === 0 && 'col-span-2 @md:col-span-1')}>
          <FigureBlock id={id} intent={intent} size={i === 0 ? 'large' : 'medium'} />
        </div>
      ))}
    </div>
  )
}
