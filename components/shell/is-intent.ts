import { UI_SCHEMA_MAJOR } from '@/schemas/activity'
import type { UiIntent } from '@/schemas/intent'
import { INTENT_MAX_BYTES } from '@/schemas/intent-limits'

/**
 * Whether this page can draw a card that came over the wire: a major version it knows, within the size a card may have, with the parts that every
 * card needs. The server parsed it before it was sent; by hand rather than with zod, so that the panel carries no schema code. A part of an unknown
 * kind shows as text, a newer field is ignored.
 */
export function isIntent(content: unknown): content is UiIntent {
  const c = content as Partial<UiIntent> | null
  return (
    typeof c?.ui_schema_version === 'string' &&
    c.ui_schema_version.split('.')[0] === UI_SCHEMA_MAJOR &&
    typeof c.intent_id === 'string' &&
    typeof c.rev === 'number' &&
    typeof c.plain === 'string' &&
    typeof c.title === 'string' &&
    typeof c.href === 'string' &&
    Array.isArray(c.components) &&
    Array.isArray(c.actions) &&
    Array.isArray(c.must_show) &&
    isRecord(c.facts) &&
    isRecord(c.evidence) &&
    new TextEncoder().encode(JSON.stringify(c)).length <= INTENT_MAX_BYTES
  )
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
