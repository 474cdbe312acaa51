import { AthenaClient } from '@aws-sdk/client-athena'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { runQuery } from './run-query'

type Look = WireAnswer | { state: string; scanned?: number }
/** What each query that was started goes through, look by look; the last one stays. */
let courses: Look[][] = []
let pages: string[] = []
/** A token stands for the query that it first started, as Athena keeps it. */
const started = new Map<string, number>()
const looked = new Map<string, number>()
const stopped: string[] = []
const waits: number[] = []
let questions = 0
let server: Awaited<ReturnType<typeof awsJsonServer>>

const answers: Record<string, (body: Record<string, unknown>) => WireAnswer> = {
  StartQueryExecution(body) {
    const token = String(body['ClientRequestToken'])
    if (!started.has(token)) started.set(token, started.size)
    return { body: { QueryExecutionId: `q-${started.get(token)}` } }
  },
  GetQueryExecution(body) {
    const id = String(body['QueryExecutionId'])
    const n = looked.get(id) ?? 0
    looked.set(id, n + 1)
    const course = courses[Number(id.slice(2))] ?? [{ state: 'SUCCEEDED', scanned: 1_000 }]
    const look = course[Math.min(n, course.length - 1)] ?? { state: 'SUCCEEDED' }
    if (typeof look === 'string' || !('state' in look)) return look
    const Statistics = look.scanned === undefined ? {} : { Statistics: { DataScannedInBytes: look.scanned } }
    return { body: { QueryExecution: { Status: { State: look.state, StateChangeReason: 'because' }, ...Statistics } } }
  },
  GetQueryResults(body) {
    const at = body['NextToken'] === undefined ? 0 : pages.indexOf(String(body['NextToken'])) + 1
    const Rows = at === 0 ? [{ Data: [{ VarCharValue: 'n' }] }] : [{ Data: [{ VarCharValue: String(at) }] }]
    return { body: { ResultSet: { Rows }, ...(pages[at] === undefined ? {} : { NextToken: pages[at] }) } }
  },
  StopQueryExecution(body) {
    stopped.push(String(body['QueryExecutionId']))
    return { body: {} }
  },
}
beforeAll(async () => {
  server = await awsJsonServer('210000000001', ({ operation, body }) => answers[operation]?.(body) ?? { status: 400, code: 'InvalidRequestException' })
})
afterAll(() => server.close())
beforeEach(() => {
  courses = []
  pages = []
  questions += 1
  for (const kept of [started, looked]) kept.clear()
  for (const list of [stopped, waits]) list.length = 0
})

/** Asks the question of this test, the same one each time. */
const ask = () => {
  const client = new AthenaClient({
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' },
    maxAttempts: 1,
  })
  const wait = async (ms: number) => void waits.push(ms)
  return runQuery({ client, work_group: 'w', database: 'd', most_bytes: 1e9, wait }, { sql: `select ${questions}`, parameters: [] }, 'v1')
}
const refused = (code: string): WireAnswer => ({ status: 400, code })

describe('a query that failed once', () => {
  it('is another query the next time: its token would be answered with the one that failed for ever', async () => {
    courses = [[{ state: 'RUNNING' }, { state: 'FAILED' }]]
    await expect(ask()).rejects.toMatchObject({ code: 'provider_down' })
    expect((await ask()).rows).toEqual([])
    expect(started.size).toBe(2)
  })

  it('before this process asked says nothing about now: it is started again at once', async () => {
    courses = [[{ state: 'CANCELLED' }]]
    expect((await ask()).rows).toEqual([])
    expect(started.size).toBe(2)
  })

  it('and fails again is told as not asked, after two of them', async () => {
    courses = [[{ state: 'FAILED' }], [{ state: 'FAILED' }]]
    await expect(ask()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('because') })
    expect(started.size).toBe(2)
  })
})

describe('the limit of what a query may scan', () => {
  it('stops it, and asking again scans nothing more', async () => {
    courses = [
      [
        { state: 'RUNNING', scanned: 2e9 },
        { state: 'CANCELLED', scanned: 2e9 },
      ],
    ]
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' })
    expect(stopped).toEqual(['q-0'])
    for (let n = 0; n < 3; n++) await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' })
    expect(started.size).toBe(1)
  })

  it('is not known to be kept where nothing was said about it, which is not zero', async () => {
    courses = [[{ state: 'SUCCEEDED' }]]
    expect((await ask()).scanned_bytes).toBeNull()
  })
})

describe('a look at a query that is under way', () => {
  it.each(['ThrottlingException', 'TooManyRequestsException', 'ExpiredTokenException'])(
    'is repeated after %s, and the query that is paid for goes on',
    async (code) => {
      courses = [[{ state: 'RUNNING' }, refused(code), refused(code), { state: 'SUCCEEDED', scanned: 7 }]]
      expect(await ask()).toMatchObject({ rows: [], scanned_bytes: 7 })
      expect([stopped, waits]).toEqual([[], [1_000, 2_000, 4_000]])
    },
  )

  it('is given up after five of them in a row, and at once where the answer will not change', async () => {
    courses = [[refused('ThrottlingException')]]
    await expect(ask()).rejects.toMatchObject({ code: 'provider_down', detail: { code: 'ThrottlingException' } })
    expect([stopped, waits.length]).toEqual([['q-0'], 4])
    questions += 1
    waits.length = 0
    courses = [[], [refused('AccessDeniedException')]]
    await expect(ask()).rejects.toMatchObject({ detail: { code: 'AccessDeniedException' } })
    expect(waits).toEqual([])
  })

  it('ends after 15 minutes, and what goes on is stopped', async () => {
    courses = [[{ state: 'QUEUED' }]]
    await expect(ask()).rejects.toThrow('within 15 minutes')
    expect(stopped).toEqual(['q-0'])
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(16 * 60_000)
  })
})

it('is one query for whoever asks the same at the same moment, and nobody who leaves stops it for the others', async () => {
  courses = [[{ state: 'RUNNING' }, { state: 'RUNNING' }, { state: 'SUCCEEDED' }]]
  await Promise.all([ask(), ask()])
  expect([started.size, stopped]).toEqual([1, []])
})

describe('an answer of many pages', () => {
  it('is read to its last one', async () => {
    pages = ['a', 'b', 'c']
    expect((await ask()).rows).toEqual([{ n: '1' }, { n: '2' }, { n: '3' }])
  })

  it('that leads back to a page is not whole, and is not read for ever', async () => {
    pages = ['a', 'b', 'a']
    await expect(ask()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('twice') })
  })
})
