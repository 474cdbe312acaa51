import { isUnasked } from '@/lib/execution/accompany/beside-the-rest'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { stateDigest } from '@/lib/execution/state/state-digest'
import { seenFields } from '@/lib/execution/state/what-changed'
import type { BoundAction, Catalogue, CheckedTargets } from '@/lib/execution/template'
import { digest } from '@/lib/kernel/canonical'
import { invariant } from '@/lib/kernel/errors'
import { add, big } from '@/lib/kernel/money'
import { dayOf, weekday } from '@/lib/kernel/time'
import type { DryRun, ExpectedSavings, Plan, PlanAction, Precheck, RejectedCandidate } from '@/schemas/action'
import type { Reason } from '@/schemas/decision'
import type { Instant } from '@/schemas/time'
import { COST_ACTIONS } from '../actions/catalogue'
import type { CloudPort } from '../connectors/cloud/port'
import { planHash } from './hash'
import { prerequisitesFirst } from './prerequisites'
import type { Candidate, Proposal, TemplateHistory } from './proposal'
import { riskOf, riskOfPlan } from './risk'

// More at once would be throttled by a real account.
const PREPARED_AT_ONCE = 5

export type Preparation = {
  port: CloudPort
  now: Instant
  history: TemplateHistory
  is_in_change_window: boolean
  /** Other templates than the desk's own, for tests. */
  templates?: Catalogue<CloudPort>
}

/**
 * Makes the plan: every candidate is checked against the live account, loses the targets that do not pass, is captured and dry-run, and
 * gets its savings and risk. Nothing is changed. A dry run that fails stays in the plan, for policy to deny in words. The same world gives
 * the same `plan_hash`. Throws Fault `provider_down` when the account cannot be asked.
 */
export async function preparePlan(proposal: Proposal, x: Preparation): Promise<Plan> {
  const actions: PlanAction[] = []
  const rejected: RejectedCandidate[] = [...proposal.rejected]
  for (let at = 0; at < proposal.candidates.length; at += PREPARED_AT_ONCE) {
    const some = proposal.candidates.slice(at, at + PREPARED_AT_ONCE)
    for (const prepared of await Promise.all(some.map((candidate) => prepareOrLeaveOut(candidate, proposal, x)))) {
      rejected.push(...prepared.rejected)
      if (prepared.action !== null) actions.push(prepared.action)
    }
  }
  // What they went along with fell away.
  const is_alone = actions.every((a) => a.accompanies) && !proposal.candidates.every((c) => COST_ACTIONS[c.template]?.accompanies)
  return finishPlan(proposal, is_alone ? [] : actions, [...rejected, ...(is_alone ? actions.map(left) : [])])
}

const left = ({ template, targets }: PlanAction): RejectedCandidate => ({
  template,
  target: targets.map((t) => t.label).join(', '),
  because: 'it only goes along with an action, and none is left',
  would_allow: 'another plan',
})

/** An action that accompanies others is left out when its service cannot be asked, or says that it would fail. */
async function prepareOrLeaveOut(candidate: Candidate, proposal: Proposal, x: Preparation): Promise<Prepared> {
  const { template, params } = candidate
  const is_beside = COST_ACTIONS[template]?.accompanies && proposal.candidates.some((c) => !COST_ACTIONS[c.template]?.accompanies)
  const leaveOut = (because: string): Prepared => {
    const target = params.targets.map((t) => t.label).join(', ')
    return { action: null, rejected: [{ template, target, because, would_allow: 'another plan' }] }
  }
  try {
    const prepared = await prepareAction(candidate, proposal, x)
    const tried = prepared.action?.dry_run
    return is_beside && tried !== undefined && tried.outcome !== 'would_succeed' ? leaveOut(tried.detail) : prepared
  } catch (error) {
    if (!is_beside || !isUnasked(error)) throw error
    return leaveOut(`could not be asked: ${error.message}`)
  }
}

/** The plan that holds these actions, in the order they are carried out, with its hash. Pure. */
export function finishPlan(proposal: Proposal, prepared: readonly PlanAction[], rejected: RejectedCandidate[]): Plan {
  // The least risky first; of equals, the one that saves more; and none before what it builds on. What accompanies them is last.
  const ordered = prerequisitesFirst(
    prepared.toSorted((a, b) => a.risk.score - b.risk.score || big(b.savings.expected).cmp(a.savings.expected) || (a.action_id < b.action_id ? -1 : 1)),
  )
  const main = mainActions({ actions: ordered })
  const actions = [...main, ...ordered.filter((a) => !main.includes(a))]
  const emptied: Reason = { code: 'all_candidates_rejected', facts: { rejected: rejected.length }, evidence_ids: [] }
  const plan: Omit<Plan, 'plan_id' | 'plan_hash'> = {
    case_id: proposal.case_id,
    actions,
    rejected,
    no_action: actions.length === 0 && proposal.no_action.length === 0 ? [emptied] : proposal.no_action,
    expected_savings: addSavings(actions, proposal.currency),
    risk: riskOfPlan(main.map((action) => action.risk)),
    evidence_root: digest(proposal.evidence_ids),
    evidence_ids: proposal.evidence_ids,
    data_version: proposal.data_version,
    policy_digest: proposal.policy_digest,
    made_at: proposal.made_at,
  }
  const plan_hash = planHash(plan)
  return { plan_id: `plan_${plan_hash.slice(0, 24)}`, plan_hash, ...plan }
}

