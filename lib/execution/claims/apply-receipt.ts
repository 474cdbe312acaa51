import type { Receipt } from '@/schemas/action'
import type { Run } from '@/schemas/execution'

/** What came of carrying out an action, all of its stages together; null where nothing was asked for, or nothing is known of it yet. */
export function applyReceipt({ steps }: Pick<Run, 'steps'>, action_id: string): Receipt | null {
  const receipts = steps.flatMap((s) => (s.action_id === action_id && s.step === 'apply' && s.receipt !== null ? [s.receipt] : []))
  const last = receipts.at(-1)
  if (last === undefined) return null
  return { ...last, changed: [...new Set(receipts.flatMap((r) => r.changed))], calls: receipts.flatMap((r) => r.calls) }
}
