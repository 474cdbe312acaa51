import type { PlanAction } from '@/schemas/action'

type Ordered = Pick<PlanAction, 'template' | 'account_id' | 'region_id'>

/**
 * Templates that another one builds on when both are in a plan for the same account and region: nodes go once their workloads reserve less, a snapshot once its
 * image is disabled, a smaller type once the owner is known. A run stops at the first failure, so what comes later is never done without it.
 */
const PREREQUISITES: Readonly<Record<string, readonly string[]>> = {
  scale_nodegroup: ['k8s_rightsize_requests'],
  snapshot_delete_orphan: ['ami_disable'],
  ebs_delete_unattached: ['tag_owner'],
  rightsize_ec2: ['tag_owner'],
}

/** The same actions in the same order, but each after those that it builds on. */
export function prerequisitesFirst<T extends Ordered>(actions: readonly T[]): T[] {
  const left = [...actions]
  const ordered: T[] = []
  while (left.length > 0) {
    // The table has no circle, so one of what is left builds on nothing that is left.
    const at = left.findIndex((a) => !left.some((b) => isBefore(b, a)))
    ordered.push(...left.splice(Math.max(at, 0), 1))
  }
  return ordered
}

const isBefore = (b: Ordered, a: Ordered): boolean =>
  b.account_id === a.account_id && b.region_id === a.region_id && (PREREQUISITES[a.template] ?? []).includes(b.template)