type Prepared = { action: PlanAction | null; rejected: RejectedCandidate[] }

async function prepareAction(candidate: Candidate, proposal: Proposal, x: Preparation): Promise<Prepared> {
  const template = (x.templates ?? COST_ACTIONS)[candidate.template]
  invariant(template, `the planner proposed ${candidate.template}, which is not in the catalogue`)
  const first = template.bind(candidate.params)
  const first_checks = await first.precheck(x.port, x.now)
  const failing = first_checks.filter((check) => check.outcome !== 'passed')
  const rejected = failing.flatMap((check) => rejectionsOf(first, check))
  const out = new Set(failing.flatMap((check) => check.failed_targets))
  const bound = first.narrow((arn) => !out.has(arn))
  if (bound === null) return { action: null, rejected }
  const checks = out.size === 0 ? first_checks : await bound.precheck(x.port, x.now) // fewer targets are another question
  const run = { now: x.now, key: 'plan', mode: 'dry_run' } as const
  const captured = await bound.capture(x.port, run)
  const seen = seenFields(bound.fields(captured))
  const dry_run: DryRun = {
    ...(await bound.dryRun(x.port, run)),
    at: x.now,
    target_state_digest: stateDigest(bound, captured),
    ...(seen === undefined ? {} : { seen }),
  }
  return { action: toAction(bound, candidate, proposal, x, checks, dry_run), rejected }
}

/** One action of a plan from what was read about it. Pure: a replay gives the same action from the same checks and dry run. */
export function toAction(
  bound: BoundAction<CloudPort>,
  candidate: Candidate,
  proposal: Proposal,
  x: Omit<Preparation, 'port'>,
  checks: readonly Precheck[],
  dry_run: DryRun,
): PlanAction {
  const { facts, targets, place, reach, savings } = bound
  const arns = targets.map((t) => t.arn).sort()
  const risk = riskOf({
    template: facts.id,
    base_risk: facts.base_risk,
    environment: place.environment,
    reversibility: facts.reversibility,
    targets: targets.length,
    accounts: 1,
    ...reach,
    touches: facts.touches,
    confidence: proposal.confidence,
    is_in_change_window: x.is_in_change_window,
    is_before_weekend: isBeforeWeekend(x.now),
    history: x.history[facts.id] ?? null,
    monthly_effect: savings.expected,
    currency: savings.currency,
  })
  return {
    action_id: `act_${digest({ case_id: proposal.case_id, template: facts.id, arns }).slice(0, 24)}`,
    template: facts.id,
    template_version: facts.version,
    title: bound.title,
    account_id: place.account_id,
    region_id: place.region_id,
    environment: place.environment,
    params: bound.params,
    bounds: bound.bounds,
    targets,
    reversibility: facts.reversibility,
    risk,
    prechecks: checks.map(({ id, outcome, detail }) => ({ id, outcome, detail })),
    dry_run,
    rollback: { recipe: bound.rollback_recipe, reversible_for: facts.reversible_for },
    savings,
    blast_radius: { resources: targets.length, accounts: 1, ...reach },
    permissions: [...facts.permissions],
    health_signals: [...facts.health_signals],
    reasons: candidate.reasons,
    ...(facts.accompanies ? { accompanies: facts.accompanies } : {}),
  }
}

/** Friday 15:00 to Monday 08:00 UTC. */
function isBeforeWeekend(now: Instant): boolean {
  const [day, hour] = [weekday(dayOf(now)), Number(now.slice(11, 13))]
  return day > 4 || (day === 4 && hour >= 15) || (day === 0 && hour < 8)
}

function rejectionsOf(bound: BoundAction<CloudPort>, check: CheckedTargets): RejectedCandidate[] {
  const target = bound.targets.filter((t) => check.failed_targets.includes(t.arn)).map((t) => t.label)
  return [
    { template: bound.facts.id, target: target.join(', ') || 'all', because: check.detail, would_allow: `the check ${check.id.replaceAll('_', ' ')} passes` },
  ]
}

/** Sum over actions that share no resource. */
function addSavings(actions: readonly PlanAction[], currency: string): ExpectedSavings {
  const total = (key: 'gross_list' | 'expected' | 'bound') => add('0', ...actions.map((action) => action.savings[key]))
  const formula = actions.length === 0 ? 'no action' : actions.map((action) => action.savings.formula).join(' + ')
  return { currency, gross_list: total('gross_list'), expected: total('expected'), bound: total('bound'), formula }
}
