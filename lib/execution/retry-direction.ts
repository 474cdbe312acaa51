import type { Case } from '@/schemas/case'
import { isOver } from './run-log'

/** Which way a run that was given up goes on: it had not begun or not ended, or was turning back. Null where nothing was given up. */
export function retryDirection({ status, run, policy, plan }: Pick<Case, 'status' | 'run' | 'policy' | 'plan'>): 'forward' | 'back' | null {
  if ((status !== 'escalated' && status !== 'error') || plan === null || policy === null) return null
  if (run === null) return 'forward'
  if (isOver(run)) return null
  return run.state === 'rolling_back' ? 'back' : 'forward'
}
