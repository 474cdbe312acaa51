import { isClosed } from '@/lib/cases/move'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { closedOn, escalatedOver } from '@/lib/desks/cost/intents/next-step'
import { forbiddenText } from '@/lib/desks/cost/intents/taken-back'
import { unreachable } from '@/lib/kernel/errors'
import { formatCount, formatDay, formatInstant, formatRate } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { isTooEarly } from '@/lib/verification/compare-signal'
import { whyNotAlone } from '@/lib/verification/rolls-back-alone'
import type { Case } from '@/schemas/case'
import type { RealizedSavings, VerificationCheck } from '@/schemas/verification'

const rate = (amount: string, s: RealizedSavings): string => formatRate(amount, s.currency, 'day')

/** Whether it is one figure for several plans: what each of them saved is not known. */
const isJoint = (s: RealizedSavings | null): boolean => (s?.measured_on?.joint_with.length ?? 0) > 0
const together = (s: RealizedSavings): string => (isJoint(s) ? `together with ${formatCount(s.measured_on?.joint_with.length ?? 0, 'other plan')} ` : '')

/** One figure is said once. */
const asPredicted = (s: RealizedSavings): string => (rate(s.predicted, s) === rate(s.point, s) ? 'as predicted' : `${rate(s.predicted, s)} predicted`)

/** What stands by now, in words: what became of a change that was to be taken back, or else the last check. When it is looked at next stands beside it. */
export function outcomeSentence(ctx: CaseContext, last: VerificationCheck | null, measured: VerificationCheck | null): string {
  const { c, now } = ctx
  if (c.run?.state === 'rolled_back')
    return `Rolled back ${formatInstant(c.run.finished_at ?? c.updated_at, now)}${whyRolledBack(c, last)}. No saving is claimed.`
  if (c.status === 'rolling_back') return `Being rolled back${whyRolledBack(c, last)}. No saving is claimed from now on.`
  if (c.run?.state === 'rollback_failed') return `The rollback failed: what is in place is not known, so nothing is claimed. ${callOrClosed(c)}`
  if (c.run?.state === 'rolling_back') return `The rollback was given up half way: what is in place is not known, so nothing is claimed. ${callOrClosed(c)}`
  return last === null ? uncheckedSentence(ctx) : checkSentence(ctx, last, measured)
}

/** Before any check. Only what is still measured gets one by itself. */
function uncheckedSentence({ c, now, first_check_at }: CaseContext): string {
  const done = c.run?.finished_at == null || c.run.state === 'uncertain' ? '' : `Carried out ${formatInstant(c.run.finished_at, now)}. `
  if (isClosed(c)) return `${done}It was closed before any check. ${callOrClosed(c)}`
  if (c.status === 'escalated' || c.status === 'error') return `No check has been made. ${capital(escalatedOver(c))}.`
  return `${done}No check has been made yet${first_check_at === null ? '; when the first is due is not known' : ''}.`
}

/** A check: its outcome, the figure with its interval, and who has to do something. */
function checkSentence({ c, now }: CaseContext, last: VerificationCheck, measured: VerificationCheck | null): string {
  const s = measured?.savings ?? null
  const figure =
    s === null
      ? ''
      : `${rate(s.point, s)} saved ${together(s)}over ${s.days} settled days (90 % interval ${rate(s.low, s)} to ${rate(s.high, s)}), ${asPredicted(s)}`
  switch (last.reason) {
    case 'verified':
      return `${figure}. Health held and the change is in place, so the case is closed.`
    case 'partial':
      return `${figure}: less than half of what was predicted, but more than zero. Closed in part; ${isJoint(s) ? 'no template’s record counts it' : 'the next prediction of this template is lower'}.`
    case 'not_measurable':
      return `${figure === '' ? '' : `${figure}. `}The saving cannot be told from zero after the last check, so none is claimed.${last.accepted_by === undefined ? '' : ` ${last.accepted_by.name} accepted that: ${last.accepted_by.because}.`}`
    case 'accumulating':
      return `${healthText(last)} ${accumulating(last, s, figure, now)}`
    case 'health_degraded':
      return last.outcome === 'rollback'
        ? `Health got worse: ${worse(last)}. Health comes before savings: roll back.`
        : `Health got worse: ${worse(last)}. It is not rolled back by itself${whyAPerson(c, last)}${isClosed(c) ? `. ${callOrClosed(c)}` : ': somebody has to look.'}`
    case 'health_unknown':
      return last.outcome === 'monitor'
        ? sentences(notYet(last), 'Nobody is called for that.', nextText(last))
        : `Health could not be read: ${unread(last)}. Without it nothing counts as well${isClosed(c) ? `. ${callOrClosed(c)}` : '; somebody has to look.'}`
    case 'effect_missing':
      return `The change is not in place: ${last.effect.detail.replace(/[.]$/, '')}. ${callOrClosed(c)}`
    case 'cost_rose':
      return `${figure}: the whole interval lies below zero, so cost rose. ${callOrClosed(c)}`
    case 'came_undone':
      return `The saving is gone${last.undone_since === undefined ? '' : ` since ${formatDay(last.undone_since, now)}`}: ${last.effect.detail}. ${figure === '' ? '' : `Before that ${figure}. `}Nothing is claimed from that day on; ${stayOrCall(c)}.`
    case 'variance_accepted':
      return `${figure}: ${last.accepted_by?.name ?? 'somebody'} accepted the difference${last.accepted_by === undefined ? '' : ` (${last.accepted_by.because})`}. What was measured is claimed, not what was predicted.`
    case 'rollback_failed':
      return `The rollback failed. ${callOrClosed(c)}`
    default:
      return unreachable(last.reason)
  }
}

