import { mainActions } from '@/lib/execution/accompany/main-actions'
import { beltText, beltUses, beyondBelt, estateOf, excess } from '@/lib/execution/limits/belt'
import { isCounted } from '@/lib/kernel/business-time'
import { toCents } from '@/lib/kernel/money'
import { clamp, round6 } from '@/lib/kernel/stats'
import { addDays, addHours, secondsBetween, startOfDay } from '@/lib/kernel/time'
import { targetFacts } from '@/lib/policy/target-facts'
import { SETTLES_AFTER_H } from '@/lib/warehouse/bill/settled-days'
import type { Environment, Plan, PlanAction, ReversibilityClass } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Decimal } from '@/schemas/money'
import { Level, type PolicyFacts, RiskPoints } from '@/schemas/policy'
import type { Tenant, TenantSettings } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { leastRankOf } from './acting-mode'
import { maxTargets, mutationsPerDay, sharePerDayPct } from './tenant-limits'

/** What lies outside the case and its plan: the evidence of the plan, what else is going on, and what was done today. */
export type Surroundings = {
  evidence: readonly Evidence[]
  has_other_open_plan: boolean
  /** Resources changed so far this UTC day in the plan's environment. */
  mutations_today: number
  /** Resources changed so far this UTC day by account and template, in every environment. */
  changed_today: readonly { account_id: string; template: string; targets: number }[]
  /** Whether another case changed one of the plan's resources in the last 7 days. */
  is_cooling_down: boolean
  /** When each template was last rolled back here, in the last 14 days. */
  rolled_back: Readonly<Record<string, Instant>>
}

// Least care first: a plan has the environment and the class of its most delicate action.
const ENVIRONMENTS: readonly Environment[] = ['dev', 'test', 'stage', 'unknown', 'prod']
const CLASSES: readonly ReversibilityClass[] = ['R0', 'R1', 'R2', 'F', 'R3']

/** Everything that policy may look at, computed from what is known at `now`. What is not known takes the value that denies. */
export function policyFacts(c: Case, plan: Plan, tenant: Tenant, now: Instant, around: Surroundings): PolicyFacts {
  // An action that accompanies others does not make the plan larger; denied templates, accounts and the opt-in hold for it all the same.
  const main = { ...plan, actions: mainActions(plan) }
  const { actions } = main
  const { settings } = tenant
  const environment = planEnvironment(plan)
  const classes = actions.map((a) => a.reversibility)
  const reversibility = mostDelicate(CLASSES, classes) ?? 'R3'
  const accounts = [...new Set(actions.map((a) => a.account_id))]
  const prechecks = actions.flatMap((a) => a.prechecks)
  const targets = targetFacts(plan, around.evidence, settings.guard_tags, now)
  const left = { of_budget: mutationsPerDay(settings)[environment] - around.mutations_today, ...leftOfBelt(main, settings, around) }
  return {
    desk: c.desk,
    tenant_id: c.tenant_id,
    environment,
    tier: plan.risk.tier,
    risk_score: clamp(Math.round(plan.risk.score), 0, 100),
    reversibility,
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
    mutations_left_today: Math.min(left.of_budget, left.of_belt),
    ...(left.belt !== null && left.of_belt < left.of_budget ? { belt: left.belt } : {}),
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

type LeftOfBelt = { of_belt: number; belt: NonNullable<PolicyFacts['belt']> | null }

/** Changes that the belts of the plan's accounts leave to a plan of this size, and how that is told: fewer than it makes where one of them is too narrow, and else no limit. */
function leftOfBelt(plan: Plan, settings: TenantSettings, around: Surroundings): LeftOfBelt {
  const asked = { plan, estate: estateOf(around.evidence), pct: sharePerDayPct(settings), changed: around.changed_today }
  const beyond = beyondBelt(beltUses(asked))
  if (beyond === null) return { of_belt: Number.POSITIVE_INFINITY, belt: null }
  const of_belt = new Set(plan.actions.flatMap((a) => a.targets.map((t) => t.arn))).size - excess(beyond)
  const said = beltText(beyond)
  return { of_belt, belt: { because: said.charAt(0).toUpperCase() + said.slice(1), would_satisfy: wouldSatisfy(beyond) } }
}

function wouldSatisfy({ has_been_asked, account_id, resource_kind, count, most, changed }: NonNullable<ReturnType<typeof beyondBelt>>): string {
  if (!has_been_asked) return 'The plan is made again: what it would change a share of is counted then'
  if (count === null) return `Somebody connects account ${account_id} so that its ${resource_kind}s can be counted`
  return `The plan changes at most ${Math.max(0, most - changed)} of them today; the day is over at midnight UTC`
}

/** Whether a freeze covers any environment that the plan touches, not only its most delicate one. */
export const isFrozen = (plan: Plan, settings: TenantSettings, now: Instant): boolean => frozenUntil(plan, settings, now) !== null

/** When the last of the freezes that are on for the plan ends; null while none is on. */
export const frozenUntil = (plan: Plan, { freezes }: TenantSettings, now: Instant): Instant | null =>
  freezes
    .filter((f) => (f.environment === null || plan.actions.some((a) => a.environment === f.environment)) && f.from <= now && now < f.to)
    .map((f) => f.to)
    .sort()
    .at(-1) ?? null

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

/** The most delicate environment among a plan's targets. */
export function planEnvironment({ actions }: Plan): Environment {
  const touched = actions.map((a) => a.environment)
  return mostDelicate(ENVIRONMENTS, touched) ?? 'unknown'
}

const mostDelicate = <T>(order: readonly T[], found: readonly T[]): T | undefined => order.findLast((item) => found.includes(item))

/** When the plan's targets were last read: its evidence was collected for it, so it is as old as its oldest dry run. */
const lastRead = (plan: Plan): Instant => [plan.made_at, ...plan.actions.flatMap((a) => a.dry_run.at ?? [])].sort()[0] ?? plan.made_at

/** Whether every flagged day may still be restated. Days that are provisional only beside settled ones are no hindrance. */
function isProvisional(c: Case, now: Instant): boolean {
  const anomaly = c.cost?.anomaly
  if (anomaly === undefined) return true
  return anomaly.is_provisional && addHours(startOfDay(addDays(anomaly.first_day, 1)), SETTLES_AFTER_H) > now
}

/** The window is read by the clocks of the tenant. */
export const isInWindow = ({ time_zone, settings: { change_window } }: Pick<Tenant, 'time_zone' | 'settings'>, now: Instant): boolean =>
  change_window === null || isCounted(now, { time_zone, ...change_window, holidays: [] })

/** What a commitment costs a month. One that does not say is above every cap. */
function committedCents(action: PlanAction): number {
  const stated = Decimal.safeParse(action.params['commitment_per_month'])
  return stated.success ? toCents(stated.data) : Number.MAX_SAFE_INTEGER
}
