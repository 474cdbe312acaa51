import { digest } from '@/lib/kernel/canonical'
import { formatCount } from '@/lib/kernel/format'
import type { Plan, Receipt } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Run, Step, StepName } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { TargetProgress } from './template'

type StepInput = Pick<Step, 'action_id' | 'step' | 'status' | 'detail' | 'awaits'> & { receipt?: Receipt | null }

/** Steps that change nothing outside. */
const LOOKS: readonly StepName[] = ['recheck', 'snapshot', 'dry_run', 'post_snapshot']

/** A run in progress. Every change is handed to `onStep` and is durable before the next thing happens. */
export type RunLog = {
  run(): Run
  step(input: StepInput, patch?: Partial<Run>): Promise<void>
  patch(patch: Partial<Run>): Promise<void>
  /** Says on the running line of a step how many targets are over. */
  progress(told: { action_id: string; step: StepName } & TargetProgress): Promise<void>
  finish(state: Run['state'], patch?: Partial<Run>): Promise<Run>
  /** Ends nothing: the run goes on with what is left when limits have room. */
  pause(): Promise<Run>
}

export const newStep = ({ receipt = null, ...input }: StepInput, at: Instant): Step => ({ ...input, at, receipt })

/** Runs that are over; the rest goes on when it is started again. */
export const isOver = (run: Run): boolean => run.state !== 'running' && run.state !== 'rolling_back' && run.state !== 'waiting'

/** Whether a run asked for an effect and knows what came of it. */
export const anythingApplied = (run: Run): boolean => run.steps.some((s) => s.step === 'apply' && s.receipt !== null)

/** Whether a run asked for any effect, or may have: the line that says so is kept before the asking. */
export const hasActed = ({ steps }: Run): boolean => steps.some((s) => s.step === 'apply' || s.step === 'rollback')

/** On whose word the plan of a case runs: the request that was agreed to, or the submission that policy permitted without asking anyone. Rows of older versions name no submission. */
export const letBy = ({ approval, submission_id }: Pick<Case, 'approval' | 'submission_id'>): string | null => approval?.approval_id ?? submission_id ?? null

/** One word for one plan is one run, so its id is known before it starts and is the same after a crash. The same plan on another word is another run. */
export const runId = (plan: Plan, let_by: string | null): string =>
  `run_${digest({ case_id: plan.case_id, plan_hash: plan.plan_hash, approval_id: let_by }).slice(0, 24)}`

export function newRun(plan: Plan, let_by: string | null, now: Instant): Run {
  return {
    run_id: runId(plan, let_by),
    case_id: plan.case_id,
    plan_hash: plan.plan_hash,
    state: 'running',
    steps: [],
    snapshots: [],
    diff: [],
    started_at: now,
    finished_at: null,
    reversible_until: null,
  }
}

export function runLog(start: Run, now: () => Promise<Instant>, onStep: (run: Run) => Promise<void>): RunLog {
  let run = start
  const put = async (next: Run): Promise<void> => {
    run = next
    await onStep(run)
  }
  return {
    run: () => run,
    async step(input, patch = {}) {
      const entry = newStep(input, await now())
      // A step that is over replaces its running line, and a look that is repeated after a restart replaces the earlier look.
      const is_replaced = (s: Step): boolean =>
        s.action_id === entry.action_id && s.step === entry.step && (s.status === 'running' || LOOKS.includes(entry.step))
      const rest = run.steps.filter((s) => !is_replaced(s))
      await put({ ...run, ...patch, steps: [...rest, entry] })
    },
    async progress({ action_id, step, done, of, last }) {
      const is_line = (s: Step): boolean => s.action_id === action_id && s.step === step && s.status === 'running'
      const detail = `${done} of ${formatCount(of, 'target')}, last ${last}`
      await put({ ...run, steps: run.steps.map((s) => (is_line(s) ? { ...s, detail } : s)) })
    },
    patch: (patch) => put({ ...run, ...patch }),
    async finish(state, patch = {}) {
      await put({ ...run, ...patch, state, finished_at: await now() })
      return run
    },
    async pause() {
      await put({ ...run, state: 'waiting' })
      return run
    },
  }
}
