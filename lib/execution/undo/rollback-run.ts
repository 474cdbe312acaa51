import { bindAll } from '@/lib/execution/bind-all'
import type { Claims } from '@/lib/execution/claims/claims'
import { runLog } from '@/lib/execution/run-log'
import type { Catalogue } from '@/lib/execution/template'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { rollBack } from './roll-back'

export type RunRollback<Port> = {
  plan: Plan
  run: Run
  templates: Catalogue<Port>
  port: Port
  claims: Claims
  now(): Promise<Instant>
  onStep(run: Run): Promise<void>
  /** Whether somebody asked, since then, that a way back which waits is given up. */
  isHaltRequested?(since?: Instant): Promise<boolean>
}

/**
 * Undoes a run because a person or a failed check asked for it. A try that failed may be repeated; a run that is rolled back stays so.
 * Safe to start again with the run that `onStep` last got. Throws Fault `conflict` while the run is being carried out or when its templates
 * have changed since, `expired` once the recipe is no longer known to work, and `settling` while a target is on its way to another state: start it again later.
 */
export async function rollbackRun<Port>(x: RunRollback<Port>): Promise<Run> {
  const { run } = x
  if (run.state === 'rolled_back') return run
  if (run.state === 'running' || run.state === 'waiting' || run.state === 'stale_plan')
    throw new Fault(
      'conflict',
      run.state !== 'stale_plan' ? 'the plan is still being carried out: wait until it has ended' : 'nothing was applied, so there is nothing to undo',
      {
        run_id: run.run_id,
        state: run.state,
      },
    )
  const now = await x.now()
  if (run.state !== 'rolling_back' && run.reversible_until !== null && now > run.reversible_until)
    throw new Fault('expired', `the rollback recipe was known to work until ${run.reversible_until}: undo the change by hand and record it`, {
      run_id: run.run_id,
    })
  const items = bindAll(x)
  if (typeof items === 'string') throw new Fault('conflict', `${items}: undo the change by hand with the recipe of the plan`, { run_id: run.run_id })
  return rollBack(x, runLog(run, x.now, x.onStep), items, 'person')
}
