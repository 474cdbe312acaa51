import { describe, expect, it } from 'vitest'
import { makeEvidence } from '@/lib/evidence/make'
import { addHours } from '@/lib/kernel/time'
import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine } from '@/lib/policy/engine'
import { agreementRank } from '@/lib/policy/levels'
import { type PlanAction, RiskTier } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import { PolicyFacts, RiskPoints } from '@/schemas/policy'
import type { TenantSettings } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { action, inventory, NOW, type StoryOptions, storyCase, storyPlan, TENANT } from '../fixtures/story'
import { isInWindow } from './change-window'
import { isFrozen } from './frozen-until'
import { policyFacts } from './policy-facts'
import type { Surroundings } from './surroundings'
import { mutationsPerDay } from './tenant-limits'

const POLICY = 'a'.repeat(64)
const NO_POINTS = Object.fromEntries(RiskPoints.keyof().options.map((name) => [name, 0]))
type Given = { plan?: Partial<StoryOptions>; settings?: Partial<TenantSettings>; now?: Instant; around?: Partial<Surroundings>; c?: (c: Case) => Case }

function facts({ plan = {}, settings = {}, now = NOW, around = {}, c = (x) => x }: Given = {}): PolicyFacts {
  const [evidence = inventory()] = around.evidence ?? []
  const options = { policy_digest: POLICY, evidence, ...plan }
  const tenant = { ...TENANT, settings: { ...TENANT.settings, ...settings } }
  return policyFacts(c(storyCase(options)), storyPlan(options), tenant, now, {
    evidence: [inventory()],
    has_other_open_plan: false,
    mutations_today: 0,
    changed_today: [],
    is_cooling_down: false,
    rolled_back: {},
    ...around,
  })
}
const estate = (count: number | null) =>
  makeEvidence({
    source: { connector: 'test', query: 'estate', data_version: null, retrieved_at: NOW },
    body: {
      kind: 'plan.estate' as const,
      kinds: { [action.template]: 'instance' },
      counts: [{ account_id: action.account_id, resource_kind: 'instance', count }],
    },
  })
const withAction = (over: Partial<PlanAction>) => facts({ plan: { action: over } })

describe('the facts of the story', () => {
  it('are what policy expects, computed from plan, evidence, tenant and clock', () => {
    expect(PolicyFacts.parse(facts())).toEqual({
      desk: 'cost',
      tenant_id: 'tn_northlight',
      environment: 'dev',
      tier: 'medium',
      risk_score: 38,
      reversibility: 'R1',
      targets: 9,
      accounts: 1,
      cents_per_month: 361_300,
      cents_committed: 0,
      confidence_pct: 91,
      evidence_age_sec: 600,
      is_provisional: false,
      has_guard_tag: false,
      is_dry_run_ok: true,
      is_snapshot_complete: true,
      is_rollback_present: true,
      are_prechecks_passed: true,
      is_in_account_list: true,
      is_kill_switch_on: false,
      is_frozen: false,
      is_in_change_window: true,
      is_auto_opted_in: false,
      youngest_target_age_hours: 239,
      mutations_left_today: 40,
      max_targets: 10,
      has_other_open_plan: false,
      are_params_valid: true,
      are_targets_in_evidence: true,
      evidence_coverage_pct: 100,
      is_cooling_down: false,
      is_template_suspended: false,
      is_template_denied: false,
      tenant_least_rank: 0,
      points: NO_POINTS,
    })
  })
})

