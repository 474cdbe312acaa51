import { mainActions } from '@/lib/execution/accompany/main-actions'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { Execution, Item } from './execution'
import { perform } from './perform'
import { isDone } from './resume-run'
import { anythingApplied, newStep, type RunLog } from './run-log'

/** Whether somebody had the run end before this action. One that was asked for already is finished first. */
export async function isHalted<Port>(x: Execution<Port>, log: RunLog, { action }: Item<Port>): Promise<boolean> {
  if (x.isHaltRequested === undefined || !(await x.isHaltRequested())) return false
  return (await x.claims.find(perform.key(x.plan, log, action, 'apply'))) === undefined
}

/** Ends a run where it stands: what was applied stays, and every action that was not says so. */
export async function halt<Port>(log: RunLog, items: readonly Item<Port>[]): Promise<Run> {
  for (const { action } of items) {
    if (!hasApplied(log.run(), action)) await log.step(leftOut(action, 'somebody stopped the run before this action'))
  }
  return log.finish(anythingApplied(log.run()) ? 'stopped' : 'failed')
}

/** Says of everything that is left that it was stopped before. */
export async function tellStopped<Port>(x: Execution<Port>, log: RunLog): Promise<void> {
  for (const action of leftToStop(log.run(), x.plan)) await log.step(leftOut(action, 'execution was stopped before this action'))
}

/** Ends a run that may not go on with what is left. What it did stays, and a person decides about both. */
export async function endStopped<Port>(x: Execution<Port>, log: RunLog, because: string): Promise<Run> {
  for (const action of leftToStop(log.run(), x.plan)) await log.step(leftOut(action, because))
  return log.finish('stopped')
}

/** The same, of a run that nobody is carrying out at the moment. Pure. */
export function stoppedRun(run: Run, plan: Plan, because: string, at: Instant): Run {
  const left = leftToStop(run, plan).map((action) => newStep(leftOut(action, because), at))
  return { ...run, state: 'stopped', steps: [...run.steps, ...left], finished_at: at }
}

const leftOut = ({ action_id }: PlanAction, because: string) =>
  ({ action_id, step: 'apply', status: 'skipped', detail: `not carried out: ${because}` }) as const

/** Whether an action was asked for, or said to be left out. */
export const hasApplied = (run: Run, action: PlanAction): boolean => run.steps.some((s) => s.action_id === action.action_id && s.step === 'apply')

/** What a run that ends now did not get to and does not say so of yet. */
const leftToStop = (run: Run, plan: Plan): PlanAction[] => mainActions(plan).filter((a) => !isDone(run, a) && !hasApplied(run, a))
