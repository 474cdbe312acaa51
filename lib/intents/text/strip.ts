import { wrap } from '@/lib/intents/text/layout'
import { formatInstant } from '@/lib/kernel/format'
import type { StripSlot } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

const MARKS: Record<StripSlot['state'], string> = { open: '[ ]', signed: '[x]', refused: '[!]', void: '[-]', skipped: '[~]', failed: '[!]' }

function slotText(slot: StripSlot, now: Instant): string {
  const who = slot.name === null ? null : `${slot.name}${slot.person_role === null ? '' : ` (${slot.person_role})`}`
  const when = slot.at === null ? null : formatInstant(slot.at, now)
  const signed = [who, when, slot.surface, slot.digest].filter((t) => t !== null).join(', ')
  const note = slot.note === null ? '' : `: ${slot.note}`
  switch (slot.state) {
    case 'open':
      return `waits for ${slot.waits_for}`
    case 'signed':
      return signed + note
    case 'refused':
      return `refused by ${signed}${note}`
    case 'void':
      return `void${who === null ? (when === null ? '' : ` since ${when}`) : ` (was ${signed})`}${note}`
    case 'skipped':
      return `not needed${note}`
    case 'failed':
      return `failed${signed === '' ? '' : `, ${signed}`}${note}`
  }
}

/** The countersign strip as text: one line a slot, in the order in which people and code sign. */
export const drawStrip = (strip: readonly StripSlot[], now: Instant): string[] =>
  strip.flatMap((slot) => wrap(slotText(slot, now), `  ${MARKS[slot.state]} ${slot.role.padEnd(9)}`))