/** Ends what somebody would have to look at. A closed case calls nobody: it says on whose word it was closed. */
const callOrClosed = (c: Case): string => (isClosed(c) ? `The case is closed${closedBy(c)}.` : 'Somebody has to look.')
const closedBy = (c: Case): string => (c.status === 'accepted' ? `: ${closedOn(c).replace(/[.]$/, '')}` : '')

const stayOrCall = (c: Case): string =>
  isClosed(c) ? `this case ${c.status === 'accepted' ? `is closed${closedBy(c)}` : 'stays closed'}` : 'somebody has to look'

/** Health, where a look found it worse, or the person who asked for it with their reason. */
function whyRolledBack({ timeline }: CaseContext['c'], last: VerificationCheck | null): string {
  if (last?.outcome === 'rollback') return `, because health got worse: ${worse(last)}`
  const asked = timeline.findLast((t) => t.status === 'rolling_back')?.note ?? ''
  return asked === '' ? '' : `. ${asked.replace(/[.]$/, '')}`
}

/** ", because Ines Duarte asked for a person"; empty where the case does not show it any more. */
function whyAPerson(c: CaseContext['c'], { at, rollback_alone_forbidden: forbidden }: VerificationCheck): string {
  const why = whyNotAlone(c, at) ?? (forbidden === undefined ? null : { code: 'policy' as const, because: forbidden })
  if (why === null) return ''
  if (why.code === 'policy') return `, because policy leaves that to a person (${forbiddenText(why.because)})`
  if (why.code === 'not_agreed') return why.by.length === 0 ? ', because nobody agreed to that' : `, because ${why.by.join(' and ')} asked for a person`
  return {
    no_way_back: ', because there is no way back that is known to work',
    interrupts: ', because taking it back interrupts something',
    not_first_day: ', because that is done on its first day only',
  }[why.code]
}

function accumulating(last: VerificationCheck, s: RealizedSavings | null, figure: string, now: string): string {
  const next = nextText(last)
  if (s === null) return sentences('Savings are measured on settled days only; none has been counted yet.', next)
  const from =
    s.distinguishable_from === null
      ? 'Not yet distinguishable from zero.'
      : `Not yet distinguishable from zero until ${formatDay(s.distinguishable_from, now)}.`
  return sentences(`${figure}.`, from, next)
}

// When it is known, it is told beside the sentence on every surface.
const nextText = ({ next_check_at }: VerificationCheck): string => (next_check_at === null ? 'When the next check is due is not known.' : '')

const sentences = (...told: readonly string[]): string => told.filter((one) => one !== '').join(' ')

function notYet(check: VerificationCheck): string {
  const unknown = check.health.signals.filter((s) => s.status === 'unknown')
  return unknown.length > 0 && unknown.every(isTooEarly)
    ? 'Whether anything got worse is not known yet: it is too early, and each signal needs points of 25 minutes.'
    : `Whether anything got worse is not known yet: ${unread(check)}.`
}

const names = (check: VerificationCheck, status: 'degraded' | 'unknown'): string[] =>
  check.health.signals.filter((s) => s.status === status).map((s) => s.signal)
const worse = (check: VerificationCheck): string => names(check, 'degraded').join(', ') || 'not known which signal'
const unread = (check: VerificationCheck): string => names(check, 'unknown').join(', ') || 'no signal answered'

function healthText(check: VerificationCheck): string {
  const health = { ok: 'Health is ok', degraded: 'Health got worse', unknown: 'Health is not known' }[check.health.status]
  const effect = { in_place: 'the change is in place', missing: 'the change is not in place', unknown: 'whether the change is in place is not known' }[
    check.effect.status
  ]
  return `${health} and ${effect}.`
}
