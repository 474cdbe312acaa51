import type { CardProps } from '@/components/cards/card'
import { QuestionForm } from '@/components/cards/question-form'
import { CardHeader } from '@/components/ui/card'

/** Several parts of one question, entered together. The card is drawn where its page is; only its fields run in the browser. */
export const FormCard = ({ part }: CardProps<'form'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <QuestionForm part={part} />
  </div>
)
