import { seriesFact } from '@/components/cards/figures-in'
import { WhyButton } from '@/components/cards/why-button'
import type { UiIntent } from '@/schemas/intent'

/** Opens where the points of a chart come from. A point cannot be pressed by everybody; this can. */
export const WhySeries = ({ title, subtitle, intent, n }: { title: string; subtitle: string; intent: UiIntent; n: number }) => (
  <WhyButton
    data-screen-only
    evidence={seriesFact(title, subtitle, intent, n)}
    className="mt-1 min-h-6 phone:min-h-11 text-muted text-small underline-offset-4 hover:underline"
  >
    Where these figures come from
  </WhyButton>
)
