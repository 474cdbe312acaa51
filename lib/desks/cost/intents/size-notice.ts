import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { ANOTHER_PLAN } from '@/lib/desks/cost/plan/proposal'
import { formatCount } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Component } from '@/schemas/intent'

const NOT_BY_ITSELF =
  'The rest gets no plan of its own. Once this plan is verified, have the rest done by hand or by a ticket: the savings of two plans in one place cannot be told apart.'
const MADE_AGAIN = 'Make the plan again: it is then made for as many as one plan may change now. Or leave actions out.'

/** Says of a plan that is smaller than what was found, because one plan may only change so much, what is left out and what becomes of it. */
export function sizeNotices({ c }: CaseContext, plan: Plan): Component[] {
  const left = plan.rejected.filter((r) => r.would_allow === ANOTHER_PLAN)
  const targets = left.flatMap((r) => r.target.split(', ')).length
  const notice = (title: string, text: string, remedy: string): Component[] => [{ kind: 'notice', tone: 'info', title, text, remedy }]
  const is_too_large = c.policy?.decision === 'deny' && c.policy.reasons.some((r) => r.policy_id.endsWith('deny-target-limit'))
  return [
    ...(is_too_large ? notice('It changes more than one plan may', 'The limit was lowered after it was made, or an edit made it larger.', MADE_AGAIN) : []),
    ...(left.length === 0
      ? []
      : notice(
          'Part of it is left for later',
          `${formatCount(targets, 'resource')} of the same finding are not in this plan: ${[...new Set(left.map((r) => r.because))].join('; ')}.`,
          NOT_BY_ITSELF,
        )),
  ]
}

/** What would allow a rejected candidate, as a card says it. What one plan is too small for is told above it. */
export const wouldAllow = (would_allow: string | null): string | null =>
  would_allow === ANOTHER_PLAN ? 'a plan of its own, which nobody makes by itself' : would_allow
