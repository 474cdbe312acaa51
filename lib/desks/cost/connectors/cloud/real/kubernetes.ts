import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { understood } from '../../http/understood'
import type { CallResult, Mutation } from '../call'
import type { Requests, Workload, WorkloadPort } from '../ports/workload-port'
import { type Cluster, type ClusterApi, clusterApi, type Use } from './cluster-api'
import type { SessionReach } from './refuse-changes'

const Amounts = z.object({ cpu: z.string().nullish(), memory: z.string().nullish() }).nullish()
const WireWorkload = z.object({
  metadata: z.object({ creationTimestamp: z.iso.datetime({ offset: true }), labels: z.record(z.string(), z.string()).nullish() }),
  spec: z.object({
    replicas: z.number().nullish(),
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ name: z.string(), resources: z.object({ requests: Amounts, limits: Amounts }).nullish() })) }),
    }),
  }),
})
const WireAutoscalers = z.object({
  items: z.array(
    z.object({
      spec: z.object({
        scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
        metrics: z.array(z.object({ type: z.string(), resource: z.object({ target: z.object({ type: z.string() }) }).nullish() })).nullish(),
      }),
    }),
  ),
})
const WireReview = z.object({ status: z.object({ allowed: z.boolean() }) })
const KINDS: Record<string, string> = { deployment: 'deployments', statefulset: 'statefulsets' }

/** Asks each cluster what its reading token may do, and changes nothing. Throws Fault `provider_down` for the first that does not answer. */
export async function checkClusters(clusters: Readonly<Record<string, Cluster>>, timeout_ms: number): Promise<string> {
  const port = kubernetesWorkloads(clusters, timeout_ms, 'read')
  const said: string[] = []
  for (const [name, { write_token }] of Object.entries(clusters)) {
    const [reader_may, lists_pods] = [await port.mayPatch(name, 'token'), await port.mayListPods(name)]
    const changes = write_token === null ? 'its changes are proposed in tickets' : 'another token, for acting, changes it'
    const too_much = reader_may ? ', and its reading token may change it too: take that right from it' : ''
    const too_little = lists_pods ? '' : ', and its reading token may not list pods, so health after a change is not known: let it list pods in all namespaces'
    said.push(`${name} may be read; ${changes}${too_much}${too_little}`)
  }
  return said.join(', ')
}

/** Workloads of Kubernetes clusters through their API. A patch is tried with the server's own dry run; a session that only tries sends no other. */
export function kubernetesWorkloads(
  clusters: Readonly<Record<string, Cluster>>,
  timeout_ms: number,
  may: SessionReach = 'act',
): WorkloadPort & { mayPatch(cluster: string, use: Use): Promise<boolean>; mayListPods(cluster: string): Promise<boolean> } {
  const api = clusterApi(clusters, timeout_ms)
  return {
    changeable: (cluster) => clusters[cluster]?.write_token != null,
    mayPatch: (cluster, use) => isAllowed(api, cluster, use, { verb: 'patch', group: 'apps', resource: 'deployments' }),
    mayListPods: (cluster) => isAllowed(api, cluster, 'token', { verb: 'list', group: '', resource: 'pods' }),
    workloads: async (_place, names) => (await Promise.all(names.map((name) => readWorkload(api, name)))).flat(),
    setRequests: (_place, name, requests, m) => setRequests({ api, may }, name, requests, m),
  }
}

