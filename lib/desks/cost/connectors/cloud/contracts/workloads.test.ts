import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { makeSecret } from '@/lib/kernel/secret'
import { memoryLog } from '../../../fixtures/memory-log'
import { situationOf } from '../../../fixtures/one-of-each'
import { DEV } from '../../../fixtures/small-estate'
import type { WorkloadPort } from '../ports/workload-port'
import { checkClusters, kubernetesWorkloads } from '../real/kubernetes'
import { tryWriteToken } from '../real/try-acting'
import { simulatedCloud } from '../simulation/simulated'

const NAME = 'main/shop/deployment/web/app'
const dry = (key: string) => ({ dry_run: true, idempotency_key: key })
const live = (key: string) => ({ dry_run: false, idempotency_key: key })

let requests = { cpu: '2', memory: '4Gi' }
let status = 200
let may_patch = true
let reader_may_patch = false
let may_list_pods = true
let has_scaler = false
let is_no_cluster = false
let odd: Record<string, unknown> = {}
let odd_scalers: unknown = null
const seen: string[] = []

/** As much of a cluster's API as the connector uses. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const body = JSON.parse(Buffer.concat(parts).toString('utf8') || 'null')
  const url = new URL(request.url ?? '/', 'http://cluster')
  seen.push(`${request.method} ${url.pathname}${url.search} ${request.headers['content-type'] ?? ''}`.trim())
  const end = (code: number, value: unknown) => response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  const is_writer = request.headers.authorization === 'Bearer token-that-patches'
  if (!is_writer && request.headers.authorization !== 'Bearer token-of-the-cluster') return end(401, {})
  if (status !== 200) return end(status, {})
  if (is_no_cluster) return end(200, { welcome: true })
  if (url.pathname.endsWith('/selfsubjectaccessreviews')) {
    const { verb } = body.spec.resourceAttributes
    return end(201, { status: { allowed: verb === 'list' ? may_list_pods : is_writer ? may_patch : reader_may_patch } })
  }
  if (url.pathname.endsWith('/horizontalpodautoscalers') && odd_scalers !== null) return end(200, odd_scalers)
  if (url.pathname.endsWith('/horizontalpodautoscalers'))
    return end(200, {
      items: has_scaler
        ? [
            {
              spec: {
                scaleTargetRef: { kind: 'Deployment', name: 'web' },
                metrics: [{ type: 'Resource', resource: { target: { type: 'Utilization' } } }],
              },
            },
          ]
        : [],
    })
  if (!url.pathname.endsWith('/deployments/web')) return end(404, {})
  if (request.method === 'PATCH' && !(is_writer && may_patch)) return end(403, {})
  if (request.method === 'PATCH' && url.searchParams.get('dryRun') !== 'All') requests = body.spec.template.spec.containers[0].resources.requests
  end(200, {
    metadata: { creationTimestamp: '2026-10-01T00:00:00Z', labels: { team: 'shop' } },
    spec: { replicas: 3, template: { spec: { containers: [{ name: 'app', resources: { requests } }] } } },
    ...odd,
  })
})
let endpoint = ''
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  requests = { cpu: '2', memory: '4Gi' }
  status = 200
  may_patch = true
  reader_may_patch = false
  may_list_pods = true
  has_scaler = false
  is_no_cluster = false
  odd = {}
  odd_scalers = null
  seen.length = 0
})

const clusters = (token = 'token-of-the-cluster', writes = true) => {
  const write_token = writes ? async () => makeSecret('token-that-patches') : null
  return { main: { endpoint, ca_pem: null, token: async () => makeSecret(token), write_token } }
}
/** As whoever only looks reaches it. */
const looking = () => ({ main: { ...clusters().main, write_token: 'held_elsewhere' as const } })
const real = () => kubernetesWorkloads(clusters(), 2_000)

function contract(make: () => WorkloadPort): void {
  it('reads what a container reserves, changes it after a dry run that does not, and gives it back', async () => {
    const port = make()
    const was = { cpu_milli: 2000, memory_mib: 4096 }
    expect(await port.workloads(DEV, [NAME])).toMatchObject([{ name: NAME, requests: was, limits: null, replicas: 3, is_autoscaled: false }])
    const less = { cpu_milli: 600, memory_mib: 1024 }
    expect((await port.setRequests(DEV, NAME, less, dry('a'))).status).toBe('would_succeed')
    expect((await port.workloads(DEV, [NAME]))[0]?.requests).toEqual(was)
    expect((await port.setRequests(DEV, NAME, less, live('b'))).status).toBe('done')
    expect((await port.workloads(DEV, [NAME]))[0]?.requests).toEqual(less)
    expect((await port.setRequests(DEV, NAME, less, live('c'))).status).toBe('noop')
    expect((await port.setRequests(DEV, NAME, was, live('d'))).status).toBe('done')
    expect((await port.workloads(DEV, [NAME]))[0]?.requests).toEqual(was)
    expect((await port.setRequests(DEV, 'main/shop/deployment/gone/app', less, live('e'))).status).toBe('refused')
  })
}
describe('the simulated account keeps the contract of workloads', () =>
  contract(() => simulatedCloud({ estate: situationOf('k8s_rightsize_requests').estate, log: memoryLog(), now: async () => '2026-11-19T09:00:00.000Z' })))
describe('the Kubernetes connector keeps the contract of workloads', () => contract(real))

