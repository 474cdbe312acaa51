import { claimOf, isTakenBack } from '@/lib/cases/ledger-plans'
import { isClosed } from '@/lib/cases/move'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { type Facts, moneyPerDay, moneyPerMonth, notKnown } from '@/lib/intents/fact'
import { compareDecimal, perMonth } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { VerificationCheck } from '@/schemas/verification'

/** The last check of a case, and the last one that measured a saving. */
export type Reading = { last: VerificationCheck | null; measured: VerificationCheck | null }

export const readingOf = ({ checks }: Pick<Case, 'checks'>): Reading => ({
  last: checks.at(-1) ?? null,
  measured: checks.findLast((check) => check.savings !== null) ?? null,
})

/** A saving is claimed only where a check closed on it, zero lies below its interval, and nobody had the change taken back since. */
export function isSaved(c: Case): boolean {
  const { last, measured } = readingOf(c)
  const is_claimed = last?.outcome === 'close' && claimOf(c) !== null
  return is_claimed && measured?.savings != null && compareDecimal(measured.savings.low, '0') > 0
}

/** What a measured saving is called: claimed, or why not. */
export function savingLabel(c: Case): string {
  if (isSaved(c)) return 'Realized saving'
  if (isTakenBack(c)) return 'Measured before the rollback, not claimed'
  if (c.checks.at(-1)?.reason === 'came_undone') return 'Measured before it came undone'
  return isClosed(c) ? 'Measured, not claimed' : 'Measured so far, not claimed'
}

/** What was measured so far, claimed or not, with its interval. */
export function savingFacts(ctx: CaseContext, { last, measured }: Reading): Facts {
  const s = measured?.savings ?? null
  if (measured === null || s === null) {
    const because =
      ctx.c.run?.state === 'rolled_back'
        ? 'the change was rolled back'
        : last?.reason === 'not_measurable'
          ? 'the saving is not distinguishable from zero'
          : 'no settled days have been measured yet'
    return { realized_day: notKnown('Realized saving', because), realized_month: notKnown('Realized saving', because) }
  }
  const notes = { evidence: measured.evidence_ids, as_of: measured.at, window: `${s.days} settled days` }
  const label = savingLabel(ctx.c)
  return {
    realized_day: moneyPerDay(label, s.point, s.currency, {
      ...notes,
      polarity: compareDecimal(s.point, '0') > 0 ? 'good' : 'bad',
      formula: `mean of (counterfactual − actual) over ${s.days} settled days; ${s.method}`,
    }),
    realized_month: moneyPerMonth(label, perMonth(s.point), s.currency, {
      ...notes,
      polarity: compareDecimal(s.point, '0') > 0 ? 'good' : 'bad',
      formula: 'realized saving per day × 30.4 days',
    }),
    realized_low: moneyPerDay('Low end of the interval', s.low, s.currency, { ...notes, formula: `90 % interval, calibrated on ${s.placebos} placebo dates` }),
    realized_high: moneyPerDay('High end of the interval', s.high, s.currency, {
      ...notes,
      formula: `90 % interval, calibrated on ${s.placebos} placebo dates`,
    }),
  }
}
