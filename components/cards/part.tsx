import type { ReactNode } from 'react'
import type { CardProps } from '@/components/cards/card'
import { cards } from '@/components/cards/registry'
import type { ComponentKind } from '@/schemas/intent'

/** One component, drawn by the card of its kind. A kind this build does not know is shown in plain form, never skipped. */
export function Part(props: CardProps<ComponentKind>) {
  const draw = Object.hasOwn(cards, props.part.kind) ? (cards[props.part.kind] as (props: CardProps<ComponentKind>) => ReactNode) : null
  if (draw) return draw(props)
  return (
    <div className="rounded-control border border-dashed p-3">
      <p className="eyebrow mb-2">Shown in plain form</p>
      <pre className="whitespace-pre-wrap break-words font-mono text-small leading-5">{props.intent.plain}</pre>
      <a href={props.intent.href} className="mt-2 inline-block text-accent text-table underline underline-offset-4">
        Open in Countersign
      </a>
    </div>
  )
}
