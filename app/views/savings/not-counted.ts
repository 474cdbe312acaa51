import type { TakenBack } from '@/lib/cases/taken-back'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { moneyPerDay, notKnown } from '@/lib/intents/fact'
import { formatCount, formatInstant, roundMoney } from '@/lib/kernel/format'
import { compareDecimal, perDay } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { Fact } from '@/schemas/intent'
import type { SavingsView } from '@/schemas/savings-view'
import type { Instant } from '@/schemas/time'

// What the savings page lists and never adds to what was saved.

/** What a plan was claimed to save before it was taken back, and when that was. */
export function takenBackRow(x: TakenBack, names: Record<string, string>, now: Instant): SavingsView['taken_back'][number] {
  const { c, savings, taken_back_at: at } = x
  const told = x.is_on_its_way
    ? 'It is being rolled back: none of it is counted.'
    : at === null
      ? 'Its rollback is not confirmed: none of it is counted until a person has checked.'
      : `Rolled back ${formatInstant(at, now)}: none of it is counted.`
  return {
    case_id: c.case_id,
    title: x.title,
    where: whereText(c.cost?.anomaly.scope ?? {}, names),
    claimed: moneyPerDay('Claimed before', savings.point, savings.currency, { formula: savings.method, evidence: x.evidence_ids }),
    text: x.is_reopened ? `${told} Its case was reopened since.` : told,
  }
}

/** What each day was worth on which the spike would have gone on: no more than it cost, and no more than the plan ended. */
function avoidedPerDay({ cost, plan, currency }: Case): Fact {
  const rise = cost?.anomaly.delta_daily_cost
  if (rise === undefined || plan === null) return notKnown('Avoided for each day that it would have gone on', 'nothing says what the spike cost a day')
  const ended = perDay(plan.expected_savings.expected)
  const avoided = compareDecimal(ended, rise) < 0 ? ended : rise
  return moneyPerDay('Avoided for each day that it would have gone on', roundMoney(avoided, currency), currency, {
    formula: 'the smaller of what the spike cost a day and what the plan ended a day',
  })
}

/** A spike ends by itself: what ending it sooner was worth is not a saving that goes on. */
export function avoidedOf(carried_out: readonly Case[]): SavingsView['avoided'] {
  const spikes = carried_out.filter((c) => c.cost?.anomaly.shape === 'spike' && c.run?.state === 'succeeded')
  return {
    plans: spikes.map((c) => ({ case_id: c.case_id, title: c.plan?.actions[0]?.title ?? c.headline, per_day: avoidedPerDay(c) })),
    text:
      spikes.length === 0
        ? 'No plan ended a spike early. What such a plan avoids is kept here and never added to what was saved.'
        : `${formatCount(spikes.length, 'plan')} ended a spike early. How long it would have gone on is not known: the amounts are for each day that it would have, and none is added to what was saved.`,
  }
}
