import { closedSentence } from '@/lib/approval/decide-words'
import { approvalActions } from '@/lib/desks/cost/intents/approval-actions'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { planTitle } from '@/lib/desks/cost/intents/plan'
import { planCard, planFacts } from '@/lib/desks/cost/intents/plan-card'
import { limitFacts, roomNotices } from '@/lib/desks/cost/intents/run-room'
import { findingSentence } from '@/lib/desks/cost/intents/sentences'
import { takenBackText } from '@/lib/desks/cost/intents/taken-back'
import { recordFacts } from '@/lib/desks/cost/intents/track-record'
import { vetoCard } from '@/lib/desks/cost/intents/veto'
import { accountName } from '@/lib/desks/cost/intents/where-text'
import { buildIntent } from '@/lib/intents/build'
import { LEVEL_WORDS } from '@/lib/intents/code-words'
import { instant, words } from '@/lib/intents/fact'
import { valueWords } from '@/lib/intents/policy-words'
import { stripOf } from '@/lib/intents/strip'
import { capital, lower } from '@/lib/kernel/letters'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { Component, ComponentOf, UiIntent } from '@/schemas/intent'

const LIFECYCLES: Record<Approval['state'], UiIntent['lifecycle']> = {
  pending: 'live',
  veto_open: 'live',
  approved: 'decided',
  denied: 'decided',
  vetoed: 'decided',
  changes_requested: 'decided',
  window_ended: 'decided',
  expired: 'expired',
  withdrawn: 'withdrawn',
  void: 'superseded',
}

/** What has to be seen on every surface that offers the decision. */
const FIGURES = ['saving_month', 'waiting_day', 'targets']
const TERMS = ['risk', 'reversible', 'taken_back', 'deadline', 'level', 'plan_digest']
const MUST_SHOW = [...FIGURES, ...TERMS]

/** The request for signatures on one exact plan. `with_plan` puts the plan card into the same envelope, for surfaces that show one card. Null while nothing was asked. */
export function approvalIntent(ctx: CaseContext, { with_plan = false } = {}): UiIntent | null {
  const { approval, plan } = ctx.c
  if (approval === null || plan === null) return null
  const records = recordFacts(ctx, plan)
  const says = saysOfPlan(ctx.c, approval, plan)
  const is_open = isPlanOf(approval, plan) && (approval.state === 'pending' || approval.state === 'veto_open')
  const limits = is_open ? limitFacts(ctx, plan) : {}
  return buildIntent({
    ...envelope(ctx, 'approval', { type: 'approval', id: approval.approval_id }, `/approvals/${approval.approval_id}`),
    lifecycle: LIFECYCLES[approval.state],
    title: says ? planTitle(plan) : 'The plan changed after this request was sent',
    facts: {
      ...caseFacts(ctx),
      ...planFacts(plan),
      taken_back: words('Rollback', takenBackText(approval, plan, ctx.c.policy)),
      deadline: instant(approval.state === 'veto_open' ? 'Runs unless vetoed before' : 'Expires', approval.deadline, ctx.now),
      plan_digest: words(isPlanOf(approval, plan) ? 'Plan' : 'Plan that was sent', approval.plan_hash.slice(0, 8), {
        formula: 'first 8 characters of the SHA-256 of everything this plan covers',
      }),
      ...records,
      ...limits,
      level: words('Agreement needed', LEVEL_WORDS[approval.level], { formula: (ctx.c.policy?.reasons ?? []).map((r) => r.policy_id).join(', ') || null }),
    },
    components: [
      ...notices(approval, says),
      ...(is_open ? roomNotices(ctx, plan) : []),
      approvalCard(ctx, approval, plan, says),
      ...vetoCard(approval),
      {
        kind: 'fact_grid',
        title: isPlanOf(approval, plan) ? 'What a signature covers' : 'The plan as it is now, which nobody has signed',
        facts: [...TERMS, ...Object.keys(records)],
      },
      ...(Object.keys(limits).length === 0 ? [] : [{ kind: 'fact_grid' as const, title: 'Limits checked', facts: Object.keys(limits) }]),
      ...(with_plan ? [planCard(ctx, plan)] : []),
    ],
    actions: approvalActions(ctx, approval),
    suggestions: ['Who must approve, and why?', 'What is the plan?', 'Why this category?'],
    must_show: MUST_SHOW,
  })
}

