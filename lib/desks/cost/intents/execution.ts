import { clearanceOf } from '@/lib/approval/clearance'
import { mayHaveChanged } from '@/lib/cases/still-in-place'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { haltAction } from '@/lib/desks/cost/intents/halt-action'
import { doneSoFar, waitSentence } from '@/lib/desks/cost/intents/next-step'
import { rollbackCard } from '@/lib/desks/cost/intents/rollback'
import { retryAction, runActions } from '@/lib/desks/cost/intents/run-actions'
import { runNotices } from '@/lib/desks/cost/intents/run-notices'
import { runProgress, runWords } from '@/lib/desks/cost/intents/run-progress'
import { stopAction } from '@/lib/desks/cost/intents/stop-action'
import { GOES_ON } from '@/lib/desks/cost/intents/to-undo'
import { retryDirection } from '@/lib/execution/retry-direction'
import { hasActed } from '@/lib/execution/run-log'
import { buildIntent } from '@/lib/intents/build'
import { cell, columnsOf } from '@/lib/intents/cell'
import { count, type Facts, instant, notKnown, words } from '@/lib/intents/fact'
import { formatInstant } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import type { Case, CaseWait } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { Component, Fact, UiIntent } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

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
      ...runNotices(run, ctx.c.plan?.actions ?? []),
      runProgress(ctx, run),
      ...diff(run),
      ...(back === null ? [] : [back.part]),
      ...calls(run),
      { kind: 'fact_grid', title: 'The run', facts: Object.keys(runFacts(ctx, run)) },
    ],
    actions: runActions(ctx, run),
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
    title: c.waits == null ? 'Not begun: a person has to look' : WAIT_TITLES[c.waits.for],
    facts: {},
    components: waitNotices(ctx),
    actions: is_given_up ? [retryAction(ctx)] : [haltAction(ctx), stopAction(ctx)],
    suggestions: [],
    must_show: [],
  })
}

function waitNotices({ c, now }: CaseContext): Component[] {
  if (c.waits != null) {
    const text = waitSentence(c.waits, now, c)
    const title = isGoingBack(c) ? 'The way back waits' : 'The run waits'
    return [{ kind: 'notice', tone: 'stale', title, text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`, remedy: whatFollows(c, c.waits) }]
  }
  if (retryDirection(c) === null || c.trouble === null) return []
  return [{ kind: 'notice', tone: 'degraded', title: 'The run was given up', text: c.trouble, remedy: 'What it did is known and is not done twice.' }]
}

const WAIT_TITLES: Record<CaseWait['for'], string> = {
  room: 'Waiting for room',
  provider: 'Waiting for the provider',
  settling: 'Waiting until its targets have settled',
}

const isGoingBack = ({ status, run }: Pick<Case, 'status' | 'run'>): boolean => status === 'rolling_back' || run?.state === 'rolling_back'

/** What becomes of a run that waits, and what may be done about it. */
function whatFollows(c: Case, { for: reason }: CaseWait): string {
  if (reason === 'provider')
    return 'It is tried again by itself for about an hour; then a person is called. See whether the account can be reached under sources.'
  if (reason === 'settling') return `Before that it is sent nothing that it would refuse, and is not compared. ${afterSettling(c)}`
  return c.run?.state === 'waiting'
    ? 'It goes on by itself, after everything was looked at again: the agreement, what it did, and what is left. It can be stopped until then.'
    : 'It begins by itself. A limit is changed under settings.'
}

function afterSettling(c: Case): string {
  if (isGoingBack(c))
    return `${undoneSoFar(c.run)}The way back goes on by itself then; when it takes longer, a person is called. It can be given up until then.`
  if (c.run === null || !hasActed(c.run)) return 'The run begins by itself then; when it takes longer, nothing is done and the plan is made again.'
  return 'The run goes on by itself then; when it takes longer, what it did is undone. The kill switch has it turn back.'
}

const WITHOUT_EFFECT: readonly string[] = ['failed', 'noop']

/** How far a way back of several actions is: what waits holds up only what was done to the same targets before. */
function undoneSoFar(run: Run | null): string {
  const ids = (is: (step: Run['steps'][number]) => boolean) => [...new Set(run?.steps.filter(is).map((s) => s.action_id))]
  const applied = ids(({ step, receipt }) => step === 'apply' && receipt !== null && (receipt.changed.length > 0 || !WITHOUT_EFFECT.includes(receipt.outcome)))
  const waits = ids((s) => s.step === 'settle' && s.status === 'running')
  const undone = ids((s) => s.step === 'rollback' && s.status === 'done').filter((id) => !waits.includes(id))
  return applied.length < 2 ? '' : `${undone.length} of ${applied.length} actions are undone. `
}

function title(run: Run, { c, now }: CaseContext): string {
  const so_far = doneSoFar(c)
  if (so_far !== null) return c.waits?.until == null ? so_far : `${so_far}, goes on ${formatInstant(c.waits.until, now)}`
  if (c.waits?.for === 'settling') return `${isGoingBack(c) ? 'Way back' : 'Run'} waiting ${c.waits.because}`
  const when = formatInstant(run.finished_at ?? run.started_at, now)
  const given_up = retryDirection(c)
  if (given_up !== null) return given_up === 'back' ? `Way back given up, run begun ${when}` : `Run given up, begun ${when}`
  if (run.state === 'uncertain') return `${capital(runWords(c, run))}, ${when}`
  return run.state === 'succeeded' ? `Carried out ${when}` : `Run ${runWords(c, run)}, ${when}`
}

function diff(run: Run): Component[] {
  if (run.diff.length === 0) return []
  const surprises = run.diff.filter((d) => !d.is_expected).length
  if (run.state === 'rolled_back') return [{ kind: 'snapshot.diff', title: 'What was changed, and undone since', rows: run.diff }]
  if (run.state === 'rollback_failed') return [{ kind: 'snapshot.diff', title: 'What was changed before the way back', rows: run.diff }]
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

function reversibleUntil(run: Run, now: Instant): Fact {
  if (run.state === 'rolled_back') return words('Can be rolled back', 'it was rolled back, so nothing is left to undo')
  if (run.reversible_until !== null) return instant('Can be rolled back until', run.reversible_until, now)
  if (mayHaveChanged(run) && !GOES_ON.includes(run.state)) return notKnown('Can be rolled back', 'whether anything was changed is not known')
  return words('Can be rolled back', 'nothing was applied, so there is nothing to roll back')
}

function runFacts({ now }: CaseContext, run: Run): Facts {
  const key = run.steps.find((s) => s.step === 'apply' && s.receipt !== null)?.receipt?.idempotency_key ?? null
  return {
    started: instant('Started', run.started_at, now),
    finished: run.finished_at === null ? notKnown('Finished', 'the run is not over') : instant('Finished', run.finished_at, now),
    reversible_until: reversibleUntil(run, now),
    changed: count('Fields changed', run.diff.length, 'field'),
    run_key:
      key === null
        ? notKnown('Idempotency key', 'nothing was applied')
        : words('Idempotency key', key, { formula: 'the same key changes the account at most once' }),
  }
}
