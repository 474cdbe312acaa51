import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { makeSecret } from '@/lib/kernel/secret'
import type { Windows } from '@/schemas/cost'
import { openCost } from './opencost'
import type { AllocationPort } from './port'
import { recordedAllocation } from './recorded'
import { WireAnswer } from './wire'

const CLUSTER = { cluster: 'prod-eu', account_id: '210000000002', currency: 'USD' }
const WINDOWS: Windows = { before: { start: '2026-10-19', end: '2026-11-16' }, after: { start: '2026-11-16', end: '2026-11-18' } }
const step = (costs: Record<string, number>, providerID?: string) =>
  Object.fromEntries(
    Object.entries(costs).map(([name, totalCost]) => [
      name,
      { name, totalCost, cpuCost: totalCost, properties: providerID === undefined ? {} : { providerID }, pvs: null },
    ]),
  )

const pod = (name: string, container: string, cpu: number | null, mib: number, kind = 'deployment') => ({
  name,
  totalCost: 3,
  cpuCost: 2,
  ramCost: 1,
  properties: { namespace: 'shop', controllerKind: kind, controller: 'web', container },
  rawAllocationOnly: cpu === null ? null : { cpuCoreUsageMax: cpu, ramByteUsageMax: mib * 1_048_576 },
})
/** Two pods of one container on two days, a container of which a pod's use is missing, and a job. */
const CONTAINERS = {
  code: 200,
  data: [
    {
      a: pod('a', 'app', 0.2, 300),
      b: pod('b', 'app', 0.35, 200),
      c: pod('c', 'log', 0.1, 50),
      d: pod('d', 'log', null, 0),
      e: pod('e', 'once', 1, 10, 'job'),
    },
    { a: pod('a', 'app', 0.1, 512.5) },
  ],
}

/** 28 days before and 2 days after, one map a day; one day was lost and is null, another is empty. */
const answers = (aggregate: string | null, start: string): unknown => {
  if (aggregate === null || aggregate === '') return CONTAINERS
  if (aggregate === 'node')
    return { code: 200, status: 'success', data: [step({ a: 40 }, 'aws:///eu-west-1a/i-0aa'), step({ a: 40 }, 'aws:///eu-west-1a/i-0aa')] }
  if (start === WINDOWS.before.start)
    return { code: 200, status: 'success', data: [...Array.from({ length: 26 }, () => step({ search: 10, web: 20, __idle__: 1 })), {}, null] }
  return { code: 200, status: 'success', data: [step({ search: 30, web: 5, __idle__: 1 }), step({ search: 30, web: 5, batch: 4, __idle__: 1 })] }
}

let status = 200
let busy = 0
// Requests are counted by token: each test has its own.
let nth = 0
let override: unknown
const asked: { url: string; authorization: string | undefined }[] = []
const server = createServer((request: IncomingMessage, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  asked.push({ url: request.url ?? '', authorization: request.headers.authorization })
  const window = url.searchParams.get('window') ?? ''
  if (status === 0) return
  if (busy > 0) {
    busy -= 1
    response.writeHead(503, { 'retry-after': '0' }).end()
    return
  }
  response
    .writeHead(status, { 'content-type': 'application/json', ...(status === 302 ? { location: 'http://elsewhere.example/' } : {}) })
    .end(JSON.stringify(override ?? answers(url.searchParams.get('aggregate') ?? '', window.slice(0, 10))))
})
let url = ''
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

beforeEach(() => {
  nth += 1
})

function contract(make: () => AllocationPort): void {
  it('gives means per day in both windows, and a namespace that one of them does not know as nothing in it', async () => {
    const { namespaces } = await make().allocation(WINDOWS, {})
    expect(namespaces).toEqual([
      { namespace: '__idle__', before_cost: '1', after_cost: '1' },
      { namespace: 'batch', before_cost: '0', after_cost: '2' },
      { namespace: 'search', before_cost: '10', after_cost: '30' },
      { namespace: 'web', before_cost: '20', after_cost: '5' },
    ])
  })

  it('gives what the busiest pod of each container used at its busiest, and leaves out what is not known', async () =>
    expect(await make().containers(WINDOWS.after)).toEqual([
      { name: 'prod-eu/shop/deployment/web/app', used_most: { cpu_milli: 350, memory_mib: 513 }, data_days: 2, cost_per_day: '4.5' },
    ]))

  it('compares with the bill over the machines that both name, and says not known where they name none', async () => {
    expect((await make().allocation(WINDOWS, { 'i-0aa': '50' })).bill_ratio).toBe(1.25)
    expect((await make().allocation(WINDOWS, { 'i-0bb': '50' })).bill_ratio).toBeNull()
  })
}

