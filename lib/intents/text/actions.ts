import { wrap } from '@/lib/intents/text/layout'
import type { IntentAction } from '@/schemas/intent'

/** What a person may do here, and what stands in the way of the rest. */
export function drawActions(actions: readonly IntentAction[]): string[] {
  if (actions.length === 0) return []
  const lines = actions.flatMap((a) =>
    a.disabled === null
      ? wrap(a.effect === '' ? a.label : `${a.label}: ${a.effect}`, '  ')
      : wrap(`${a.label}: not now. ${a.disabled.text} ${a.disabled.unblock}`, '  '),
  )
  return ['Actions', ...lines]
}
