import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { anyOf } from '@/lib/approval/decide-words'
import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { editFields } from '@/lib/desks/cost/intents/plan-edit-fields'
import { caseAction } from '@/lib/intents/action'
import { buildIntent } from '@/lib/intents/build'
import { LEVEL_WORDS, TIER_WORDS } from '@/lib/intents/code-words'
import { formatCount, formatRate } from '@/lib/kernel/format'
import { compareDecimal } from '@/lib/kernel/money'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { UiIntent } from '@/schemas/intent'
import type { EditTerm, PlanEditorView, PlanEditPreview } from '@/schemas/plan-edit-view'
import type { Level, PolicyDecision } from '@/schemas/policy'

/** A plan with what policy says about it; policy is null while it was not asked. */
type Scored = { plan: Plan; policy: PolicyDecision | null }

const OPEN: readonly Approval['state'][] = ['pending', 'veto_open']
// Least agreement first.
const LEVELS: readonly Level[] = ['L0', 'delayed', 'L1', 'L2', 'L3']

/** The editor of a case's plan: what may be changed, within what, and what keeping a change costs. Null where no action has a parameter to edit. */
export function planEditor({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>): PlanEditorView | null {
  const { plan, policy, approval } = c
  if (plan === null || c.run !== null) return null
  const actions = plan.actions.map((a) => ({ action_id: a.action_id, title: a.title, fields: editFields(a) })).filter((a) => a.fields.length > 0)
  if (actions.length === 0) return null
  const same = { plan, policy }
  const save = caseAction('plan.edit_params', c, viewer, now, {
    label: 'Save as a new plan',
    style: 'primary',
    effect: 'Makes a new plan: its targets are checked and tried again, and it has to be sent for approval.',
    confirm: { level: 'reason', prompt: voidsText(approval) ?? 'Nobody has signed the present plan.', min_reason: MIN_REASON_CHARS },
  })
  return {
    case_id: c.case_id,
    plan_hash: plan.plan_hash,
    revision: c.revision,
    now,
    actions,
    terms: editTerms(same, same),
    voids: voidsText(approval),
    save: { ...save, plan_hash: plan.plan_hash },
  }
}

/** The editor as a card. Null where no action has a parameter to edit. */
export function planEditorIntent(ctx: CaseContext): UiIntent | null {
  const view = planEditor(ctx)
  if (view === null) return null
  // The clock belongs to the envelope: a card keeps its digest while only time passes.
  const { now: _now, ...editor } = view
  return buildIntent({
    ...envelope(ctx, 'plan_editor', { type: 'plan', id: view.plan_hash }),
    title: 'Change parameters',
    facts: {},
    components: [{ kind: 'plan.editor', ...editor }],
  })
}

/** What an edit would make of a plan, for the editor. */
export function editPreview(before: Scored, after: { plan: Plan; policy: PolicyDecision }, action_id: string): PlanEditPreview {
  // An action's id covers its parameters, so the edited one is found by its place.
  const at = before.plan.actions.findIndex((a) => a.action_id === action_id)
  const action = after.plan.actions[at]
  return {
    plan_hash: before.plan.plan_hash,
    edited_hash: after.plan.plan_hash,
    title: action?.title ?? 'The action would leave the plan',
    terms: editTerms(before, after),
    fields: action === undefined ? [] : editFields(action),
    denials: after.policy.decision === 'deny' ? [...after.policy.reasons.map((r) => r.text), ...after.policy.errors] : [],
  }
}

/** Saving, risk and agreement of two plans side by side. */
function editTerms(before: Scored, after: Scored): EditTerm[] {
  const saved = (p: Plan) => formatRate(p.expected_savings.expected, p.expected_savings.currency, 'month')
  const most = (p: Plan) => formatRate(p.expected_savings.bound, p.expected_savings.currency, 'month')
  const risk = ({ risk: r }: Plan) => `${r.score} of 100, ${TIER_WORDS[r.tier]}`
  const of = (id: string, label: string, say: (s: Scored) => string, order: number | null): EditTerm => ({
    id,
    label,
    before: say(before),
    after: say(after),
    is_better: order === null || order === 0 ? null : order > 0,
  })
  const s = (x: Scored) => x.plan.expected_savings
  return [
    of('saving', 'Expected saving', (x) => saved(x.plan), compareDecimal(s(after).expected, s(before).expected)),
    of('bound', 'At most', (x) => most(x.plan), compareDecimal(s(after).bound, s(before).bound)),
    of('risk', 'Risk', (x) => risk(x.plan), before.plan.risk.score - after.plan.risk.score),
    of('level', 'Agreement needed', (x) => agreement(x.policy), agreementOrder(before.policy, after.policy)),
    of('signers', 'Who signs', (x) => signers(x.policy), null),
  ]
}

function agreement(policy: PolicyDecision | null): string {
  if (policy === null) return 'not known: policy was not asked'
  if (policy.decision === 'deny') return 'policy denies it'
  return policy.level === null ? 'not known: policy named no level' : `${policy.level}: ${LEVEL_WORDS[policy.level]}`
}

/** Positive when `after` asks for less than `before`; null when either is not known. */
function agreementOrder(before: PolicyDecision | null, after: PolicyDecision | null): number | null {
  const rank = (p: PolicyDecision | null) => (p?.decision === 'deny' ? LEVELS.length : p?.level == null ? null : LEVELS.indexOf(p.level))
  const [was, is] = [rank(before), rank(after)]
  return was === null || is === null ? null : was - is
}

function signers(policy: PolicyDecision | null): string {
  if (policy === null) return 'not known: policy was not asked'
  if (policy.decision === 'deny') return 'nobody can: policy denies it'
  return policy.slots.length === 0 ? 'nobody has to' : policy.slots.map((slot) => anyOf(slot.any_of)).join('; then ')
}

function voidsText(approval: Approval | null): string | null {
  if (approval === null || !OPEN.includes(approval.state)) return null
  const signed = approval.signatures.filter((s) => s.verdict === 'approve').length
  const signatures = signed === 0 ? 'Nobody has signed it yet.' : `${formatCount(signed, 'signature is', 'signatures are')} void with it.`
  return `Ends the request that ${approval.proposed_by_name} sent. ${signatures}`
}
