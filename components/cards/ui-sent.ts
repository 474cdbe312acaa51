import { cards } from '@/components/cards/registry'
import { UI_SCHEMA_SENT } from '@/schemas/activity'

/** What this page says of itself when it asks for cards: each kind that this build draws, so that a page older than its server gets text for the rest. */
export const UI_SENT = `${UI_SCHEMA_SENT}; kinds=${Object.keys(cards).sort().join(',')}`
