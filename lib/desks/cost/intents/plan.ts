import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { submitAction } from '@/lib/desks/cost/intents/headline'
import { planCard, planFacts } from '@/lib/desks/cost/intents/plan-card'
import { buildIntent } from '@/lib/intents/build'
import { whatWouldPermit } from '@/lib/intents/gate'
import { formatRate } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Component, UiIntent } from '@/schemas/intent'

/** What the desk proposes, with the button that sends it for approval. Null while there is no plan. */
export function planIntent(ctx: CaseContext): UiIntent | null {
  const { plan, approval } = ctx.c
  if (plan === null) return null
  const hasAction = plan.actions.length > 0
  const grid: Component = {
    kind: 'fact_grid',
    title: 'What it is worth',
    facts: worthOf(plan),
  }
  return buildIntent({
    ...envelope(ctx, 'plan', { type: 'plan', id: plan.plan_id }),
    title: planTitle(plan),
    facts: { ...caseFacts(ctx), ...planFacts(plan) },
    components: [...notices(ctx, plan), planCard(ctx, plan), ...(hasAction ? [grid] : [])],
    actions:
      hasAction && (approval === null || approval.state === 'expired' || approval.state === 'void' || approval.state === 'withdrawn')
        ? [submitAction(ctx)]
        : [],
    suggestions: ['Who must approve, and why?', 'Why this category?'],
    must_show: hasAction ? ['saving_month', 'risk', 'targets', 'reversible'] : [],
  })
}

/** The figures below the actions. One action says its own saving above, and a list price that is no other is not said twice. */
function worthOf({ actions, expected_savings: s }: Plan): string[] {
  const month = actions.length === 1 ? [] : ['saving_month']
  const list = s.gross_list === s.expected ? [] : ['saving_list']
  return [...month, 'saving_day', ...list, 'saving_bound', 'risk', 'targets', 'reversible']
}

export function planTitle(plan: Plan): string {
  const [first, ...rest] = plan.actions
  if (first === undefined) return 'No action is proposed'
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`
  return `${first.title}${more}: saves ${formatRate(plan.expected_savings.expected, plan.expected_savings.currency, 'month')}`
}

function notices(ctx: CaseContext, plan: Plan): Component[] {
  const { policy, ticket, status } = ctx.c
  const found: Component[] = []
  if (policy?.decision === 'deny')
    found.push({
      kind: 'notice',
      tone: 'denied',
      title: 'Policy denies this plan',
      text: [...policy.reasons.map((r) => `${r.text} (${r.policy_id})`), ...policy.errors].join(' ') || 'No policy permits it.',
      remedy: whatWouldPermit(ctx.c).join(' ') || null,
    })
  if (status === 'stale_plan')
    found.push({
      kind: 'notice',
      tone: 'void',
      title: 'The plan is out of date',
      text: 'The targets changed after it was made, so nothing was applied.',
      remedy: 'Plan again and send the new plan for approval.',
    })
  if (ticket !== null) found.push({ kind: 'notice', tone: 'info', title: `Ticket ${ticket.key}`, text: ticket.title, remedy: null })
  if (plan.actions.length === 0 && plan.no_action.length === 0)
    found.push({ kind: 'notice', tone: 'missing', title: 'Why there is no action', text: 'not known: the planner gave no reason.', remedy: null })
  return found
}