describe('what is not known takes the value that denies', () => {
  it('a target that no evidence knows is protected and newborn', () => {
    expect(facts({ around: { evidence: [] } })).toMatchObject({
      has_guard_tag: true,
      youngest_target_age_hours: 0,
      are_targets_in_evidence: false,
      are_params_valid: false,
      evidence_coverage_pct: 0,
    })
  })
  it('a precheck that could not be answered has not passed, and no precheck is not a passed one', () => {
    expect(withAction({ prechecks: [{ id: 'idle', outcome: 'unknown', detail: '' }] }).are_prechecks_passed).toBe(false)
    expect(withAction({ prechecks: [] }).are_prechecks_passed).toBe(false)
  })
  it('a guard tag precheck that could not be answered guards', () => {
    expect(withAction({ prechecks: [{ id: 'guard_tag', outcome: 'unknown', detail: '' }] }).has_guard_tag).toBe(true)
  })
  it('a dry run that was not run has not succeeded, and a state that was not read is not a snapshot', () => {
    expect(withAction({ dry_run: { ...action.dry_run, outcome: 'not_run', target_state_digest: null } })).toMatchObject({
      is_dry_run_ok: false,
      is_snapshot_complete: false,
    })
  })
  it('no triage is no confidence, and no anomaly is provisional', () => {
    expect(facts({ c: (c) => ({ ...c, cost: null }) })).toMatchObject({ confidence_pct: 0, is_provisional: true })
  })
  it('a commitment that does not state its size is above every cap', () => {
    expect(withAction({ reversibility: 'F' }).cents_committed).toBe(Number.MAX_SAFE_INTEGER)
    expect(withAction({ reversibility: 'F', params: { commitment_per_month: '1200.50' } }).cents_committed).toBe(120_050)
  })
})

describe('evidence', () => {
  it('ages from the oldest dry run of the plan, not from the usage day', () => expect(facts({ now: addHours(NOW, 24) }).evidence_age_sec).toBe(600 + 86_400))
  it('protects by tag, whatever the case of its key', () =>
    expect(facts({ around: { evidence: [inventory({ 'Legal-Hold': 'case 12' })] } }).has_guard_tag).toBe(true))
  it('knows the age of the youngest target', () =>
    expect(facts({ around: { evidence: [inventory({}, '2026-11-19T01:30:00.000Z')] } }).youngest_target_age_hours).toBe(7))
  it('is provisional only while every flagged day may be restated', () => {
    const onset = (first_day: string) =>
      facts({ c: (c) => (c.cost === null ? c : { ...c, cost: { ...c.cost, anomaly: { ...c.cost.anomaly, first_day } } }) }).is_provisional
    expect([onset('2026-11-16'), onset('2026-11-17'), onset('2026-11-18')]).toEqual([false, true, true])
  })
})

describe('a plan counts as its most delicate part', () => {
  it('in environment and reversibility', () => {
    const both = [action, { ...action, action_id: 'act_2', environment: 'prod' as const, reversibility: 'R3' as const }]
    const plan = { ...storyPlan({ policy_digest: POLICY }), actions: both }
    const got = policyFacts(storyCase({ policy_digest: POLICY }), plan, TENANT, NOW, {
      evidence: [inventory(), estate(400)],
      has_other_open_plan: false,
      mutations_today: 4,
      changed_today: [],
      is_cooling_down: false,
      rolled_back: {},
    })
    expect(got).toMatchObject({ environment: 'prod', reversibility: 'R3', targets: 9, max_targets: 3, mutations_left_today: 6 })
  })
})

