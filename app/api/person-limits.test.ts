import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { FOLLOWS_PER_PERSON, QUESTIONS_PER_PERSON, takeSome, UPLOAD_BYTES_PER_PERSON, UPLOADS_PER_PERSON } from '@/lib/identity/rate-limit'
import { openSession } from '@/lib/identity/session-store'
import { config } from '@/lib/kernel/config'
import { POST as ask } from './copilotkit/[[...slug]]/route'
import { POST as upload } from './imports/route'

let session = ''
const sessions: Record<string, string> = {}
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => ({ value: session }) }) }))

testDatabase()
const { tenant_id } = TENANT
beforeAll(async () => {
  await seedTenant()
  for (const { id } of [mara, tomas]) sessions[id] = await openSession(id, 'web')
})
beforeEach(() => {
  session = sessions[mara.id] ?? ''
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }) // a bucket regains nothing while a test looks at it
  ;(globalThis as unknown as { countersign_limits?: Map<string, unknown> }).countersign_limits?.clear()
})

afterEach(() => void vi.useRealTimers())

const SITE = 'http://localhost:3100'
const headers = { host: 'localhost:3100', origin: SITE }
const asking = (path = 'agent/default/run') => ask(new Request(`${SITE}/api/copilotkit/${path}`, { method: 'POST', headers, body: '{}' }), undefined)
const BILL = 'a,b\n1,2\n'
let keys = 0
const sending = (over: { headers?: Record<string, string>; body?: BodyInit } = {}) =>
  upload(
    new Request(`${SITE}/api/imports?${new URLSearchParams({ name: 'bill.csv', source: 'acme', key: `key-of-a-limit-${++keys}` })}`, {
      method: 'POST',
      headers: { ...headers, ...over.headers },
      body: over.body ?? BILL,
      duplex: 'half',
    } as RequestInit),
    undefined,
  )
const streamed = () => new Blob([BILL]).stream()
const leave = (limit: typeof QUESTIONS_PER_PERSON, left: number) => takeSome(limit, `${tenant_id} ${mara.id}`, limit.burst - left)
const kept = async () => (await readdir(join(config().inbox_dir, tenant_id), { recursive: true }).catch(() => [])).filter((name) => name.includes('/'))
const told = async (answer: Response) => ({
  status: answer.status,
  after: Number(answer.headers.get('retry-after')),
  says: ((await answer.json()) as { error: { message: string } }).error.message,
})

describe('questions of one person', () => {
  it('are refused once there are too many, with the time to ask again, before they are read, and nobody else is', async () => {
    leave(QUESTIONS_PER_PERSON, 1)
    expect((await asking()).status).not.toBe(429)
    expect(await told(await asking())).toEqual({ status: 429, after: 1, says: 'too many questions: wait 1 s and try again' })
    // In no other form either.
    for (const path of ['', 'agent/other/run', 'agent/default/run/', 'agent/default/anything']) expect((await asking(path)).status, path).toBe(429)
    session = sessions[tomas.id] ?? ''
    expect((await asking()).status).not.toBe(429)
  })

  it('take nothing from following a conversation, which has a limit of its own', async () => {
    leave(QUESTIONS_PER_PERSON, 0)
    expect((await asking('agent/default/stop/x_unknown')).status).not.toBe(429)
    leave(FOLLOWS_PER_PERSON, 1)
    expect((await asking('agent/default/stop/x_unknown')).status).toBe(429)
  })
})

describe('what one person sends', () => {
  it('is refused by its said length before a byte of it is kept, with the time to send it again', async () => {
    leave(UPLOAD_BYTES_PER_PERSON, 0)
    const later = String(UPLOAD_BYTES_PER_PERSON.per_sec * 40)
    expect(await told(await sending({ headers: { 'content-length': later } }))).toEqual({
      status: 429,
      after: 40,
      says: 'too many bytes sent: wait 40 s and try again',
    })
    expect(await kept()).toEqual([])
  })

  it('is counted as it comes where its length is not said, and nothing of it stays where it was too much', async () => {
    leave(UPLOAD_BYTES_PER_PERSON, BILL.length - 1)
    expect((await sending({ body: streamed() })).status).toBe(429)
    expect(await kept()).toEqual([])
  })

  it('is refused for good where no wait would let it through, and by the number of files', async () => {
    const answer = await told(await sending({ headers: { 'content-length': String(UPLOAD_BYTES_PER_PERSON.burst + 1) } }))
    expect(answer).toMatchObject({ status: 400, says: expect.stringContaining('countersign import') })
    leave(UPLOADS_PER_PERSON, 1)
    expect(await told(await sending())).toMatchObject({ status: 429, says: 'too many files sent: wait 1 s and try again' })
  })

  it('passes as it did below the limit', async () => {
    expect((await sending()).status).toBe(200)
    expect((await sending({ body: streamed() })).status).toBe(200)
  })
})
