import type { Case } from '@/schemas/case'

// As many as a row keeps; of older ones nothing is counted any more.
const MOST_KEPT = 50

/**
 * What is kept of a case's run when another plan takes its place: later decisions count it. Its templates stand once for each action, as those of a run in
 * place do. One that found its targets changed did nothing and is not kept. Pure.
 */
export function keepRun({ run, plan, earlier_runs = [] }: Pick<Case, 'run' | 'plan' | 'earlier_runs'>): Pick<Case, 'run' | 'earlier_runs'> {
  if (run === null || run.state === 'stale_plan') return { run: null }
  const { run_id, state, finished_at } = run
  const kept = { run_id, state, finished_at, templates: (plan?.actions ?? []).map((a) => a.template) }
  return { run: null, earlier_runs: [...earlier_runs, kept].slice(-MOST_KEPT) }
}
