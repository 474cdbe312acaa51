import { leftForLater, resourcesLeft } from '@/lib/cases/rest-of-plan'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { mayHaveRest } from '@/lib/intents/rest-rule'
import { formatCount } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Component } from '@/schemas/intent'

const PLAN_THE_REST =
  'Once the saving of this plan is verified on its own resources, “Plan the rest” opens a case of its own for them. Both at once could not be told apart in the bill.'
const MADE_AGAIN = 'Make the plan again: it is then made for as many as one plan may change now. Or leave actions out.'

/** Says of a plan that is smaller than what was found, because one plan may only change so much, what is left out and what becomes of it. */
export function sizeNotices({ c }: CaseContext, plan: Plan): Component[] {
  const left = leftForLater(plan)
  const targets = resourcesLeft(plan)
  const notice = (title: string, text: string, remedy: string | null): Component[] => [{ kind: 'notice', tone: 'info', title, text, remedy }]
  const is_too_large = c.policy?.decision === 'deny' && c.policy.reasons.some((r) => r.policy_id.endsWith('deny-target-limit'))
  return [
    ...(is_too_large ? notice('It changes more than one plan may', 'The limit was lowered after it was made, or an edit made it larger.', MADE_AGAIN) : []),
    ...(left.length === 0
      ? []
      : notice(
          'Some resources are left for later',
          `${formatCount(targets, 'resource')} of the same finding are not in this plan: ${[...new Set(left.map((r) => r.because))].join('; ')}.`,
          mayHaveRest(c) ? PLAN_THE_REST : null,
        )),
  ]
}
