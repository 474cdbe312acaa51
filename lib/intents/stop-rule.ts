import type { Case } from '@/schemas/case'
import type { IntentAction } from '@/schemas/intent'

/** Why there is no run to stop; null while there is one. A way back is under way to its end, but one that waits for targets to settle may be given up. */
export function stopRule({ status, run, stop, waits }: Pick<Case, 'status' | 'run' | 'stop' | 'waits'>): NonNullable<IntentAction['disabled']> | null {
  if (stop != null) return { rule: 'stop_asked', text: `${stop.name} has asked it to stop already.`, unblock: 'It ends after the step in flight.' }
  if (waits?.for === 'settling' && (status === 'rolling_back' || status === 'executing')) return null
  if (status === 'rolling_back') return { rule: 'rolling_back', text: 'It is being rolled back.', unblock: 'Wait until that has ended.' }
  if (status !== 'approved' && status !== 'executing')
    return { rule: 'not_running', text: 'No run goes on here.', unblock: 'A plan that waits for people is denied or withdrawn instead.' }
  if (run?.state === 'rolling_back') return { rule: 'turning_back', text: 'The run is undoing what it did.', unblock: 'Wait until that has ended.' }
  return null
}