describe('the Kubernetes connector', () => {
  it('tries a change with the dry run of the server, as a strategic merge patch', async () => {
    await real().setRequests(DEV, NAME, { cpu_milli: 600, memory_mib: 1024 }, dry('a'))
    expect(seen.at(-1)).toBe('PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldManager=countersign&dryRun=All application/strategic-merge-patch+json')
  })
  it.each([
    [
      'a number of replicas that is a word',
      () => (odd = { spec: { replicas: 'three', template: { spec: { containers: [] } } } }),
      'deployment',
      'spec.replicas',
    ],
    ['no moment of its making', () => (odd = { metadata: { labels: {} } }), 'deployment', 'metadata.creationTimestamp'],
    ['a moment that no clock shows', () => (odd = { metadata: { creationTimestamp: 'yesterday' } }), 'deployment', 'metadata.creationTimestamp'],
    ['autoscalers that are no list', () => (odd_scalers = { items: 'none' }), 'autoscalers', 'items'],
  ])('could not ask where a cluster answers with %s, and names the field', async (_what, answer, about, field) => {
    answer()
    await expect(real().workloads(DEV, [NAME])).rejects.toMatchObject({
      code: 'provider_down',
      message: `Cluster main answered about its ${about} in a form that is not understood (field ${field})`,
    })
  })
  it('says whether an autoscaler follows the requests', async () => {
    has_scaler = true
    expect((await real().workloads(DEV, [NAME]))[0]?.is_autoscaled).toBe(true)
  })
  it('says what a reading token may do, and changes nothing', async () => {
    expect(await checkClusters(looking(), 2_000)).toBe('main may be read; another token, for acting, changes it')
    expect(await checkClusters(clusters('token-of-the-cluster', false), 2_000)).toBe('main may be read; its changes are proposed in tickets')
    reader_may_patch = true
    expect(await checkClusters(clusters('token-of-the-cluster', false), 2_000)).toContain('its reading token may change it too: take that right from it')
    may_list_pods = false
    expect(await checkClusters(looking(), 2_000)).toContain('its reading token may not list pods, so health after a change is not known')
    expect(seen.every((line) => line.startsWith('POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews'))).toBe(true)
  })
  it('says whether the other token may change the cluster, and changes nothing', async () => {
    expect(await tryWriteToken(clusters(), 'main', 2_000)).toBe('it may patch deployments')
    may_patch = false
    await expect(tryWriteToken(clusters(), 'main', 2_000)).rejects.toThrow('the token may not patch deployments: give')
    expect(seen.every((line) => line.startsWith('POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews'))).toBe(true)
  })
  it('sends no patch where the token for it is not held, and says that a dry run was not tried', async () => {
    const less = { cpu_milli: 600, memory_mib: 1024 }
    const tries = kubernetesWorkloads(looking(), 2_000, 'try')
    expect(tries.changeable('main')).toBe(true)
    expect((await tries.setRequests(DEV, NAME, less, dry('a'))).status).toBe('not_tried')
    await expect(kubernetesWorkloads(looking(), 2_000).setRequests(DEV, NAME, less, live('b'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(tryWriteToken(looking(), 'main', 2_000)).rejects.toMatchObject({ code: 'forbidden' })
    expect(seen.filter((line) => line.startsWith('PATCH'))).toEqual([])
  })

  it('says of an address that answers like no cluster that it does not, and does not fail otherwise', async () => {
    is_no_cluster = true
    for (const code of [404, 200]) {
      status = code
      await expect(tryWriteToken(clusters(), 'main', 2_000)).rejects.toMatchObject({
        code: 'provider_down',
        message: expect.stringContaining('answers like no Kubernetes API'),
      })
    }
  })
  it('reads with one token and patches with the other, and changes nothing without the other', async () => {
    expect(real().changeable('main')).toBe(true)
    const reader = kubernetesWorkloads(clusters('token-of-the-cluster', false), 2_000)
    expect(reader.changeable('main')).toBe(false)
    expect(await reader.workloads(DEV, [NAME])).toHaveLength(1)
    await expect(reader.setRequests(DEV, NAME, { cpu_milli: 600, memory_mib: 1024 }, live('a'))).rejects.toThrow('no token may change cluster main')
  })
  it('sends nothing but dry runs in a session that only tries, and no patch at all in one that only reads', async () => {
    const less = { cpu_milli: 600, memory_mib: 1024 }
    const [tries, reads] = (['try', 'read'] as const).map((may) => kubernetesWorkloads(clusters(), 2_000, may))
    expect((await tries?.setRequests(DEV, NAME, less, dry('a')))?.status).toBe('would_succeed')
    await expect(tries?.setRequests(DEV, NAME, less, live('b'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(reads?.setRequests(DEV, NAME, less, dry('c'))).rejects.toMatchObject({ code: 'forbidden' })
    expect(seen.filter((line) => line.startsWith('PATCH')).every((line) => line.includes('dryRun=All'))).toBe(true)
  })
  it('is denied a change that its token may not make', async () => {
    may_patch = false
    expect((await real().setRequests(DEV, NAME, { cpu_milli: 600, memory_mib: 1024 }, live('a'))).status).toBe('denied')
  })
  it('cannot be asked with a token that is refused, while it is down, and about a cluster that nobody connected', async () => {
    await expect(kubernetesWorkloads(clusters('other'), 2_000).workloads(DEV, [NAME])).rejects.toMatchObject({ code: 'provider_down' })
    status = 503
    await expect(real().workloads(DEV, [NAME])).rejects.toThrow('answered 503')
    await expect(real().workloads(DEV, [NAME.replace('main', 'other')])).rejects.toThrow('cluster other is not connected')
  })
})
