import type { UiIntent } from '@/schemas/intent'

/**
 * Whether this page can draw a card that came over the wire. The server parsed it before it was sent; by hand rather than with zod, so
 * that the panel carries no schema code. A part that does not fit shows as text.
 */
export function isIntent(content: unknown): content is UiIntent {
  const c = content as Partial<UiIntent> | null
  return (
    c?.ui_schema_version === '1.0' &&
    typeof c.intent_id === 'string' &&
    typeof c.rev === 'number' &&
    typeof c.plain === 'string' &&
    Array.isArray(c.components) &&
    typeof c.facts === 'object'
  )
}
