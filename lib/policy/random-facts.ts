import { Environment, ReversibilityClass, RiskTier } from '@/schemas/action'
import { Desk } from '@/schemas/case'
import { type PolicyFacts, RiskPoints } from '@/schemas/policy'

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

// Booleans mostly have the value that permits, so that many random plans are allowed and the properties are not vacuous.
const FLAGS: readonly [keyof PolicyFacts, boolean][] = [
  ['is_provisional', false],
  ['has_guard_tag', false],
  ['is_kill_switch_on', false],
  ['is_frozen', false],
  ['has_other_open_plan', false],
  ['is_cooling_down', false],
  ['is_template_suspended', false],
  ['is_template_denied', false],
  ['is_dry_run_ok', true],
  ['is_snapshot_complete', true],
  ['is_rollback_present', true],
  ['are_prechecks_passed', true],
  ['is_in_account_list', true],
  ['are_params_valid', true],
  ['are_targets_in_evidence', true],
]
const FLIPPED_PCT = 2

/** One plan as policy sees it, drawn at random. */
export function randomFacts(next: () => number): PolicyFacts {
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const one = <T>(of: readonly T[]): T => of[int(0, of.length - 1)] as T // safe: `of` is never empty here
  const flags = Object.fromEntries(FLAGS.map(([name, calm]) => [name, int(0, 99) < FLIPPED_PCT ? !calm : calm])) as Record<string, boolean>
  const points = Object.fromEntries(RiskPoints.keyof().options.map((name) => [name, int(0, 20)])) as RiskPoints
  return {
    desk: one(Desk.options),
    tenant_id: 'tn_northlight',
    environment: one(Environment.options),
    tier: one(RiskTier.options),
    risk_score: int(0, 100),
    reversibility: one([...ReversibilityClass.options, 'R0', 'R1', 'R1', 'R2'] as const),
    targets: int(1, 11),
    accounts: int(1, 3),
    cents_per_month: int(-1_000_000, 50_000_000),
    cents_committed: one([0, 0, 0, 0, int(0, 9_000_000)]),
    confidence_pct: int(55, 100),
    evidence_age_sec: int(0, 100_000),
    is_in_change_window: next() < 0.5,
    is_auto_opted_in: next() < 0.5,
    youngest_target_age_hours: int(20, 500),
    mutations_left_today: int(5, 40),
    max_targets: one([5, 10, 10]),
    evidence_coverage_pct: int(45, 100),
    tenant_least_rank: one([0, 0, 0, 1, 2, 3]),
    points,
    ...flags,
  } as PolicyFacts // safe: every name of PolicyFacts is given above; the engine parses it again
}

/** The hard denials of the specification, written again by hand and apart from the policies. */
export function hasHardDenial(f: PolicyFacts): boolean {
  const is_stopped = f.is_kill_switch_on || f.is_frozen || f.has_other_open_plan || f.is_template_denied
  const is_untouchable = f.has_guard_tag || !f.is_in_account_list || f.reversibility === 'R3'
  const is_unchecked = !(f.is_dry_run_ok && f.is_snapshot_complete && f.is_rollback_present && f.are_prechecks_passed)
  const is_ill_formed = !(f.are_params_valid && f.are_targets_in_evidence)
  const is_too_much = f.targets > f.max_targets || f.cents_committed > 7_300_000
  const is_too_old = f.evidence_age_sec > (f.reversibility === 'F' ? 48 : 24) * 3600
  const is_too_critical = f.tier === 'critical' && f.desk !== 'change'
  return is_stopped || is_untouchable || is_unchecked || is_ill_formed || is_too_much || is_too_old || is_too_critical || isDeniedChange(f)
}

/** What is denied to a plan that changes anything. */
function isDeniedChange(f: PolicyFacts): boolean {
  if (f.reversibility === 'R0') return false
  const is_unsure = f.confidence_pct < 60 || f.is_provisional || f.evidence_coverage_pct < 50
  const is_too_soon = f.youngest_target_age_hours < 24 || f.is_cooling_down || f.is_template_suspended
  return is_unsure || is_too_soon || f.mutations_left_today < f.targets
}
