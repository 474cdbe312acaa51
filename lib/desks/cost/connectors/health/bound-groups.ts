import { z } from 'zod'
import type { Asking } from './asking'
import { readCluster } from './read-cluster'
import { type Balanced, targetGroupsOf } from './target-groups'

const Labels = z.record(z.string(), z.string())
const WireBindings = z.object({ items: z.array(z.object({ spec: z.object({ targetGroupARN: z.string(), serviceRef: z.object({ name: z.string() }) }) })) })
const WireServices = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }), spec: z.object({ selector: Labels.nullish() }) })) })

/** The target groups that a cluster's load balancer controller binds to the services of a workload. A cluster without that controller has none. */
export async function boundGroups(asking: Asking, name: string, labels: Readonly<Record<string, string>>): Promise<Balanced[]> {
  const namespace = encodeURIComponent(name.split('/')[1] ?? '')
  const { account_id, region_id } = asking.action
  const bindings = await readCluster(asking.clusters, {
    name,
    path: `/apis/elbv2.k8s.aws/v1beta1/namespaces/${namespace}/targetgroupbindings`,
    what: 'targetgroupbindings',
    form: WireBindings,
  })
  // Metrics of another account or region would be another's.
  const here = (bindings?.items ?? []).filter((b) => b.spec.targetGroupARN.includes(`:${region_id}:${account_id}:`))
  if (here.length === 0) return []
  const services = await readCluster(asking.clusters, { name, path: `/api/v1/namespaces/${namespace}/services`, what: 'services', form: WireServices })
  const own = (services?.items ?? []).filter(({ spec }) => isSelected(spec.selector ?? {}, labels)).map((s) => s.metadata.name)
  const arns = here.filter((b) => own.includes(b.spec.serviceRef.name)).map((b) => b.spec.targetGroupARN)
  return arns.length === 0 ? [] : (await targetGroupsOf(await asking.targetGroups(), [], arns)).found
}

/** A service without a selector names its pods itself, which is not known here. */
const isSelected = (selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean =>
  Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value)
