import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { z } from 'zod'
import { toFault } from '../cloud/real/aws-classify'
import type { Asking } from './asking'
import { balancedNames, balancedSignals, NOTHING_TAKEN_OUT, type TakenOut } from './balancers'
import { sinceOf } from './counted-up'
import { failedLaunches } from './failed-launches'
import { describeMachines, notAsked } from './look-machines'
import { pendingPods } from './pods'
import { targetGroupsOf } from './target-groups'
import { type Look, type Metric, machineSignals, type Watched } from './watched'

const API = 'autoscaling:DescribeAutoScalingGroups'
const Step = z.looseObject({ name: z.string(), nodes: z.int(), desired: z.int() })
const CLUSTER_TAG = /^kubernetes\.io\/cluster\/(.+)$/

/** Groups of machines: all of them together, what they failed to start, who they serve, and what waits for room in their cluster. */
export async function lookAtGroups(asking: Asking, names: readonly string[]): Promise<Look[]> {
  const clients = await asking.clients()
  const ask = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...names] })
  const answer = await clients
    .read(AutoScalingClient)
    .send(ask)
    .catch((error: unknown) => {
      throw toFault(error, API)
    })
  return Promise.all(
    names.map(async (name): Promise<Look> => {
      const group = (answer.AutoScalingGroups ?? []).find((g) => g.AutoScalingGroupName === name)
      const nothing = { label: name, watched: [], series: [], names: [], silence: 'it is not there' }
      if (group === undefined) return nothing
      const named = [...(group.TargetGroupARNs ?? []), ...(group.TrafficSources ?? []).filter((s) => s.Type === 'elbv2').flatMap((s) => s.Identifier ?? [])]
      const ids = (group.Instances ?? []).flatMap((i) => i.InstanceId ?? [])
      const machines = await describeMachines(clients, ids)
      const { found, left_out } = await targetGroupsOf(await asking.targetGroups(), machines, named)
      const cluster = clusterOf(group.Tags ?? [])
      const is_counted = (group.EnabledMetrics ?? []).some((m) => m.Metric === 'GroupInServiceInstances')
      const dimensions = { AutoScalingGroupName: name }
      const taken = takenOut(asking, name)
      return {
        label: name,
        watched: [
          ...machineSignals({ of: name, Namespace: 'AWS/EC2', dimensions }),
          ...(is_counted ? [inServiceOf(name, taken)] : []),
          // Pods on nodes that go are started on others: none of them may be missed.
          ...found.flatMap((g) => balancedSignals(g, g.is_by_address ? NOTHING_TAKEN_OUT : taken)),
        ],
        series: [
          await failedLaunches(asking, { by: name, about: null }),
          ...(cluster === null ? [] : [await pendingPods(asking, cluster)]),
          ...notAsked(left_out),
        ],
        names: [{ Name: 'AutoScalingGroupName', Value: name }, ...found.flatMap(balancedNames)],
        silence: nothing.silence,
      }
    }),
  )
}

/** Members of a group that were there and are not any more, because the action says so. */
function takenOut({ action, stretches }: Asking, name: string): TakenOut {
  const steps = z.looseObject({ targets: z.array(Step) }).safeParse(action.params)
  const step = action.template === 'scale_nodegroup' && steps.success ? steps.data.targets.find((t) => t.name === name) : undefined
  const since = sinceOf(stretches)
  return { at: (at) => (step !== undefined && at >= since.start ? step.nodes - step.desired : 0), may_be_all: false, isOff: () => false }
}

const inServiceOf = (name: string, taken: TakenOut): Watched => ({
  signal: `machines_in_service of ${name}`,
  kind: 'healthy_count',
  unit: 'machines',
  metrics: [
    { Namespace: 'AWS/AutoScaling', MetricName: 'GroupInServiceInstances', Stat: 'Minimum', dimensions: { AutoScalingGroupName: name } } satisfies Metric,
  ],
  pointOf: ([count = null], at) => (count === null ? null : count + taken.at(at)),
})

/** The Kubernetes cluster that a group's machines are nodes of, as EKS and its controllers tag it. */
function clusterOf(tags: readonly { Key?: string | undefined; Value?: string | undefined }[]): string | null {
  const named = tags.find((t) => t.Key === 'eks:cluster-name')?.Value
  return named ?? tags.flatMap((t) => CLUSTER_TAG.exec(t.Key ?? '')?.[1] ?? []).at(0) ?? null
}
