import type { CardProps } from '@/components/cards/card'
import { FigureBlock } from '@/components/cards/figure'
import { Badge, Tag } from '@/components/ui/badge'

export const SEVERITY_WORD = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' } as const

/** What, how bad, in what state, and at most three figures, the money first. */
export function HeadlineCard({ part, intent }: CardProps<'headline'>) {
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        {part.severity ? <Badge kind={part.severity}>{SEVERITY_WORD[part.severity]}</Badge> : null}
        <Tag>{part.status}</Tag>
      </div>
      <p className="max-w-prose text-pretty text-card">{part.sentence}</p>
      {part.figures.length > 0 ? <HeadlineFigures figures={part.figures} intent={intent} /> : null}
    </div>
  )
}

export function HeadlineFigures({ figures, intent }: { figures: string[]; intent: CardProps<'headline'>['intent'] }) {
  return (
    <div className="mt-4 grid grid-cols-2 items-end gap-x-6 gap-y-4 @md:grid-cols-3">
      {figures.map((id, i) => (
        <div key={id} className={i === 0 ? 'col-span-2 @md:col-span-1' : ''}>
          <FigureBlock id={id} intent={intent} size={i === 0 ? 'large' : 'medium'} />
        </div>
      ))}
    </div>
  )
}
