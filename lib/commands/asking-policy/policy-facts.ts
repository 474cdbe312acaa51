import { mainActions } from '@/lib/execution/accompany/main-actions'
import { toCents } from '@/lib/kernel/money'
import { clamp, round6 } from '@/lib/kernel/stats'
import { addDays, addHours, secondsBetween, startOfDay } from '@/lib/kernel/time'
import { targetFacts } from '@/lib/policy/target-facts'
import { SETTLES_AFTER_H } from '@/lib/warehouse/bill/settled-days'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Decimal } from '@/schemas/money'
import { Level, type PolicyFacts, RiskPoints } from '@/schemas/policy'
import type { Tenant, TenantSettings } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { leastRankOf } from './acting-mode'
import { isInWindow } from './change-window'
import { changesLeft } from './changes-left'
import { isFrozen } from './frozen-until'
import { planEnvironment, planReversibility } from './most-delicate'
import type { Surroundings } from './surroundings'
import { maxTargets } from './tenant-limits'

/** Everything that policy may look at, computed from what is known at `now`. What is not known takes the value that denies. */
export function policyFacts(c: Case, plan: Plan, tenant: Tenant, now: Instant, around: Surroundings): PolicyFacts {
  // An action that accompanies others does not make the plan larger; denied templates, accounts and the opt-in hold for it all the same.
  const main = { ...plan, actions: mainActions(plan) }
  const { actions } = main
  const { settings } = tenant
  const environment = planEnvironment(plan)
  const accounts = [...new Set(actions.map((a) => a.account_id))]
  const prechecks = actions.flatMap((a) => a.prechecks)
  const targets = targetFacts(plan, around.evidence, settings.guard_tags, now)
  return {
    desk: c.desk,
    tenant_id: c.tenant_id,
    environment,
    tier: plan.risk.tier,
    risk_score: clamp(Math.round(plan.risk.score), 0, 100),
    reversibility: planReversibility(main),
    targets: new Set(actions.flatMap((a) => a.targets.map((t) => t.arn))).size,
    accounts: accounts.length,
    cents_per_month: toCents(plan.expected_savings.expected),
    cents_committed: actions.filter((a) => a.reversibility === 'F').reduce((sum, a) => sum + committedCents(a), 0),
    confidence_pct: Math.floor(round6((c.cost?.triage?.confidence ?? 0) * 100)),
    evidence_age_sec: Math.max(0, secondsBetween(lastRead(plan), now)),
    is_provisional: isProvisional(c, now),
    has_guard_tag: targets.has_guard_tag || prechecks.some((p) => p.id === 'guard_tag' && p.outcome !== 'passed'),
    is_dry_run_ok: actions.every((a) => a.dry_run.outcome === 'would_succeed'),
    is_snapshot_complete: actions.every((a) => a.dry_run.target_state_digest !== null),
    is_rollback_present: actions.every((a) => a.rollback.recipe.length > 0),
    are_prechecks_passed: prechecks.length > 0 && prechecks.every((p) => p.outcome === 'passed'),
    is_in_account_list: settings.allowed_accounts === null || plan.actions.every((a) => settings.allowed_accounts?.includes(a.account_id)),
    is_kill_switch_on: settings.is_kill_switch_on,
    is_frozen: isFrozen(plan, settings, now),
    is_in_change_window: isInWindow(tenant, now),
    is_auto_opted_in: actions.length > 0 && plan.actions.every((a) => settings.auto_templates.includes(a.template)),
    youngest_target_age_hours: targets.youngest_target_age_hours,
    ...changesLeft(main, environment, settings, around),
    max_targets: maxTargets(settings)[environment],
    has_other_open_plan: around.has_other_open_plan,
    are_params_valid: targets.are_params_valid,
    are_targets_in_evidence: targets.are_targets_in_evidence,
    evidence_coverage_pct: coveragePct(plan, around.evidence),
    is_cooling_down: around.is_cooling_down,
    is_template_suspended: actions.some((a) => isSuspended(a.template, settings, around.rolled_back)),
    is_template_denied: plan.actions.some((a) => settings.denied_templates.includes(a.template)),
    tenant_least_rank: Math.max(Level.options.indexOf(settings.least_level[environment]), leastRankOf(settings.mode)),
    points: riskPoints(main),
  }
}

/** A rollback suspends its template until somebody reinstates it. */
const isSuspended = (template: string, { reinstated_templates }: TenantSettings, rolled_back: Surroundings['rolled_back']): boolean => {
  const at = rolled_back[template]
  return at !== undefined && !reinstated_templates.some((r) => r.template === template && r.at >= at)
}

/** Completeness of the plan's least complete evidence. */
function coveragePct(plan: Plan, evidence: readonly Evidence[]): number {
  const own = evidence.filter((e) => plan.evidence_ids.includes(e.evidence_id))
  return own.length === 0 ? 0 : Math.floor(round6(Math.min(...own.map((e) => e.completeness)) * 100))
}

/** For each term, the most that it added to the score of any action. */
function riskPoints(plan: Plan): RiskPoints {
  const names = RiskPoints.keyof().options
  const of = (action: PlanAction, name: keyof RiskPoints): number =>
    Math.round(action.risk.terms.filter((t) => (name === 'other' ? !names.some((n) => n === t.name) : t.name === name)).reduce((sum, t) => sum + t.points, 0))
  const most = (name: keyof RiskPoints): number => Math.max(...plan.actions.map((a) => of(a, name)), plan.actions.length === 0 ? 0 : Number.NEGATIVE_INFINITY)
  return RiskPoints.parse(Object.fromEntries(names.map((name) => [name, most(name)])))
}

/** When the plan's targets were last read: its evidence was collected for it, so it is as old as its oldest dry run. */
const lastRead = (plan: Plan): Instant => [plan.made_at, ...plan.actions.flatMap((a) => a.dry_run.at ?? [])].sort()[0] ?? plan.made_at

/** Whether every flagged day may still be restated. Days that are provisional only beside settled ones are no hindrance. */
function isProvisional(c: Case, now: Instant): boolean {
  const anomaly = c.cost?.anomaly
  if (anomaly === undefined) return true
  return anomaly.is_provisional && addHours(startOfDay(addDays(anomaly.first_day, 1)), SETTLES_AFTER_H) > now
}

/** What a commitment costs a month. One that does not say is above every cap. */
function committedCents(action: PlanAction): number {
  const stated = Decimal.safeParse(action.params['commitment_per_month'])
  return stated.success ? toCents(stated.data) : Number.MAX_SAFE_INTEGER
}