describe('the tenant’s settings', () => {
  it('freeze one environment or all, from the first moment to before the last', () => {
    const frozen = (environment: 'dev' | 'prod' | null, now: Instant) =>
      facts({ now, settings: { freezes: [{ freeze_id: '', environment, from: NOW, to: addHours(NOW, 1), because: 'release' }] } }).is_frozen
    expect([frozen('dev', NOW), frozen(null, NOW), frozen('prod', NOW), frozen('dev', addHours(NOW, 1))]).toEqual([true, true, false, false])
  })
  it('freeze a plan that touches the environment anywhere, not only where it is most delicate', () => {
    const c = storyPlan({ policy_digest: POLICY })
    const both = { ...c, actions: [{ ...action, environment: 'prod' as const }, action] }
    const freezes = [{ freeze_id: '', environment: 'dev' as const, from: NOW, to: addHours(NOW, 1), because: 'release' }]
    expect(isFrozen(both, { ...TENANT.settings, freezes }, NOW)).toBe(true)
    expect(isFrozen({ ...both, actions: both.actions.slice(0, 1) }, { ...TENANT.settings, freezes }, NOW)).toBe(false)
  })
  it('open a change window by weekday and hour', () => {
    const open = (now: Instant) => facts({ now, settings: { change_window: { days: [0, 1, 2, 3], from_hour: 9, to_hour: 15 } } }).is_in_change_window
    expect([open(NOW), open('2026-11-19T15:00:00.000Z'), open('2026-11-20T09:00:00.000Z')]).toEqual([true, false, false])
  })
  it('read a change window by the clocks of the tenant, summer time included', () => {
    const settings = { ...TENANT.settings, change_window: { days: [3], from_hour: 9, to_hour: 15 } }
    const open = (time_zone: string, now: Instant) => isInWindow({ time_zone, settings }, now)
    expect([open('Asia/Tokyo', '2026-11-19T00:00:00.000Z'), open('Asia/Tokyo', '2026-11-19T06:00:00.000Z')]).toEqual([true, false])
    expect([open('Europe/Berlin', '2026-11-19T07:30:00.000Z'), open('Europe/Berlin', '2026-07-16T07:30:00.000Z')]).toEqual([false, true])
  })
  it('list accounts, opt in templates and stop everything', () => {
    expect(facts({ settings: { allowed_accounts: ['210000000001'], auto_templates: ['schedule_nonprod'], is_kill_switch_on: true } })).toMatchObject({
      is_in_account_list: false,
      is_auto_opted_in: true,
      is_kill_switch_on: true,
    })
  })

  it('guard more tags, deny templates and ask for more agreement', () => {
    expect(facts({ settings: { guard_tags: ['Team'] } }).has_guard_tag).toBe(true)
    expect(facts({ settings: { denied_templates: ['schedule_nonprod'] } }).is_template_denied).toBe(true)
    expect(facts({ settings: { least_level: { ...TENANT.settings.least_level, dev: 'L2' } } }).tenant_least_rank).toBe(3)
  })
  it('suspend a template after its rollback, until somebody reinstates it', () => {
    const rolled_back = { schedule_nonprod: addHours(NOW, -2) }
    const reinstated = (hours: number) => ({ reinstated_templates: [{ template: 'schedule_nonprod', at: addHours(NOW, hours), by: 'usr_noor' }] })
    const suspended = (settings: Partial<TenantSettings>) => facts({ around: { rolled_back }, settings }).is_template_suspended
    expect([suspended({}), suspended(reinstated(-3)), suspended(reinstated(-1))]).toEqual([true, true, false])
  })
})

describe('a tenant may only tighten', () => {
  const roomy = { prod: 1000, stage: 1000, dev: 1000, test: 1000, unknown: 1000 }
  const tight = { prod: 1, stage: 1, dev: 1, test: 1, unknown: 1 }

  it('has no more targets and changes a day than every tenant starts with, and may have fewer', () => {
    expect(facts({ settings: { max_targets: roomy, mutations_per_day: roomy } })).toMatchObject({ max_targets: 10, mutations_left_today: 40 })
    expect(mutationsPerDay({ ...TENANT.settings, mutations_per_day: { ...roomy, prod: 2 } })).toEqual({ prod: 2, stage: 20, dev: 40, test: 40, unknown: 10 })
    expect(facts({ settings: { max_targets: tight, mutations_per_day: tight } })).toMatchObject({ max_targets: 1, mutations_left_today: 1 })
  })
  it('has settings that make policy ask for as much as before or more, whichever one is set; only opting in to automatic execution asks for less, where policy allows it', async () => {
    const engine = makePolicyEngine(await loadPolicyBundle())
    const rank = (settings: Partial<TenantSettings>, tier: RiskTier) => agreementRank(engine.decide(facts({ settings, plan: { tier } })))
    const levels = { prod: 'L2', stage: 'L2', dev: 'L2', test: 'L2', unknown: 'L2' } as const
    const set: Partial<TenantSettings>[] = [
      { max_targets: roomy },
      { max_targets: tight },
      { mutations_per_day: roomy },
      { mutations_per_day: tight },
      { allowed_accounts: [] },
      { allowed_accounts: ['210000000006'] },
      { freezes: [{ freeze_id: 'f', environment: null, from: NOW, to: addHours(NOW, 1), because: 'release' }] },
      { change_window: { days: [6], from_hour: 0, to_hour: 1 } },
      { guard_tags: ['team'] },
      { denied_templates: ['schedule_nonprod'] },
      { least_level: levels },
      { is_kill_switch_on: true },
    ]
    for (const tier of RiskTier.options)
      for (const settings of set) expect(rank(settings, tier), JSON.stringify(settings)).toBeGreaterThanOrEqual(rank({}, tier))
    const opted_in = { auto_templates: ['schedule_nonprod'] }
    expect(RiskTier.options.map((tier) => rank({}, tier) - rank(opted_in, tier))).toEqual([1, 0, 0, 0, 0])
  })
})

