import { z } from 'zod'
import { UiIntent } from '@/schemas/intent'
import { INTENT_MAX_BYTES } from '@/schemas/intent-limits'

/**
 * The contract of cards as JSON Schema 2020-12, made from the same source that the server checks with. Size in bytes cannot be said in a schema, so it is said
 * in words.
 */
export const intentJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(UiIntent, { target: 'draft-2020-12', io: 'input' }),
  $id: 'countersign:ui-intent:1.0',
  title: 'Countersign UI intent 1.0',
  description: `A card that any surface can show. At most ${INTENT_MAX_BYTES} bytes as JSON. An unknown kind is shown as "plain"; a button with an unknown confirm level is not shown.`,
})
