import { namedCase, resourcesLeft } from '@/lib/cases/rest-of-plan'
import { legible } from '@/lib/intents/clip'
import { formatCount, formatMoney } from '@/lib/kernel/format'
import { isPositive } from '@/lib/kernel/money'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { CostCategory } from '@/schemas/cost'
import { draftTicket } from './draft-ticket'

/** Why the owner is told of a case with this cause; null: the ticket or the plan is enough. */
const TOLD: Record<CostCategory, string | null> = {
  new_resource: 'Something new runs here. If nobody of you started it, tell whoever answers for security.',
  commitment_coverage_drift: 'A commitment covers less than it did: whoever may commit spend decides.',
  credits_refunds_fees: 'What is paid has changed and what is used has not.',
  marketplace: 'A subscription charges more: whoever subscribed can end it.',
  deploy_related: 'It began with a deploy or a change of configuration of yours.',
  unknown: 'The cause is not known: you may know what changed.',
  data_transfer: null,
  resource_waste: null,
  pricing_change: null,
  k8s_cost_shift: null,
  config_drift: null,
  expected_growth: null,
}
// The message leads to the case, where the rest is.
const MOST_ACTIONS = 3

export type OwnerNotice = { title: string; lines: string[] }

/** What the owner of a case is told once its plan is made. Null for a cause of which nobody is told, and before there is a plan. Pure. */
export function ownerNotice(c: Case): OwnerNotice | null {
  const { plan } = c
  const because = TOLD[c.cost?.triage?.category ?? 'unknown']
  if (plan === null || c.cost?.triage == null || because === null) return null
  const [rise = '', cause = ''] = draftTicket(c, { ...plan, rejected: [] }).lines
  return { title: legible(namedCase(c)), lines: [rise, cause, because, ...whatHappens(c, plan)].filter((line) => line !== '').map(legible) }
}

function whatHappens({ status, ticket }: Case, plan: Plan): string[] {
  if (plan.actions.length === 0) return [`No action is safe here${ticket === null ? '' : `: ticket ${ticket.key}`}.`]
  const saves = isPositive(plan.expected_savings.expected)
    ? `, which saves ${formatMoney(plan.expected_savings.expected, plan.expected_savings.currency)} a month`
    : ''
  const left = plan.actions.length - MOST_ACTIONS
  const for_later = resourcesLeft(plan)
  return [
    status === 'policy_denied' ? 'Policy denies the plan that was made:' : `A plan is proposed${saves}. Nothing is done before people or policy agree:`,
    ...plan.actions.slice(0, MOST_ACTIONS).map((a) => `- ${a.title}`),
    ...(left > 0 ? [`- and ${formatCount(left, 'more action')}`] : []),
    ...(for_later > 0 ? [`It leaves out ${formatCount(for_later, 'resource')}, which one plan may not change as well.`] : []),
  ]
}
