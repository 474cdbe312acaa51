import { formatDay, formatRate } from '@/lib/kernel/format'
import type { Snooze } from '@/schemas/case'

/** Until when a case is out of the open list. */
export function snoozeWords({ until, above_per_day }: Pick<Snooze, 'until' | 'above_per_day'>, currency: string): string {
  const day = until === null ? [] : [`until ${formatDay(until)}`]
  const growth = above_per_day === null ? [] : [`until it costs more than ${formatRate(above_per_day, currency, 'day')}`]
  return [...day, ...growth].join(', or ')
}