async function isAllowed(api: ClusterApi, cluster: string, use: Use, resourceAttributes: { verb: string; group: string; resource: string }): Promise<boolean> {
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } }
  const answer = WireReview.safeParse(await api.read(cluster, '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { method: 'POST', body, use }))
  if (!answer.success) throw new Fault('provider_down', `cluster ${cluster} answers like no Kubernetes API: check its address`, { cluster })
  return answer.data.status.allowed
}

type Patching = { api: ClusterApi; may: SessionReach }

async function setRequests({ api, may }: Patching, name: string, requests: Requests, m: Mutation): Promise<CallResult> {
  const result = (status: CallResult['status'], detail: string): CallResult => ({ api: 'k8s:Patch', request_id: null, status, detail })
  const [w] = await readWorkload(api, name)
  if (w === undefined) return result('refused', 'NotFound: there is no such workload')
  if (!m.dry_run && w.requests.cpu_milli === requests.cpu_milli && w.requests.memory_mib === requests.memory_mib) return result('noop', 'it is so already')
  if (may === 'read' || (may === 'try' && !m.dry_run))
    throw new Fault('forbidden', `a patch is not sent in a session that may only ${may}: report this as a bug`, { name })
  if (m.dry_run && api.isChangedElsewhere(name))
    return result('not_tried', 'the server tries it right before it is carried out: the token that changes the cluster is not held here')
  const { path, container } = partsOf(name)
  const resources = { requests: { cpu: `${requests.cpu_milli}m`, memory: `${requests.memory_mib}Mi` } }
  const body = { spec: { template: { spec: { containers: [{ name: container, resources }] } } } }
  const query = `?fieldManager=countersign${m.dry_run ? '&dryRun=All' : ''}`
  try {
    const { status } = await api.call(name, `${path}${query}`, { method: 'PATCH', body, use: 'write_token' })
    if (status === 401 || status === 403) return result('denied', `Forbidden: the token may not patch it (${status})`)
    if (status >= 400 && status < 500) return result('refused', `the cluster answered ${status}`)
    if (status >= 500) return result('uncertain', `the cluster answered ${status}`)
    return m.dry_run ? result('would_succeed', 'the server would accept it') : result('done', 'changed')
  } catch (error) {
    if (error instanceof Fault) throw error
    return result('uncertain', error instanceof Error ? error.message : String(error))
  }
}

async function readWorkload(api: ClusterApi, name: string): Promise<Workload[]> {
  const { path, cluster, namespace, kind, workload, container } = partsOf(name)
  const found = await api.read(name, path)
  if (found === null) return []
  const who = `Cluster ${cluster} answered about its`
  const w = understood(WireWorkload, found, `${who} ${kind}`, { name })
  const c = w.spec.template.spec.containers.find((x) => x.name === container)
  const requests = amounts(c?.resources?.requests)
  if (requests === null) return []
  const listed = (await api.read(name, `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`)) ?? { items: [] }
  const scalers = understood(WireAutoscalers, listed, `${who} autoscalers`, { name })
  return [
    {
      arn: `arn:kubernetes:workload:::${name}`,
      name,
      requests,
      limits: amounts(c?.resources?.limits),
      replicas: w.spec.replicas ?? 1,
      is_autoscaled: scalers.items.some(
        ({ spec }) =>
          spec.scaleTargetRef.kind.toLowerCase() === kind &&
          spec.scaleTargetRef.name === workload &&
          (spec.metrics ?? []).some((m) => m.type === 'Resource' && m.resource?.target.type === 'Utilization'),
      ),
      created_at: new Date(w.metadata.creationTimestamp).toISOString(),
      labels: w.metadata.labels ?? {},
    },
  ]
}

function partsOf(name: string) {
  const [cluster = '', namespace = '', kind = '', workload = '', container = ''] = name.split('/')
  const plural = KINDS[kind]
  if (plural === undefined) throw new Fault('validation_failed', `${kind} is not a kind that can be changed: use deployment or statefulset`, { name })
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${plural}/${encodeURIComponent(workload)}`
  return { cluster, namespace, kind, workload, container, path }
}

const CPU = /^(\d+(?:\.\d+)?)(m?)$/
const MEMORY = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi)?$/
const MIB: Record<string, number> = { Ki: 1 / 1024, Mi: 1, Gi: 1024 }

/** Null when either amount is not set or not in a unit that we read. */
function amounts(a: z.infer<typeof Amounts>): Requests | null {
  const [cpu, memory] = [CPU.exec(a?.cpu ?? ''), MEMORY.exec(a?.memory ?? '')]
  if (cpu === null || memory === null) return null
  const cpu_milli = Math.round(Number(cpu[1]) * (cpu[2] === 'm' ? 1 : 1000))
  const memory_mib = Math.round(Number(memory[1]) * (memory[2] === undefined ? 1 / 1_048_576 : (MIB[memory[2]] ?? 1)))
  return cpu_milli > 0 && memory_mib > 0 ? { cpu_milli, memory_mib } : null
}