describe('OpenCost over its own protocol', () => {
  const make = (timeout_ms = 2_000) =>
    openCost({ ...CLUSTER, url, path: '/allocation', token: null }, async () => makeSecret(`token-${nth}-of-the-cluster`), timeout_ms)
  contract(make)

  it('asks for whole days with its token', () => {
    expect(asked[0]?.url).toContain('/allocation?window=2026-10-19T00%3A00%3A00Z%2C2026-11-16T00%3A00%3A00Z&aggregate=namespace')
    expect(asked[0]?.authorization).toBe('Bearer token-1-of-the-cluster')
  })

  it('could not ask, which is not "nothing allocated", when it refuses, sends elsewhere, fails inside or is slow', async () => {
    const said = async (n: number, message: string, body?: unknown, timeout_ms?: number) => {
      status = n
      override = body
      nth += 1
      await expect(make(timeout_ms).allocation(WINDOWS, {})).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining(message) })
      status = 200
      override = undefined
    }
    await said(401, 'renew it')
    await said(302, 'status 302')
    await said(500, 'status 500')
    await said(200, 'code 500', { code: 500, data: [] })
    await said(200, 'not understood', { code: 200, data: 'none' })
    await said(0, 'did not answer within', undefined, 100)
  })

  it('asks again when it says that it may, and could not ask where it stays busy', async () => {
    busy = 2
    expect((await make().containers(WINDOWS.after)).map((c) => c.name)).toEqual(['prod-eu/shop/deployment/web/app'])
    busy = 9
    await expect(make().containers(WINDOWS.after)).rejects.toMatchObject({
      code: 'provider_down',
      message: expect.stringContaining('is limiting our requests'),
    })
    busy = 0
  })
})

describe('recorded allocations', () => contract(() => recordedAllocation(CLUSTER, (aggregate, window) => answers(aggregate, window.start))))

const FILE = join(process.env['COUNTERSIGN_DATA'] ?? '../shared/data', 'opencost/allocation-example-output.json')
it.skipIf(!existsSync(FILE))('a real answer of OpenCost is read (skipped where the reference data is not at hand)', () => {
  const names = WireAnswer.parse(JSON.parse(readFileSync(FILE, 'utf8'))).data.flatMap((step) => Object.keys(step ?? {}))
  expect(names).toContain('kube-system')
})

describe('an allocation that keeps fewer days than are asked about', () => {
  const day = step({ search: 10 }, 'aws:///eu-west-1a/i-0aa')
  const keeps = (before: number, after: number) =>
    recordedAllocation(CLUSTER, (_, { start }) => ({
      code: 200,
      data:
        start === WINDOWS.before.start
          ? [...Array(28 - before).fill(null), ...Array(before).fill(day)]
          : [...Array(after).fill(day), ...Array(2 - after).fill({})],
    }))

  it('gives the mean of the days that it holds, so that a lost day is no cheap one, and says how many they are', async () => {
    const { namespaces, days_known, bill_ratio } = await keeps(14, 1).allocation(WINDOWS, { 'i-0aa': '12' })
    expect(namespaces).toEqual([{ namespace: 'search', before_cost: '10', after_cost: '10' }])
    expect([days_known, bill_ratio]).toEqual([{ before: 14, after: 1 }, 1.2])
  })

  it('does not say what it costs where most of a window is lost: that is no rise out of nothing', async () => {
    for (const port of [keeps(13, 2), keeps(0, 2), keeps(28, 0)])
      await expect(port.allocation(WINDOWS, {})).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('days from') })
  })
})
