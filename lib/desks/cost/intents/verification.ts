import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseMarkers } from '@/lib/desks/cost/intents/chart'
import { effectNotice } from '@/lib/desks/cost/intents/effect-notice'
import { isSaved, type Reading, readingOf, savingFacts } from '@/lib/desks/cost/intents/measured-saving'
import { outcomeSentence } from '@/lib/desks/cost/intents/outcome-sentence'
import { planFacts } from '@/lib/desks/cost/intents/plan-card'
import { rollbackAction } from '@/lib/desks/cost/intents/run-actions'
import { nextCheckOf, verdictOf } from '@/lib/desks/cost/intents/verdict'
import { caseAction } from '@/lib/intents/action'
import { buildIntent } from '@/lib/intents/build'
import type { Facts } from '@/lib/intents/fact'
import { varianceRule } from '@/lib/intents/variance-rule'
import { formatDay, formatRate, formatReading, roundMoney } from '@/lib/kernel/format'
import { compareDecimal, perMonth } from '@/lib/kernel/money'
import { isTooEarly } from '@/lib/verification/compare-signal'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { ComponentOf, IntentAction, UiIntent } from '@/schemas/intent'
import type { HealthSignal, VerificationCheck } from '@/schemas/verification'

type Board = ComponentOf<'verification.board'>

const NOTHING_APPLIED: readonly Run['state'][] = ['running', 'stale_plan', 'failed']

/** Whether the change did what was promised: verdict first, then money against its counterfactual, then health. Null before anything was applied. */
export function verificationIntent(ctx: CaseContext): UiIntent | null {
  const { c } = ctx
  const isApplied = c.run !== null && !NOTHING_APPLIED.includes(c.run.state) && c.run.finished_at !== null
  if (c.plan === null || (!isApplied && c.checks.length === 0)) return null
  const reading = readingOf(c)
  const facts: Facts = { ...planFacts(c.plan), ...savingFacts(ctx, reading) }
  return buildIntent({
    ...envelope(ctx, 'verification', { type: 'verification', id: c.case_id }, `/verification?case=${c.case_id}`),
    evidence: [...ctx.evidence, ...(ctx.course?.evidence ?? [])],
    cited: shownCourse(ctx, reading).evidence_ids,
    lifecycle: reading.last?.outcome === 'close' ? 'decided' : 'live',
    title: title(ctx, reading),
    facts,
    components: [
      board(ctx, reading),
      ...(c.run?.state === 'rolled_back' ? [] : effectNotice(reading.last)),
      { kind: 'fact_grid', title: 'The saving per month', facts: ['saving_month', 'realized_month'] },
    ],
    actions: [
      caseAction('verification.recheck', c, ctx.viewer, ctx.now, {
        label: 'Check again now',
        style: reading.last?.outcome === 'rollback' ? 'neutral' : 'primary',
        effect: 'Reads health and settled days once more. It changes nothing.',
        confirm: { level: 'none' },
      }),
      ...acceptAction(ctx, reading),
      ...(c.run?.state === 'rolled_back' ? [] : [rollbackAction(ctx)]),
    ],
    suggestions: ['Did it work?', 'How much did we save?'],
    must_show: ['saving_month', 'realized_month'],
  })
}

/** Offered once something was measured that differs; a manager's word, so everybody else sees whose it is. */
function acceptAction({ c, viewer, now }: CaseContext, { measured }: Reading): IntentAction[] {
  const s = measured?.savings ?? null
  if (s === null || varianceRule(c) !== null) return []
  return [
    caseAction('verification.accept_variance', c, viewer, now, {
      label: 'Accept the difference',
      effect: `Closes the case with ${formatRate(s.point, s.currency, 'day')} measured, instead of ${formatRate(s.predicted, s.currency, 'day')} predicted. The ledger counts what was measured.`,
      confirm: { level: 'reason', prompt: 'Say why this is good enough.', min_reason: MIN_REASON_CHARS },
    }),
  ]
}

function title({ c }: CaseContext, { last, measured }: Reading): string {
  if (c.run?.state === 'rolled_back') return 'Rolled back: no saving is claimed'
  if (c.status === 'rolling_back') return 'Being rolled back: no saving is claimed'
  if (c.run?.state === 'rollback_failed') return 'The rollback failed: no saving is claimed'
  if (c.run?.state === 'rolling_back') return 'The rollback was given up: no saving is claimed'
  if (last === null) return uncheckedTitle(c)
  if (isSaved(c) && measured?.savings) return `Verified: ${formatRate(perMonth(measured.savings.point), measured.savings.currency, 'month')} saved`
  const titles: Record<VerificationCheck['reason'], string> = {
    verified: 'Verified',
    partial: 'Verified in part',
    not_measurable: 'The saving is not measurable',
    accumulating: 'Keep watching: settled days are still coming in',
    health_degraded: 'Health got worse',
    health_unknown: last.outcome === 'monitor' ? 'Health is not known yet' : 'Health is not known',
    effect_missing: 'The change is no longer in place',
    cost_rose: 'Cost rose instead',
    came_undone: 'The saving no longer holds',
    rollback_failed: 'The rollback failed',
    variance_accepted: 'The difference was accepted',
  }
  return titles[last.reason]
}

