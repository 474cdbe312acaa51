import { secondsBetween } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { findGuardTag } from '../actions/guard-tag'
import { bodiesOf } from './priced-resources'

const HOUR_SEC = 3600

/** What policy asks about the targets of a plan. Ages are null when a target is in no inventory, which policy must treat as too young. */
export function targetFacts(
  plan: Plan,
  evidence: readonly Evidence[],
  now: Instant,
): { targets: number; accounts: number; has_guard_tag: boolean; youngest_target_age_hours: number | null } {
  const known = new Map<string, { tags: Record<string, string>; since: Instant }>()
  for (const { instances } of bodiesOf(evidence, 'cloud.instances')) for (const i of instances) known.set(i.arn, { tags: i.tags, since: i.launched_at })
  for (const { volumes } of bodiesOf(evidence, 'cloud.volumes')) for (const v of volumes) known.set(v.arn, { tags: v.tags, since: v.created_at })
  const arns = [...new Set(plan.actions.flatMap((action) => action.targets.map((t) => t.arn)))]
  const found = arns.map((arn) => known.get(arn))
  const ages = found.map((item) => (item === undefined ? null : Math.floor(secondsBetween(item.since, now) / HOUR_SEC)))
  return {
    targets: arns.length,
    accounts: new Set(plan.actions.map((action) => action.account_id)).size,
    has_guard_tag: found.some((item) => item !== undefined && findGuardTag(item.tags) !== undefined),
    youngest_target_age_hours: ages.length === 0 || ages.includes(null) ? null : Math.max(0, Math.min(...ages.map((age) => age ?? 0))),
  }
}
