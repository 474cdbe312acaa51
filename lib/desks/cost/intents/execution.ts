import { clearanceOf } from '@/lib/approval/clearance'
import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { haltAction } from '@/lib/desks/cost/intents/halt-action'
import { waitSentence } from '@/lib/desks/cost/intents/next-step'
import { rollbackCard } from '@/lib/desks/cost/intents/rollback'
import { runNotices } from '@/lib/desks/cost/intents/run-notices'
import { stopAction } from '@/lib/desks/cost/intents/stop-action'
import { targetOutcomes } from '@/lib/desks/cost/intents/target-outcomes'
import { leftOf } from '@/lib/execution/resume-run'
import { retryDirection } from '@/lib/execution/retry-direction'
import { caseAction } from '@/lib/intents/action'
import { buildIntent } from '@/lib/intents/build'
import { cell, columnsOf } from '@/lib/intents/cell'
import { count, type Facts, instant, notKnown, words } from '@/lib/intents/fact'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import type { Run, Step, StepName } from '@/schemas/execution'
import type { Component, ComponentOf, IntentAction, UiIntent } from '@/schemas/intent'

type ProgressStep = ComponentOf<'execution.progress'>['steps'][number]

// The order in which each action is carried out; the rollback shows only when there is one.
const FORWARD: readonly StepName[] = ['recheck', 'snapshot', 'dry_run', 'apply', 'post_snapshot']
const STEP_WORDS: Record<StepName, string> = {
  recheck: 'Check the targets again',
  snapshot: 'Snapshot',
  dry_run: 'Dry run',
  apply: 'Change',
  post_snapshot: 'Snapshot after',
  rollback: 'Roll back',
}
const RUN_WORDS: Record<Run['state'], string> = {
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  uncertain: 'not known whether the change was made',
  rolling_back: 'rolling back',
  rolled_back: 'rolled back',
  rollback_failed: 'the rollback failed',
  stale_plan: 'stopped: the targets changed after the approval',
  stopped: 'stopped by a person',
}

/** The run step by step, what it changed, and the way back while there is one. Null before a run. */
export function executionIntent(ctx: CaseContext): UiIntent | null {
  const { run } = ctx.c
  if (run === null) return waitingIntent(ctx)
  const back = rollbackCard(ctx)
  return buildIntent({
    ...envelope(ctx, 'execution', { type: 'execution', id: run.run_id }),
    title: title(run, ctx),
    facts: { ...runFacts(ctx, run), ...back?.facts },
    components: [
      ...waitNotices(ctx),
      ...runNotices(run),
      {
        kind: 'execution.progress',
        state: ctx.c.waits == null ? RUN_WORDS[run.state] : 'waiting',
        steps: progress(ctx, run),
        started_at: run.started_at,
        finished_at: run.finished_at,
        reversible_until: run.state === 'rolled_back' ? null : run.reversible_until,
        targets: targetOutcomes(run, ctx.c.plan?.actions ?? []),
      },
      ...diff(run),
      ...(back === null ? [] : [back.part]),
      ...calls(run),
      { kind: 'fact_grid', title: 'The run', facts: Object.keys(runFacts(ctx, run)) },
    ],
    actions: actionsOf(ctx, run),
    suggestions: ['Did it work?', 'How much did we save?'],
    must_show: ['reversible_until'],
  })
}

/** An approved plan that has not begun: what it waits for, or why it was given up. Null when it just begins. */
function waitingIntent(ctx: CaseContext): UiIntent | null {
  const { c } = ctx
  const is_given_up = retryDirection(c) !== null && clearanceOf(c).is_cleared
  if (c.waits == null && !is_given_up) return null
  return buildIntent({
    ...envelope(ctx, 'execution', { type: 'execution', id: c.case_id }),
    title: c.waits == null ? 'Not begun: a person has to look' : c.waits.for === 'room' ? 'Waiting for room' : 'Waiting for the provider',
    facts: {},
    components: waitNotices(ctx),
    actions: is_given_up ? [retryAction(ctx)] : [haltAction(ctx), stopAction(ctx)],
    suggestions: [],
    must_show: [],
  })
}

