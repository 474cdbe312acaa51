import type { UiIntent } from '@/schemas/intent'

/** Which card a button stands on, and what it said. */
export type ShownCard = Pick<UiIntent, 'intent_id' | 'rev'> & { digest: string | null }

/** These three and nothing else of a card: a button that was given the whole of it would carry it to the browser once more. */
export const shownCard = ({ intent_id, rev, digest }: UiIntent): ShownCard => ({ intent_id, rev, digest })
