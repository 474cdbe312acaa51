import type { CardProps } from '@/components/cards/card'
import { TextDiffLines } from '@/components/cards/text-diff-lines'
import { CardHeader } from '@/components/ui/card'

/** A text before and after, with what stands around each change. */
export const TextDiffCard = ({ part }: CardProps<'text_diff'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <TextDiffLines part={part} />
  </div>
)
