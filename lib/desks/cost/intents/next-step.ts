import { mainActions } from '@/lib/execution/accompany/main-actions'
import { restOf } from '@/lib/execution/resume-run'
import { clip } from '@/lib/intents/clip'
import { snoozeWords } from '@/lib/intents/snooze-words'
import { unreachable } from '@/lib/kernel/errors'
import { formatCount, formatDay, formatInstant } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import { addHours } from '@/lib/kernel/time'
import type { Case, CaseWait } from '@/schemas/case'
import type { Instant } from '@/schemas/time'

/** A reason may be a page long; a row has room for a sentence. */
const MOST_OF_A_NOTE = 140

/** What happens next with a case and who moves it, in a few words for a row. */
export function nextStep(c: Case, now: Instant): string {
  if (c.snoozed != null) return `snoozed ${snoozeWords(c.snoozed, c.currency)}`
  switch (c.status) {
    case 'detected':
      return 'evidence is being collected'
    case 'triaged':
      return 'the plan is being made'
    case 'plan_ready':
      return 'send for approval'
    case 'no_action':
      return c.ticket === null ? 'nothing to do' : `see ticket ${c.ticket.key}`
    case 'policy_denied':
      return 'see what would satisfy policy'
    case 'awaiting_approval':
      return c.approval === null ? 'waits for approval' : `decide by ${formatInstant(c.approval.deadline, now)}`
    case 'awaiting_veto':
      return c.approval === null ? 'runs unless vetoed' : `runs ${formatInstant(c.approval.deadline, now)} unless vetoed`
    case 'denied':
      return 'read why, then close it'
    case 'expired':
      return 'send it for approval again'
    case 'approved':
      return 'the worker begins the run'
    case 'executing':
      if (c.stop != null) return `ends after the step in flight, as ${c.stop.name} asked`
      return c.waits == null ? 'the run is under way' : waitSentence(c.waits, now, c)
    case 'executed':
    case 'verifying':
      return nextCheck(c, now)
    case 'verified':
      return cameUndone(c) ?? 'closed: the saving is verified'
    case 'partial':
      return cameUndone(c) ?? 'closed: a part of the saving is verified'
    case 'not_measurable':
      return 'closed: no saving is claimed'
    case 'rolling_back':
      return c.waits == null ? 'the rollback is under way' : waitSentence(c.waits, now, c)
    case 'rolled_back':
      return `closed: ${undoneText(c)}`
    case 'escalated':
      return escalatedOver(c)
    case 'stale_plan':
      return 'the plan is being made again'
    case 'withdrawn_by_restatement':
      return 'closed: the bill no longer shows it'
    case 'accepted':
      return closedOn(c)
    case 'error':
      return c.run?.state === 'rolled_back' ? `somebody has to look: ${undoneText(c)}` : 'somebody has to look: a step failed'
    default:
      return unreachable(c.status)
  }
}

/** A saving that was claimed and is gone, where a later case of the incident goes on with it. */
const cameUndone = ({ checks }: Case): string | null => (checks.at(-1)?.reason === 'came_undone' ? 'closed: the saving came undone' : null)

/** How it came that nothing of a run stands: it took itself back where one of its steps failed. */
const undoneText = ({ run }: Case): string =>
  run?.steps.some((s) => s.status === 'failed' && s.step !== 'rollback') === true
    ? 'a change failed, and what had been changed was undone'
    : 'the change was undone'

/** What a person has to decide: about a run that did not end as planned, or about what a check found. */
export function escalatedOver({ run, checks }: Case): string {
  if (run?.state === 'stopped') return 'somebody has to decide: the run was stopped half way'
  if (run?.state === 'uncertain') return 'somebody has to look: whether the change was made is not known'
  if (run?.state === 'rollback_failed') return 'somebody has to look: the rollback failed'
  if (run?.state === 'rolling_back') return 'somebody has to look: the rollback was given up half way'
  return checks.length > 0 ? 'somebody has to look: see the verification' : 'somebody has to look: see the run'
}

/** On whose word, or by which rule, a case was closed as it stood: the line of its trail. */
export function closedOn({ timeline }: Pick<Case, 'timeline'>): string {
  const note = timeline.findLast((entry) => entry.status === 'accepted')?.note ?? 'closed'
  return clip(lower(note), MOST_OF_A_NOTE)
}

/** What a run waits for, and until when. Of one that has begun, how far it is. */
export function waitSentence({ for: reason, since, until, because, tries }: CaseWait, now: Instant, c: Pick<Case, 'run' | 'plan'>): string {
  if (reason === 'settling')
    return `waiting ${because}, since ${formatInstant(since, now)}${until === null ? '' : ` and until ${formatInstant(until, now)} at most`}`
  const so_far = reason === 'room' ? doneSoFar(c) : null
  if (so_far !== null) return `${so_far}, goes on ${until === null ? 'when another run ends' : formatInstant(until, now)}: ${because}`
  if (reason === 'room') return `waiting for room ${until === null ? 'until another run ends' : `until ${formatInstant(until, now)}`}: ${because}`
  return `waiting for the provider, tried ${tries === 1 ? 'once' : `${tries} times`}${until === null ? '' : `, again ${formatInstant(until, now)}`}: ${because}`
}

/** How many of the plan's actions a run that pauses has carried out; null where none pauses. */
export function doneSoFar({ run, plan }: Pick<Case, 'run' | 'plan'>): string | null {
  const left = restOf({ run, plan })
  if (left === null || plan === null) return null
  const all = mainActions(plan).length
  return `${all - left.length} of ${formatCount(all, 'action')} carried out`
}

function nextCheck(c: Case, now: Instant): string {
  const next = c.checks.at(-1)?.next_check_at ?? null
  if (next === null) return 'the next check follows'
  return `checked again ${next < addHours(now, 24) ? formatInstant(next, now) : formatDay(next, now)}`
}
