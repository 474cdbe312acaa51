import type { CardProps } from '@/components/cards/card'
import { Figure } from '@/components/cards/figure'
import { Waterfall } from '@/components/charts/waterfall'
import { CardHeader } from '@/components/ui/card'

export function WaterfallCard({ part, intent }: CardProps<'waterfall'>) {
  const steps = part.steps.map((step) => ({
    ...step,
    figure: step.fact ? (
      <>
        {step.tone === 'rise' && !/^[+−-]/.test(intent.facts[step.fact]?.text ?? '+') ? '+' : ''}
        <Figure id={step.fact} intent={intent} is_bare />
      </>
    ) : null,
  }))
  return (
    <div>
      <CardHeader title={part.title} subtitle={part.subtitle} />
      <Waterfall steps={steps} currency={part.currency} className="mt-3" />
    </div>
  )
}
