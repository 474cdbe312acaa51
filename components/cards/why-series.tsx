'use client'
import { showEvidence } from '@/components/cards/evidence-store'
import { seriesFact } from '@/components/cards/figures-in'
import type { UiIntent } from '@/schemas/intent'

/** Opens where the points of a chart come from. A point cannot be pressed by everybody; this can. */
export const WhySeries = ({ title, subtitle, intent, n }: { title: string; subtitle: string; intent: UiIntent; n: number }) => (
  <button
    type="button"
    data-screen-only
    aria-haspopup="dialog"
    onClick={() => showEvidence(seriesFact(title, subtitle, intent, n))}
    className="mt-1 min-h-6 text-muted text-small underline-offset-4 hover:underline"
  >
    Where these figures come from
  </button>
)