function waitNotices({ c, now }: CaseContext): Component[] {
  if (c.waits != null) {
    const text = waitSentence(c.waits, now)
    const remedy =
      c.waits.for === 'room'
        ? 'It begins by itself. A limit is changed under settings.'
        : 'It is tried again by itself for about an hour; then a person is called. See whether the account can be reached under sources.'
    return [{ kind: 'notice', tone: 'stale', title: 'The run waits', text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`, remedy }]
  }
  if (retryDirection(c) === null || c.trouble === null) return []
  return [{ kind: 'notice', tone: 'degraded', title: 'The run was given up', text: c.trouble, remedy: 'What it did is known and is not done twice.' }]
}

function actionsOf(ctx: CaseContext, run: Run): IntentAction[] {
  if (retryDirection(ctx.c) !== null) return [retryAction(ctx)]
  if (run.state === 'running') return [haltAction(ctx), stopAction(ctx)]
  return leftOf(ctx.c) === null ? [rollbackAction(ctx)] : [resumeAction(ctx), rollbackAction(ctx)]
}

function resumeAction({ c, viewer, now }: CaseContext): IntentAction {
  const left = leftOf(c)?.length ?? 0
  return caseAction('execution.resume', c, viewer, now, {
    label: 'Resume the run',
    effect: `Looks first whether what the run did is as it left it and the rest is as the plan saw it; then it carries out the ${formatCount(left, 'action')} that it left out. Where anything differs it stays stopped. Where an action fails, everything that this run did is undone.`,
    confirm: { level: 'reason', min_reason: MIN_REASON_CHARS },
  })
}

const retryAction = ({ c, viewer, now }: CaseContext): IntentAction =>
  caseAction('execution.retry', c, viewer, now, {
    label: 'Try the run again',
    style: 'primary',
    effect: 'The worker goes on where it stopped. Policy, limits and the state of the targets are looked at again before anything is changed.',
    confirm: { level: 'click' },
  })

function title(run: Run, { now }: CaseContext): string {
  const when = formatInstant(run.finished_at ?? run.started_at, now)
  return run.state === 'succeeded' ? `Carried out ${when}` : `Run ${RUN_WORDS[run.state]}, ${when}`
}

function progress({ c }: CaseContext, run: Run): ProgressStep[] {
  const actions = c.plan?.actions ?? []
  return actions.flatMap((action) => {
    const mine = run.steps.filter((s) => s.action_id === action.action_id)
    const names: StepName[] = mine.some((s) => s.step === 'rollback') || run.state === 'rolling_back' ? [...FORWARD, 'rollback'] : [...FORWARD]
    return names.map((name) =>
      progressStep(
        action.title,
        name,
        mine.findLast((s) => s.step === name),
        run,
      ),
    )
  })
}

function progressStep(action: string, name: StepName, step: Step | undefined, run: Run): ProgressStep {
  const label = STEP_WORDS[name]
  if (step !== undefined) return { action, step: label, status: step.status, at: step.at, detail: step.detail }
  const isOver = run.finished_at !== null
  return { action, step: label, status: isOver ? 'skipped' : 'waiting', at: null, detail: isOver ? 'not reached' : '' }
}

function diff(run: Run): Component[] {
  if (run.diff.length === 0) return []
  const surprises = run.diff.filter((d) => !d.is_expected).length
  const heading = surprises === 0 ? 'What changed, as the plan said' : `What changed: ${surprises} of ${run.diff.length} not expected`
  return [{ kind: 'snapshot.diff', title: heading, rows: run.diff }]
}

function calls(run: Run): Component[] {
  const rows = run.steps.flatMap((s) =>
    (s.receipt?.calls ?? []).map((call) => ({ href: null, cells: [cell(call.api), cell(call.status), cell(call.request_id ?? 'not known: no request id')] })),
  )
  if (rows.length === 0) return []
  return [
    {
      kind: 'table',
      title: 'Calls made',
      subtitle: 'As the cloud account answered them',
      columns: columnsOf('Call', 'Answer', 'Request'),
      rows,
      totals: null,
      more: null,
    },
  ]
}

function runFacts({ now }: CaseContext, run: Run): Facts {
  const key = run.steps.find((s) => s.step === 'apply' && s.receipt !== null)?.receipt?.idempotency_key ?? null
  return {
    started: instant('Started', run.started_at, now),
    finished: run.finished_at === null ? notKnown('Finished', 'the run is not over') : instant('Finished', run.finished_at, now),
    reversible_until:
      run.reversible_until === null
        ? words('Can be rolled back', 'nothing was applied, so there is nothing to roll back')
        : instant('Can be rolled back until', run.reversible_until, now),
    changed: count('Fields changed', run.diff.length, 'field'),
    run_key:
      key === null
        ? notKnown('Idempotency key', 'nothing was applied')
        : words('Idempotency key', key, { formula: 'the same key changes the account at most once' }),
  }
}

/** The way back, with the time until which it is known to work. */
export function rollbackAction({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>): IntentAction {
  const until = c.run?.reversible_until ?? null
  return caseAction('execution.rollback', c, viewer, now, {
    label: 'Roll back',
    style: 'danger',
    effect:
      until === null
        ? 'Puts the targets back as the snapshot shows them.'
        : `Puts the targets back as the snapshot shows them. Known to work until ${formatInstant(until, now)}.`,
    confirm: { level: 'reason', prompt: 'Say why it has to be undone.', min_reason: MIN_REASON_CHARS },
  })
}
