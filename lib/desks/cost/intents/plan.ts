import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { submitAction } from '@/lib/desks/cost/intents/headline'
import { planCard, planFacts } from '@/lib/desks/cost/intents/plan-card'
import { roomNotices } from '@/lib/desks/cost/intents/run-room'
import { sizeNotices } from '@/lib/desks/cost/intents/size-notice'
import { isAllOf } from '@/lib/execution/accompany/main-actions'
import { caseAction } from '@/lib/intents/action'
import { buildIntent } from '@/lib/intents/build'
import { EDITABLE, MAY_LOOK_AGAIN } from '@/lib/intents/case-statuses'
import { sentence } from '@/lib/intents/state-rules'
import { whatWouldPermit } from '@/lib/intents/what-would-permit'
import { formatRate } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Component, ComponentOf, IntentAction, UiIntent } from '@/schemas/intent'

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
        ? [submitAction(ctx), ...planAgain(ctx, plan)]
        : planAgain(ctx, plan),
    suggestions: ['Who must approve, and why?', 'Why this category?'],
    must_show: hasAction ? ['saving_month', 'risk', 'targets', 'reversible'] : [],
  })
}

// As many as fit on a card beside the others; the rest of a longer plan is edited or denied.
const DROPS_SHOWN = 8

/** What may be done to a plan before anybody lets it go: leave an action out, or have it made again. */
function planAgain({ c, viewer, now }: CaseContext, plan: Plan): IntentAction[] {
  if (!MAY_LOOK_AGAIN.includes(c.status)) return []
  const drops = EDITABLE.includes(c.status) ? plan.actions.filter((a) => !isAllOf(plan, a)).slice(0, DROPS_SHOWN) : []
  return [
    ...drops.map((action) =>
      caseAction('plan.drop_action', c, viewer, now, {
        id: `drop.${action.action_id}`,
        label: `Leave out: ${action.title}`,
        effect: 'What remains is another plan: it is checked and tried again, and has to be sent for approval.',
        params: { action_id: action.action_id },
        confirm: { level: 'reason', prompt: 'Say why this action is left out.', min_reason: MIN_REASON_CHARS },
      }),
    ),
    caseAction('plan.request_recompute', c, viewer, now, {
      label: 'Make the plan again',
      effect: 'Reads and tries the targets again on the evidence at hand. An identical plan keeps an open request with its signatures; another one voids it.',
      confirm: { level: 'click' },
    }),
  ]
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

/** Why the plan is made again: what was noted when the case came here, and not that it was collected again since. */
function whyStale({ timeline }: Case): Pick<ComponentOf<'notice'>, 'text' | 'remedy'> {
  const came = timeline[timeline.findLastIndex((entry) => entry.status !== 'stale_plan') + 1]
  if (came === undefined || came.note === '')
    return { text: 'The targets changed after it was made, so nothing was applied.', remedy: 'Plan again and send the new plan for approval.' }
  return { text: sentence(came.note), remedy: 'It is made again by itself. Look at the new one then.' }
}

function notices(ctx: CaseContext, plan: Plan): Component[] {
  const { policy, ticket, status } = ctx.c
  const found: Component[] = []
  if (policy?.decision === 'deny')
    found.push({
      kind: 'notice',
      tone: 'denied',
      title: 'Policy denies this plan',
      text:
        [...policy.reasons.map((r) => `${r.text.replace(/[.]$/, '')} (${r.policy_id})`), ...policy.errors].map(sentence).join(' ') || 'No policy permits it.',
      remedy: whatWouldPermit(ctx.c).join(' ') || null,
    })
  if (status === 'stale_plan') found.push({ kind: 'notice', tone: 'void', title: 'The plan is out of date', ...whyStale(ctx.c) })
  found.push(...sizeNotices(ctx, plan), ...roomNotices(ctx, plan))
  if (ticket !== null) found.push({ kind: 'notice', tone: 'info', title: `Ticket ${ticket.key}`, text: ticket.title, remedy: null })
  if (plan.actions.length === 0 && plan.no_action.length === 0)
    found.push({ kind: 'notice', tone: 'missing', title: 'Why there is no action', text: 'not known: the planner gave no reason.', remedy: null })
  return found
}
