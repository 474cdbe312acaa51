import type { ComponentType } from 'react'
import type { CardProps } from '@/components/cards/card'
import { cards } from '@/components/cards/registry'
import { PlainForm } from '@/components/cards/unsupported-card'
import type { ComponentKind } from '@/schemas/intent'

/** One component, drawn by the card of its kind. A kind this build does not know is shown in plain form, never skipped. */
export function Part(props: CardProps<ComponentKind>) {
  // Drawn as an element and never called: a card of the browser cannot be called on the server.
  const Card = Object.hasOwn(cards, props.part.kind) ? (cards[props.part.kind] as ComponentType<CardProps<ComponentKind>>) : null
  if (Card !== null) return <Card {...props} />
  return <PlainForm text={props.intent.plain} href={props.intent.href} />
}