function uncheckedTitle(c: Case): string {
  if (c.run?.state === 'uncertain') return 'Whether the change was made is not known'
  return c.status === 'executed' || c.status === 'verifying' ? 'Carried out; the first check is still to come' : 'Carried out, and not checked'
}

function board(ctx: CaseContext, { last, measured }: Reading): Board {
  const { trajectory } = shownCourse(ctx, { last, measured })
  const currency = ctx.c.currency
  const verdict = verdictOf(ctx.c)
  return {
    kind: 'verification.board',
    verdict,
    sentence: outcomeSentence(ctx, last, measured),
    next_check: nextCheckOf(ctx),
    title: chartTitle(last, measured),
    currency,
    points: trajectory.map((p) => ({
      ...p,
      actual: p.actual === null ? null : roundMoney(p.actual, currency),
      expected: roundMoney(p.expected, currency),
      low80: roundMoney(p.low80, currency),
      high80: roundMoney(p.high80, currency),
      low95: roundMoney(p.low95, currency),
      high95: roundMoney(p.high95, currency),
    })),
    markers: caseMarkers(ctx),
    signals: (ctx.c.checks.findLast((k) => k.health.signals.length > 0)?.health.signals ?? []).map(signalOf),
    intervals: ctx.c.checks.flatMap(intervalOf),
    saved: verdict === 'close' ? 'realized_month' : null,
  }
}

/** The days of the check that is spoken of; where a newer bill has been read since, its days. */
function shownCourse(
  { c, course }: CaseContext,
  { last, measured }: Reading,
): { trajectory: VerificationCheck['trajectory']; evidence_ids: readonly string[] } {
  if (last?.reason === 'came_undone') return last
  const check = measured ?? c.checks.findLast((k) => k.trajectory.length > 0) ?? null
  // One that was read before this run, or before its last check, is of something else.
  const since = check?.at ?? c.run?.finished_at ?? null
  if (course !== null && course.trajectory.length > 0 && since !== null && course.read_at > since)
    return { trajectory: course.trajectory, evidence_ids: course.evidence.map((e) => e.evidence_id) }
  return check ?? { trajectory: [], evidence_ids: [] }
}

function chartTitle(last: VerificationCheck | null, measured: VerificationCheck | null): string {
  if (last?.reason === 'came_undone' && last.undone_since !== undefined)
    return `Since ${formatDay(last.undone_since)} the saving is gone: cost against what it would have been`
  const used = measured?.trajectory.filter((p) => p.is_used) ?? []
  const [first, end] = [used[0], used.at(-1)]
  const s = measured?.savings ?? null
  if (first === undefined || end === undefined || s === null) return 'Cost per day against the cost without the change'
  const days = `${formatDay(first.day)} to ${formatDay(end.day)}`
  if (compareDecimal(s.low, '0') > 0) return `${days}: cost ran below what it would have been`
  if (compareDecimal(s.high, '0') < 0) return `${days}: cost ran above what it would have been`
  return `${days}: cost cannot be told from what it would have been`
}

function signalOf(s: HealthSignal): Board['signals'][number] {
  const read = (value: number | null) => (value === null ? `not known: ${isTooEarly(s) ? 'too early' : 'could not be read'}` : formatReading(value, s.unit))
  return { signal: s.signal.replaceAll('_', ' '), status: s.status, before: read(s.before), after: read(s.after), threshold: s.threshold, detail: s.detail }
}

function intervalOf(check: VerificationCheck): Board['intervals'] {
  const s = check.savings
  if (s === null) return []
  const zero =
    compareDecimal(s.low, '0') > 0
      ? 'The whole interval is above zero.'
      : s.distinguishable_from === null
        ? 'The interval holds zero: nothing is shown to be saved.'
        : `The interval still holds zero; expected to clear it from ${formatDay(s.distinguishable_from)}.`
  return [
    {
      label: `${s.days} settled days`,
      predicted: s.predicted,
      point: s.point,
      low: s.low,
      high: s.high,
      note: zero,
      // A method is told in sentences, and the count belongs to the last of them.
      method: `${s.method.replace(/\.$/, '')}, ${s.placebos} placebos.`,
    },
  ]
}
