import { formatDuration, formatInstant } from '@/lib/kernel/format'
import { secondsBetween } from '@/lib/kernel/time'
import type { Fact } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

/** What a text drawing may look at besides its component. */
export type TextContext = { facts: Record<string, Fact>; now: Instant }

/** "label: text" of a fact. */
export function factLine(id: string, { facts }: TextContext): string {
  const fact = facts[id]
  return fact === undefined ? `not known: ${id}` : `${fact.label}: ${fact.text}`
}

export const factText = (id: string, { facts }: TextContext): string => facts[id]?.text ?? `not known: ${id}`

/** "21 Nov 09:00 UTC (in 1 d 20 h)", or "(passed)". */
export function deadline(at: Instant, now: Instant): string {
  const left = secondsBetween(now, at)
  return `${formatInstant(at, now)} (${left > 0 ? `in ${formatDuration(left)}` : 'passed'})`
}
