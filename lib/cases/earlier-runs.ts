import type { Case } from '@/schemas/case'
import { claimTakenBack } from './taken-back'

// As many as a row keeps; of older ones nothing is counted any more.
const MOST_KEPT = 50

/**
 * What is kept of a case's run when another plan takes its place: later decisions count it, and a claim that it gave up stays listed. Its templates stand once for each action, as those of a run in
 * place do. One that found its targets changed did nothing and is not kept. Pure.
 */
export function keepRun(c: Case): Pick<Case, 'run' | 'earlier_runs'> {
  const { run, plan, earlier_runs = [] } = c
  if (run === null || run.state === 'stale_plan') return { run: null }
  const { run_id, state, finished_at } = run
  const claimed = claimTakenBack(c)
  const kept = { run_id, state, finished_at, templates: (plan?.actions ?? []).map((a) => a.template), ...(claimed === null ? {} : { claimed }) }
  return { run: null, earlier_runs: [...earlier_runs, kept].slice(-MOST_KEPT) }
}