function approvalCard(ctx: CaseContext, approval: Approval, plan: Plan, says: boolean): ComponentOf<'approval.card'> {
  const [first] = plan.actions
  const where = first === undefined ? '' : ` in ${accountName(first.account_id, ctx.names)}, ${first.region_id}`
  const title = first === undefined ? 'No action' : `${first.title}${plan.actions.length > 1 ? ` and ${plan.actions.length - 1} more` : ''}`
  return {
    kind: 'approval.card',
    approval_id: approval.approval_id,
    case_id: ctx.c.case_id,
    state: approval.state,
    sentence: says ? `${title}${where}.` : `This request was for plan ${approval.plan_hash.slice(0, 8)}, which the case no longer has. ${findingSentence(ctx)}`,
    figures: FIGURES,
    risk_tier: plan.risk.tier,
    level: `${approval.level}: ${LEVEL_WORDS[approval.level]}`,
    strip: stripOf(ctx.c),
    why: whyLevel(ctx),
    proposed_by: approval.proposed_by_name,
    deadline: approval.deadline,
    closed: closedText(approval),
  }
}

/** Why policy asks for this much, and what would let it ask for less. */
function whyLevel({ c }: CaseContext): string[] {
  const reasons = (c.policy?.reasons ?? []).map((r) => `${r.text} (${r.policy_id}${r.control === '' ? '' : `, ${r.control}`})`)
  const less = (c.policy?.unmet ?? []).map(
    (u) => `Less approval would be enough with ${lower(u.would_satisfy).replace(/[.]$/, '')} (now: ${valueWords(u.value)}).`,
  )
  return [...reasons, ...less]
}

function closedText(approval: Approval): string | null {
  const closed = closedSentence(approval)
  const reason = approval.signatures.at(-1)?.reason ?? ''
  const isDecided = approval.state === 'approved' || approval.state === 'denied' || approval.state === 'vetoed' || approval.state === 'changes_requested'
  if (closed === null) return null
  return [isDecided && reason !== '' ? `${closed}: “${reason}”` : closed, ...openedTexts(approval)].join('. ')
}

/** What each person had opened when they signed, as their page told it. */
const openedTexts = ({ signatures }: Approval): string[] =>
  signatures.flatMap(({ name, read }) => (read === undefined || read.length === 0 ? [] : [`${name} had opened ${read.join(', ')}`]))

function notices(approval: Approval, says: boolean): Component[] {
  if (approval.state === 'void' || !says)
    return [
      {
        kind: 'notice',
        tone: 'void',
        title: 'This request no longer counts',
        text: `${capital(approval.closed_because ?? 'the plan changed after it was sent')}. It was for plan ${approval.plan_hash.slice(0, 8)}.`,
        remedy: 'Review the new plan and send it for approval.',
      },
    ]
  if (approval.state === 'expired')
    return [
      {
        kind: 'notice',
        tone: 'expired',
        title: 'The request expired',
        text: `${capital(approval.closed_because ?? 'nobody decided in time')}, so nothing was run. No timer ever approves.`,
        remedy: 'Send the plan for approval again.',
      },
    ]
  if (approval.state === 'denied' || approval.state === 'vetoed')
    return [
      {
        kind: 'notice',
        tone: 'info',
        title: 'A refusal stands for what this plan does',
        text: 'Making it again, or on a newer bill, does not ask anybody anew as long as it does the same to the same resources.',
        remedy: 'To ask again, change the plan, or close the case and reopen it: every source is asked then, and a new plan is made.',
      },
    ]
  return []
}

/** Whether the request is for the plan that the case has now. */
const isPlanOf = (approval: Approval, plan: Plan): boolean => approval.plan_hash === plan.plan_hash

/** Whether the request says something of the plan that the case has now: it is for that plan, or nobody agreed to it, which outlasts newer figures. */
const saysOfPlan = ({ status }: Case, approval: Approval, plan: Plan): boolean => isPlanOf(approval, plan) || status === 'denied' || status === 'expired'
