import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { formulaText } from '@/lib/desks/cost/intents/formula-text'
import { paramName, paramText } from '@/lib/desks/cost/intents/param-text'
import { editFields } from '@/lib/desks/cost/intents/plan-edit-fields'
import { sentenceOf } from '@/lib/desks/cost/intents/sentence-of'
import { trackRecord } from '@/lib/desks/cost/intents/track-record'
import { accountName } from '@/lib/desks/cost/intents/where-text'
import { ENVIRONMENT_WORDS, REVERSIBILITY_WORDS, TIER_WORDS, templateWords } from '@/lib/intents/code-words'
import { count, type Facts, moneyPerDay, moneyPerMonth, term, words } from '@/lib/intents/fact'
import { stripOf } from '@/lib/intents/strip'
import { wouldAllow } from '@/lib/intents/would-allow'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { big, perDay } from '@/lib/kernel/money'
import type { Plan, PlanAction } from '@/schemas/action'
import type { ComponentOf } from '@/schemas/intent'
import type { EditField } from '@/schemas/plan-edit-view'

type CardAction = ComponentOf<'plan.card'>['actions'][number]

/** The plan as it is signed: strip, every action with its terms, and what was not proposed. */
export const planCard = (ctx: CaseContext, plan: Plan): ComponentOf<'plan.card'> => ({
  kind: 'plan.card',
  plan_hash: plan.plan_hash,
  strip: stripOf(ctx.c),
  actions: plan.actions.map((action) => cardAction(ctx, action)),
  rejected: plan.rejected.map((r) => ({
    title: `${capital(templateWords(r.template))} (${r.target})`,
    because: r.because,
    would_allow: wouldAllow(r),
  })),
  no_action: plan.no_action.map(sentenceOf),
})

/** The plan that is signed has codes here; a card says them in words. */
const riskTerm = (term: PlanAction['risk']['terms'][number], { template }: PlanAction): CardAction['risk_terms'][number] =>
  term.name === 'template' ? { ...term, because: templateWords(template) } : term.name === 'data' ? { ...term, name: 'storage' } : term

function cardAction(ctx: CaseContext, action: PlanAction): CardAction {
  const snapshot = ctx.c.run?.steps.find((s) => s.action_id === action.action_id && s.step === 'snapshot' && s.status === 'done')
  const record = trackRecord(ctx, action.template)
  return {
    action_id: action.action_id,
    title: action.title,
    template: `${action.template} v${action.template_version}`,
    where: `${accountName(action.account_id, ctx.names)}, ${action.region_id}, ${ENVIRONMENT_WORDS[action.environment]}`,
    risk_tier: action.risk.tier,
    risk_terms: action.risk.terms.map((t) => riskTerm(t, action)),
    saving: savingId(action),
    saving_formula: formulaText(action.savings.formula),
    targets: action.targets.map((t) => ({ label: t.label, arn: t.arn, change: t.change })),
    params: cardParams(action),
    prechecks: action.prechecks.map((p) => ({ text: p.detail === '' ? p.id.replaceAll('_', ' ') : p.detail, outcome: p.outcome })),
    dry_run: { outcome: action.dry_run.outcome, text: action.dry_run.detail },
    snapshot:
      snapshot === undefined ? 'taken right before the change; without a complete one nothing is applied' : `taken ${formatInstant(snapshot.at, ctx.now)}`,
    rollback: action.rollback.recipe,
    reversible_for: action.rollback.reversible_for,
    blast_radius: blastText(action),
    ...(record === null ? {} : { record }),
  }
}

const isTargetList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((v) => v !== null && typeof v === 'object' && 'arn' in v)

// Parameters that the card says in words of its own.
const ELSEWHERE = ['account_id', 'region_id', 'environment', 'currency']

