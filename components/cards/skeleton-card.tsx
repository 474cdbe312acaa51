import type { CardProps } from '@/components/cards/card'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'

type Part = CardProps<'skeleton'>['part']

/** The place of a card that is being made. What is being read is said after a second, when waiting is noticed. */
export const SkeletonCard = ({ part }: CardProps<'skeleton'>) => (
  <div aria-busy="true">
    <CardHeader title={part.title} subtitle={<span className="appear-late">{part.text}</span>} />
    <div className={cn('mt-3', part.shape === 'chart' ? 'h-56' : 'space-y-2')}>
      {part.shape === 'chart' ? (
        <Skeleton className="h-full" />
      ) : (
        keysOf(part).map((key) => <Skeleton key={key} className={part.shape === 'rows' ? 'h-7' : 'h-4'} />)
      )}
    </div>
  </div>
)

const keysOf = (part: Part): string[] => Array.from({ length: part.rows }, (_, i) => `row ${i}`)