describe('the belt of an account', () => {
  const left = (count: number | null, settings: Partial<TenantSettings> = {}) =>
    facts({ plan: { action: { environment: 'prod' } }, settings, around: { evidence: [inventory(), estate(count)] } }).mutations_left_today
  it('leaves the day’s changes alone where it is wide enough, and fewer than the plan makes where it is not', () => {
    expect(left(400)).toBe(10)
    expect(left(100)).toBe(5)
    expect(left(3)).toBe(1)
  })
  it('leaves nothing where nobody could count', () => expect(left(null)).toBe(0))
  it('leaves nothing to a plan that was made before it was tightened, and asks that it is made again', () => {
    const tight = { share_per_day_pct: { prod: 5, stage: 5, dev: 5, test: 5, unknown: 5 } }
    const wide = facts()
    expect(wide.belt).toBeUndefined()
    expect(facts({ settings: tight })).toMatchObject({
      mutations_left_today: 0,
      belt: { would_satisfy: 'The plan is made again: what it would change a share of is counted then' },
    })
    expect(facts({ settings: tight, around: { evidence: [inventory(), estate(400)] } })).toEqual(wide)
  })
  it('is widened by a tenant to a quarter of production at most', () => {
    const widest = { share_per_day_pct: { prod: 100, stage: 100, dev: 100, test: 100, unknown: 100 } }
    expect(left(12, widest)).toBe(3)
    expect(left(40, widest)).toBe(10)
  })
})

describe('an action that only accompanies what a plan is for', () => {
  const options = { policy_digest: POLICY, evidence: inventory() }
  const plan = storyPlan(options)
  const [main = action] = plan.actions
  const risk = { ...main.risk, terms: main.risk.terms.map((t) => ({ ...t, points: t.points + 9 })) }
  const beside = { ...main, ...{ action_id: 'act_beside', template: 'submit_ad_feedback', account_id: '210000000001', risk, accompanies: true as const } }
  const targets = [{ arn: 'arn:aws:ce::210000000001:anomaly/an-1', label: 'an-1', change: 'is answered' }]
  const read = (actions: PlanAction[], settings: Partial<TenantSettings> = {}) => {
    const around = { evidence: [inventory()], has_other_open_plan: false, mutations_today: 0, changed_today: [], is_cooling_down: false }
    const suspended = { submit_ad_feedback: addHours(NOW, -1) }
    return policyFacts(storyCase(options), { ...plan, actions }, { ...TENANT, settings: { ...TENANT.settings, ...settings } }, NOW, {
      ...around,
      rolled_back: suspended,
    })
  }
  it('makes the plan no larger, wider or riskier', () => {
    const { are_params_valid, are_targets_in_evidence, has_guard_tag, youngest_target_age_hours, ...facts } = read([main, { ...beside, targets }])
    expect(read([main])).toMatchObject(facts)
    expect(facts).toMatchObject({ targets: 9, accounts: 1, is_template_suspended: false })
  })
  it('is still held to what the tenant forbids', () => {
    expect(read([main, { ...beside, targets }], { denied_templates: ['submit_ad_feedback'] }).is_template_denied).toBe(true)
    expect(read([main, { ...beside, targets }], { allowed_accounts: [main.account_id] }).is_in_account_list).toBe(false)
    expect(read([main, { ...beside, targets }], { auto_templates: [main.template] }).is_auto_opted_in).toBe(false)
  })
})