/** Parameters people can judge. The list of targets is a part of its own and is not repeated. */
function cardParams(action: PlanAction): CardAction['params'] {
  const fields = editFields(action)
  return Object.entries(action.params)
    .filter(([name, value]) => !ELSEWHERE.includes(name) && !isTargetList(value))
    .map(([name, value]) => {
      const bounds = fields.filter((f) => f.param === name || f.param.startsWith(`${name}.`)).map(boundText)
      return { name: paramName(name), value: name === 'marginal_ratio' ? shareText(value) : paramText(value), bound: bounds.join('; ') || null }
    })
}

const boundText = ({ label, range, rule }: EditField): string => `${label}: ${[range, rule].filter((t) => t !== '').join(', ')}`

/** A ratio of 0 to 1 as people say it. */
const shareText = (value: unknown): string => (value === '1' ? 'all of it' : typeof value === 'string' ? `${big(value).times(100)} %` : paramText(value))

function blastText({ blast_radius: b }: PlanAction): string {
  const dependents =
    b.dependents === null ? 'not known: what depends on them' : b.dependents === 0 ? 'nothing depends on them' : `${formatCount(b.dependents, 'dependent')}`
  const path = b.on_request_path === null ? 'not known: whether requests pass through them' : b.on_request_path ? 'on a request path' : 'not on a request path'
  return `${formatCount(b.resources, 'resource')} in ${formatCount(b.accounts, 'account')}; ${dependents}; ${path}`
}

const savingId = (action: PlanAction): string => `saving_${action.action_id}`.toLowerCase().slice(0, 80)

/** Savings, risk and reach of the plan. A plan without an action saves nothing, so it has no saving facts. */
export function planFacts(plan: Plan): Facts {
  const s = plan.expected_savings
  const evidence = plan.evidence_ids
  const month = (label: string, amount: string, formula: string) =>
    moneyPerMonth(label, amount, s.currency, { evidence, formula, polarity: 'good', as_of: plan.made_at })
  const each = plan.actions.map(
    (a) =>
      [
        savingId(a),
        moneyPerMonth('Saves', a.savings.expected, a.savings.currency, { evidence, formula: a.savings.formula, polarity: 'good', as_of: plan.made_at }),
      ] as const,
  )
  const targets = plan.actions.reduce((n, a) => n + a.targets.length, 0)
  const classes = [...new Set(plan.actions.map((a) => a.reversibility))]
  return {
    ...Object.fromEntries(each),
    saving_month: month('Expected saving', s.expected, s.formula),
    saving_day: moneyPerDay('Expected saving', perDay(s.expected), s.currency, {
      evidence,
      polarity: 'good',
      formula: 'expected saving per month ÷ 30.4 days',
    }),
    waiting_day: moneyPerDay('Cost of waiting', perDay(s.expected), s.currency, {
      evidence,
      polarity: 'bad',
      window: 'while nothing is done',
      formula: 'what the plan would save per day',
    }),
    saving_list: month('At list price', s.gross_list, 'the same at list price, before discounts and commitments'),
    saving_bound: month('At most', s.bound, 'the most that can leave the bill'),
    risk: term('Risk', plan.risk.tier, `${TIER_WORDS[plan.risk.tier]} (${plan.risk.score} of 100)`, { evidence, formula: riskFormula(plan) }),
    targets: count('Resources', targets, 'resource', 'resources', { evidence }),
    reversible: words(
      'Way back',
      plan.actions.length === 0
        ? 'nothing to undo'
        : `${classes.map((c) => REVERSIBILITY_WORDS[c]).join('; ')}, ${[...new Set(plan.actions.map((a) => a.rollback.reversible_for))].join('; ')}`,
      { evidence },
    ),
    plan_digest: words('Plan', plan.plan_hash.slice(0, 8), { formula: 'first 8 characters of the SHA-256 of everything this plan covers' }),
  }
}

const riskFormula = (plan: Plan): string | null =>
  plan.risk.terms.length === 0 ? null : plan.risk.terms.map((t) => `${t.points} ${t.name.replaceAll('_', ' ')}`).join(' + ')
