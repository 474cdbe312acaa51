import { scanParams } from '@/lib/desks/cost/detect/scan/scan-params'
import { formatCount } from '@/lib/kernel/format'

/** What to say of a bill that is too short for usage to be judged: that nothing stands out in it says nothing. Null for a longer one. */
export function youngNote(days: number): string | null {
  const { min_history_days } = scanParams()
  if (days === 0 || days > min_history_days) return null
  return `the bill has ${formatCount(days, 'day')}, and the first ${min_history_days} only say what is usual: no usage in it is judged`
}
