import { secondsBetween, startOfDay } from '@/lib/kernel/time'
import { findGuardTag } from '@/lib/policy/guard-tag'
import type { Plan } from '@/schemas/action'
import { CostEvidence } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

type Known = { tags: Record<string, string>; since: Instant | null }

export type TargetFacts = {
  /** Also true when the tags of a target are not known. */
  has_guard_tag: boolean
  /** 0 when the age of a target is not known. */
  youngest_target_age_hours: number
}

/** What the evidence says about the resources that a plan would change. A target that no evidence knows is treated as protected and newborn. */
export function targetFacts(plan: Plan, evidence: readonly Evidence[], now: Instant): TargetFacts {
  const bodies = evidence.flatMap((e) => CostEvidence.safeParse(e.body).data ?? [])
  const known = plan.actions.flatMap((a) => a.targets).map((target) => find(target.arn, bodies))
  const ages = known.map((k) => (k?.since == null ? 0 : Math.max(0, Math.floor(secondsBetween(k.since, now) / 3600))))
  return {
    has_guard_tag: known.some((k) => k === undefined || findGuardTag(k.tags) !== undefined),
    youngest_target_age_hours: ages.length === 0 ? 0 : Math.min(...ages),
  }
}

/** Everything known about one resource: live inventories by their ARN, the bill by whatever id it uses. The latest beginning counts. */
function find(arn: string, bodies: readonly CostEvidence[]): Known | undefined {
  const found = bodies.flatMap((body): Known[] => {
    if (body.kind === 'cloud.instances') return body.instances.filter((i) => i.arn === arn).map((i) => ({ tags: i.tags, since: i.launched_at }))
    if (body.kind === 'cloud.volumes') return body.volumes.filter((v) => v.arn === arn).map((v) => ({ tags: v.tags, since: null }))
    if (body.kind !== 'cost.resource_costs') return []
    return body.resources.filter((r) => isSame(arn, r.resource_id)).map((r) => ({ tags: r.tags, since: startOfDay(r.first_seen) }))
  })
  if (found.length === 0) return undefined
  const since =
    found
      .flatMap((k) => k.since ?? [])
      .sort()
      .at(-1) ?? null
  return { tags: Object.assign({}, ...found.map((k) => k.tags)), since }
}

const isSame = (arn: string, resource_id: string): boolean => arn === resource_id || arn.endsWith(`/${resource_id}`) || arn.endsWith(`:${resource_id}`)
