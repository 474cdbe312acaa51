import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { targetOutcomes } from '@/lib/desks/cost/intents/target-outcomes'
import { retryDirection } from '@/lib/execution/retry-direction'
import type { Run, Step, StepName } from '@/schemas/execution'
import type { ComponentOf } from '@/schemas/intent'

type ProgressStep = ComponentOf<'execution.progress'>['steps'][number]

// The order in which each action is carried out; the rollback shows only when there is one.
const FORWARD: readonly StepName[] = ['recheck', 'snapshot', 'dry_run', 'apply', 'post_snapshot']
const STEP_WORDS: Record<StepName, string> = {
  recheck: 'Check the targets again',
  snapshot: 'Snapshot',
  dry_run: 'Dry run',
  apply: 'Change',
  settle: 'Wait until settled',
  post_snapshot: 'Snapshot after',
  rollback: 'Roll back',
}
const RUN_WORDS: Record<Run['state'], string> = {
  running: 'running',
  waiting: 'waiting for room',
  succeeded: 'done',
  failed: 'failed',
  uncertain: 'not known whether the change was made',
  rolling_back: 'rolling back',
  rolled_back: 'rolled back',
  rollback_failed: 'the rollback failed',
  stale_plan: 'stopped: the targets changed after the approval',
  stopped: 'stopped half way',
}

/** How a run stands, in words; one that was given up is said to be, whatever it was doing. */
export function runWords(c: CaseContext['c'], run: Run): string {
  if (c.waits != null) return 'waiting'
  const given_up = retryDirection(c)
  if (given_up === null) return RUN_WORDS[run.state]
  return given_up === 'back' ? 'way back given up' : 'given up'
}

/** Every action of the plan with the steps that it takes, as far as the run is. */
export const runProgress = (ctx: CaseContext, run: Run): ComponentOf<'execution.progress'> => ({
  kind: 'execution.progress',
  state: runWords(ctx.c, run),
  steps: progress(ctx, run),
  started_at: run.started_at,
  finished_at: run.finished_at,
  reversible_until: run.state === 'rolled_back' ? null : run.reversible_until,
  targets: targetOutcomes(run, ctx.c.plan?.actions ?? []),
})

function progress({ c }: CaseContext, run: Run): ProgressStep[] {
  const actions = c.plan?.actions ?? []
  return actions.flatMap((action) => {
    const mine = run.steps.filter((s) => s.action_id === action.action_id)
    const names: StepName[] = mine.some((s) => s.step === 'rollback') || run.state === 'rolling_back' ? [...FORWARD, 'rollback'] : [...FORWARD]
    return withSettling(names, mine).map((name) =>
      progressStep(
        action.title,
        name,
        mine.findLast((s) => s.step === name),
        run,
      ),
    )
  })
}

/** The last wait of an action, after the step that came before it. */
function withSettling(names: readonly StepName[], mine: readonly Step[]): StepName[] {
  const at = mine.findLastIndex((s) => s.step === 'settle')
  if (at < 0) return [...names]
  const before = mine[at - 1]?.step
  const place = before === undefined ? 0 : names.indexOf(before) + 1
  return [...names.slice(0, place), 'settle', ...names.slice(place)]
}

function progressStep(action: string, name: StepName, step: Step | undefined, run: Run): ProgressStep {
  const label = STEP_WORDS[name]
  if (step !== undefined) return { action, step: label, status: step.status, at: step.at, detail: step.detail }
  const isOver = run.finished_at !== null
  return { action, step: label, status: isOver ? 'skipped' : 'waiting', at: null, detail: isOver ? 'not reached' : '' }
}
