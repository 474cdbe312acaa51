import type { Asking } from './asking'
import { lookAtClusters, lookAtDatabases } from './look-databases'
import { lookAtGroups } from './look-groups'
import { lookAtMachines } from './look-machines'
import { lookAtBalancers, lookAtBuckets, lookAtLogGroups, lookAtNothing, lookAtSources } from './look-settings'
import { lookAtVolumes } from './look-volumes'
import { lookAtWorkloads } from './look-workloads'
import type { Look } from './watched'

type Kind = { arn: RegExp; look(asking: Asking, ids: readonly string[]): Promise<Look[]> }

/** How each kind of target is looked at, by the form of its ARN. Of a budget, an address or an anomaly nothing is measured. */
const KINDS: readonly Kind[] = [
  { arn: /:instance\/(i-[0-9a-f]+)$/, look: lookAtMachines },
  { arn: /:volume\/(vol-[0-9a-f]+)$/, look: lookAtVolumes },
  { arn: /:autoScalingGroup:[^:]*:autoScalingGroupName\/(.+)$/, look: lookAtGroups },
  { arn: /^arn:[^:]+:rds:[^:]*:\d*:db:([\w-]+)$/, look: lookAtDatabases },
  { arn: /^arn:[^:]+:rds:[^:]*:\d*:cluster:([\w-]+)$/, look: lookAtClusters },
  { arn: /:log-group:([^:]+)(?::\*)?$/, look: lookAtLogGroups },
  { arn: /^arn:[^:]+:s3:::([^/]+)$/, look: lookAtBuckets },
  { arn: /:image\/(ami-[0-9a-f]+)$/, look: lookAtSources },
  { arn: /:snapshot\/(snap-[0-9a-f]+)$/, look: lookAtSources },
  { arn: /:loadbalancer\/(app\/.+)$/, look: lookAtBalancers },
  // Whoever names them: a cluster of EKS, or one that no ARN knows.
  { arn: /^arn:(?:kubernetes:workload:::|[^:]+:eks:[^:]*:\d*:cluster\/)([^/]+(?:\/[^/]+){4})$/, look: lookAtWorkloads },
  { arn: /^(.*)$/s, look: lookAtNothing },
]

/** Every target of the action, the targets of a kind together. */
export async function lookAtTargets(asking: Asking): Promise<Look[]> {
  const by_kind = new Map<Kind, string[]>()
  for (const { arn } of asking.action.targets) {
    const kind = KINDS.find((k) => k.arn.test(arn))
    if (kind !== undefined) by_kind.set(kind, [...(by_kind.get(kind) ?? []), kind.arn.exec(arn)?.[1] ?? arn])
  }
  return (await Promise.all([...by_kind].map(([kind, ids]) => kind.look(asking, ids)))).flat()
}
