import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { Secret } from '@/lib/kernel/secret'
import { send } from '../../http/send'
import type { CallResult } from '../call'
import type { Requests, Workload, WorkloadPort } from '../ports/workload-port'
import type { SessionReach } from './refuse-changes'

/**
 * How one cluster's API is reached. `token` reads; `write_token` patches, and without one nothing is changed there. `ca_pem` is its own authority's
 * certificate, null where a public one signed it.
 */
export type Cluster = { endpoint: string; token(): Promise<Secret>; write_token: (() => Promise<Secret>) | null; ca_pem: string | null }
type Use = 'token' | 'write_token'

const Amounts = z.object({ cpu: z.string().nullish(), memory: z.string().nullish() }).nullish()
const WireWorkload = z.object({
  metadata: z.object({ creationTimestamp: z.string(), labels: z.record(z.string(), z.string()).nullish() }),
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

async function jsonOf(answer: AsyncIterable<Uint8Array>): Promise<unknown> {
  const parts: Uint8Array[] = []
  for await (const part of answer) parts.push(part)
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return null
  }
}

/** Asks each cluster what its tokens may do, and changes nothing. Throws Fault `provider_down` for the first that does not answer. */
export async function checkClusters(clusters: Readonly<Record<string, Cluster>>, timeout_ms: number): Promise<string> {
  const port = kubernetesWorkloads(clusters, timeout_ms, 'read')
  const said: string[] = []
  for (const [name, { write_token }] of Object.entries(clusters)) {
    const reader_may = await port.mayPatch(name, 'token')
    const may =
      write_token === null
        ? 'may be read; its changes are proposed in tickets'
        : (await port.mayPatch(name, 'write_token'))
          ? 'may be changed'
          : 'may be read only'
    said.push(`${name} ${may}${reader_may ? ', and its reading token may change it too: take that right from it' : ''}`)
  }
  return said.join(', ')
}

/** Workloads of Kubernetes clusters through their API. A patch is tried with the server's own dry run; a session that only tries sends no other. */
export function kubernetesWorkloads(
  clusters: Readonly<Record<string, Cluster>>,
  timeout_ms: number,
  may: SessionReach = 'act',
): WorkloadPort & { mayPatch(cluster: string, use: Use): Promise<boolean> } {
  async function call(
    name: string,
    path: string,
    init: { method: string; body?: unknown; use?: Use } = { method: 'GET' },
  ): Promise<{ status: number; body: unknown }> {
    const [cluster_name = ''] = name.split('/')
    const cluster = clusters[cluster_name]
    if (cluster === undefined)
      throw new Fault('provider_down', `cluster ${cluster_name} is not connected: add its endpoint and token`, { capability: 'workloads' })
    const token = init.use === 'write_token' ? cluster.write_token : cluster.token
    if (token === null) throw new Fault('provider_down', `no token may change cluster ${cluster_name}: name one in Settings`, { capability: 'workloads' })
    const headers = {
      authorization: `Bearer ${(await token()).reveal()}`,
      accept: 'application/json',
      ...(init.body === undefined ? {} : { 'content-type': init.method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json' }),
    }
    const answer = await send({
      service: `Cluster ${cluster_name}`,
      url: new URL(path, cluster.endpoint).href,
      method: init.method,
      headers,
      body: init.body === undefined ? null : JSON.stringify(init.body),
      signal: AbortSignal.timeout(timeout_ms),
      ...(cluster.ca_pem === null ? {} : { ca: cluster.ca_pem }),
    })
    return { status: answer.statusCode ?? 0, body: await jsonOf(answer) }
  }

  async function read(name: string, path: string, init?: { method: string; body: unknown; use: Use }): Promise<unknown> {
    const answer = await call(name, path, init).catch((error: unknown) => {
      if (error instanceof Fault) throw error
      throw new Fault('provider_down', 'the cluster did not answer: check the connection and try again', { path }, { cause: error })
    })
    if (answer.status === 404) return null
    if (answer.status >= 300)
      throw new Fault('provider_down', `the cluster answered ${answer.status}: check the token and its role`, { path, status: answer.status })
    return answer.body
  }

  async function one(name: string): Promise<Workload[]> {
    const { path, namespace, kind, workload, container } = partsOf(name)
    const found = await read(name, path)
    if (found === null) return []
    const w = WireWorkload.parse(found)
    const c = w.spec.template.spec.containers.find((x) => x.name === container)
    const requests = amounts(c?.resources?.requests)
    if (requests === null) return []
    const scalers = WireAutoscalers.parse((await read(name, `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`)) ?? { items: [] })
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

  return {
    changeable: (cluster) => clusters[cluster]?.write_token != null,
    async mayPatch(cluster, use) {
      const resourceAttributes = { verb: 'patch', group: 'apps', resource: 'deployments' }
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } }
      return WireReview.parse(await read(cluster, '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { method: 'POST', body, use })).status.allowed
    },
    workloads: async (_place, names) => (await Promise.all(names.map(one))).flat(),
    async setRequests(_place, name, requests, m): Promise<CallResult> {
      const result = (status: CallResult['status'], detail: string): CallResult => ({ api: 'k8s:Patch', request_id: null, status, detail })
      const [w] = await one(name)
      if (w === undefined) return result('refused', 'NotFound: there is no such workload')
      if (!m.dry_run && w.requests.cpu_milli === requests.cpu_milli && w.requests.memory_mib === requests.memory_mib) return result('noop', 'it is so already')
      if (may === 'read' || (may === 'try' && !m.dry_run))
        throw new Fault('forbidden', `a patch is not sent in a session that may only ${may}: report this as a bug`, { name })
      const { path, container } = partsOf(name)
      const resources = { requests: { cpu: `${requests.cpu_milli}m`, memory: `${requests.memory_mib}Mi` } }
      const body = { spec: { template: { spec: { containers: [{ name: container, resources }] } } } }
      const query = `?fieldManager=countersign${m.dry_run ? '&dryRun=All' : ''}`
      try {
        const { status } = await call(name, `${path}${query}`, { method: 'PATCH', body, use: 'write_token' })
        if (status === 401 || status === 403) return result('denied', `Forbidden: the token may not patch it (${status})`)
        if (status >= 400 && status < 500) return result('refused', `the cluster answered ${status}`)
        if (status >= 500) return result('uncertain', `the cluster answered ${status}`)
        return m.dry_run ? result('would_succeed', 'the server would accept it') : result('done', 'changed')
      } catch (error) {
        if (error instanceof Fault) throw error
        return result('uncertain', error instanceof Error ? error.message : String(error))
      }
    },
  }
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
