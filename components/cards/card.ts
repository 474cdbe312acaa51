import type { ReactNode } from 'react'
import type { CommandResult } from '@/schemas/command'
import type { ComponentKind, ComponentOf, UiIntent } from '@/schemas/intent'

/** A card draws one component of an intent. It fetches nothing and decides nothing; `onCommand` hears what the server accepted. */
export type CardProps<K extends ComponentKind> = { part: ComponentOf<K>; intent: UiIntent; onCommand?: ((result: CommandResult) => void) | undefined }
export type Card<K extends ComponentKind> = (props: CardProps<K>) => ReactNode
