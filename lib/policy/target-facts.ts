import { secondsBetween } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { PlanTargets } from '@/schemas/evidence/plan-targets'
import type { Instant } from '@/schemas/time'
import { findGuardTag } from './guard-tag'

export type TargetFacts = {
  /** Also true when the tags of a target are not known. */
  has_guard_tag: boolean
  /** 0 when the age of a target is not known. */
  youngest_target_age_hours: number
  are_targets_in_evidence: boolean
  are_params_valid: boolean
}

const NOTHING_KNOWN: TargetFacts = { has_guard_tag: true, youngest_target_age_hours: 0, are_targets_in_evidence: false, are_params_valid: false }

/**
 * What the evidence says about the resources that a plan would change, as the desk wrote it down for this plan. A target that no evidence knows
 * is protected and newborn, and without the desk's word nothing is known at all. `guards` are the tenant's own tag keys.
 */
export function targetFacts(plan: Plan, evidence: readonly Evidence[], guards: readonly string[], now: Instant): TargetFacts {
  const said = evidence.flatMap((e) => wordOn(plan, e) ?? []).at(-1)
  if (said === undefined) return NOTHING_KNOWN
  const by_arn = new Map(said.targets.map((t) => [t.arn, t]))
  const known = plan.actions.flatMap((a) => a.targets).map((t) => by_arn.get(t.arn))
  const ages = known.map((k) => (k?.since == null ? 0 : Math.max(0, Math.floor(secondsBetween(k.since, now) / 3600))))
  return {
    has_guard_tag: known.some((k) => k?.tags == null || findGuardTag(k.tags, guards) !== undefined),
    youngest_target_age_hours: ages.length === 0 ? 0 : Math.min(...ages),
    are_targets_in_evidence: known.length > 0 && known.every((k) => k?.tags != null),
    are_params_valid: plan.actions.length > 0 && !plan.actions.some((a) => said.invalid_actions.includes(a.action_id)),
  }
}

function wordOn(plan: Plan, { evidence_id, kind, body }: Evidence): PlanTargets | undefined {
  if (kind !== PlanTargets.shape.kind.value) return undefined
  const { data } = PlanTargets.safeParse(body)
  const is_for_it = data?.plan_hash === plan.plan_hash || (data?.plan_hash === null && plan.evidence_ids.includes(evidence_id))
  return is_for_it ? data : undefined
}
