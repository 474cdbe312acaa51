import { commitmentEffects, commitmentKind } from '@/lib/desks/cost/attribute/discount-effects'
import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { daysBetween } from '@/lib/kernel/time'
import type { CommitmentUse } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, decisionOn, termOf } from './category-rule'
import { lostCoverage } from './lost-coverage'

// A commitment that ended up to this many days before the onset explains it.
const ENDED_WITHIN_DAYS = 3
const SUBCATEGORY = { savings_plan: 'savings_plan', reservation: 'reserved_instance' } as const

/** Commitments pay for a smaller share of eligible usage than they did, or stand idle. A rise in coverage never explains a rise in cost. */
export const commitmentCoverageDrift: CategoryRule<'cost.commitment_use'> = {
  id: 'cost/commitment-coverage-drift',
  version: 3,
  category: 'commitment_coverage_drift',
  needs: ['cost.commitment_use'],

  decide({ anomaly, attribution, 'cost.commitment_use': { body, evidence_id }, 'cost.leaf_changes': leaves }) {
    const lost = termOf(attribution, 'commitment')
    const idle = termOf(attribution, 'commitment_unused')
    const amount = add(positive(lost), positive(idle))
    const ended = body.commitments.filter((c) => c.ends_on !== null && isEndedBefore(c.ends_on, anomaly.first_day))
    const main = mainCommitment(body, ended)
    const facts = {
      explained_per_day: clipToRise(amount, attribution),
      currency: body.currency,
      coverage_before_pct: percent(body.coverage_ratio_before),
      coverage_after_pct: percent(body.coverage_ratio_after),
    }
    const why = lostCoverage(body, leaves)
    const because = (code: string, more = {}, read: readonly string[] = []) => ({ code, facts: { ...facts, ...more }, evidence_ids: [evidence_id, ...read] })
    const reason =
      main !== undefined && ended.length > 0
        ? because('commitment_ended', { commitment_type: main.commitment_discount_type, ended_on: main.ends_on ?? 'not known' })
        : compareDecimal(idle, lost) > 0
          ? because('commitment_stands_idle', { unused_per_day: idle })
          : why === null
            ? because('commitment_covers_less')
            : because(why.code, why.facts, why.evidence_ids)
    return decisionOn(
      amount,
      main === undefined ? null : SUBCATEGORY[ended.length > 0 ? commitmentKind(main.commitment_discount_type) : costlier(body, main)],
      [reason],
      attribution,
    )
  },
}

const positive = (amount: string) => (compareDecimal(amount, '0') > 0 ? amount : '0')
const percent = (ratio: number | null) => (ratio === null ? 'not known' : Math.round(ratio * 1000) / 10)

/** End days name the last day covered or the first day not covered, depending on the provider, so both count. */
function isEndedBefore(ends_on: string, first_day: string): boolean {
  const days = daysBetween(ends_on, first_day)
  return days >= 0 && days <= ENDED_WITHIN_DAYS
}

/** The kind of commitment whose lost coverage costs more; that of the commitment which lost most where neither costs anything. */
function costlier(use: CommitmentUse, main: CommitmentUse['commitments'][number]) {
  const { savings_plan, reservation } = commitmentEffects(use)
  const by = compareDecimal(savings_plan.coverage, reservation.coverage)
  const is_known = compareDecimal(savings_plan.coverage, '0') > 0 || compareDecimal(reservation.coverage, '0') > 0
  return by === 0 || !is_known ? commitmentKind(main.commitment_discount_type) : by > 0 ? 'savings_plan' : 'reservation'
}

/** The commitment whose covered usage fell most. */
function mainCommitment(use: CommitmentUse, ended: CommitmentUse['commitments']) {
  const loss = (c: CommitmentUse['commitments'][number]) => toDecimal(big(c.covered_list_cost_before).minus(big(c.covered_list_cost_after)))
  return [...(ended.length > 0 ? ended : use.commitments)].sort(
    (a, b) => compareDecimal(loss(b), loss(a)) || (a.commitment_discount_id < b.commitment_discount_id ? -1 : 1),
  )[0]
}
