import type { CardProps } from '@/components/cards/card'
import { HeadlineFigures } from '@/components/cards/headline-figures'
import { WhyText } from '@/components/cards/why-text'
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
      <p className="max-w-prose text-pretty text-card">
        <WhyText text={part.sentence} intents={[intent]} />
      </p>
      {part.figures.length > 0 ? <HeadlineFigures figures={part.figures} intent={intent} /> : null}
    </div>
  )
}
