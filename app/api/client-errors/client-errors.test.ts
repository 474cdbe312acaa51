import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { ines, mara } from '@/lib/commands/fixtures/story'
import { openSession } from '@/lib/identity/session-store'
import { configure } from '@/lib/kernel/config'
import { logClientError } from './log-client-error'
import { POST } from './route'

let cookie = ''
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'localhost:3100' }),
  cookies: async () => ({ get: () => ({ value: cookie }), set: () => undefined, delete: () => undefined }),
}))

testDatabase()

const send = (body: unknown, origin = 'http://localhost:3100') =>
  POST(
    new Request('http://localhost:3100/api/client-errors', {
      method: 'POST',
      headers: { host: 'localhost:3100', origin },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    {},
  )
const told = { kind: 'error', message: 'TypeError: x is not a function', stack: 'at y', path: '/cases/case_1' }
let lines: string[] = []

beforeAll(async () => {
  configure({ log: 'info' })
  await seedTenant()
  cookie = await openSession(mara.id, 'web')
})
beforeEach(() => {
  lines = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})

describe('errors that a browser tells of', () => {
  it('reach the log as one line, without what looks like a secret', async () => {
    const answer = await send({ ...told, message: 'failed with Authorization: Bearer abcdefghijklmnopqrstuvwxyz0123456789' })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(lines.join('')).toContain('an error in a browser')
    expect(lines.join('')).not.toContain('abcdefghijklmnopqrstuvwxyz0123456789')
  })

  it('are refused from another site, larger than 8 KB, with a query in the path, and in another shape', async () => {
    expect((await send(told, 'https://elsewhere.example')).status).toBe(403)
    expect((await send({ ...told, stack: 'x'.repeat(9000) })).status).toBe(400)
    expect((await send({ ...told, path: '/?q=secret' })).status).toBe(400)
    expect((await send('{')).status).toBe(400)
    expect(lines.join('')).not.toContain('an error in a browser')
  })

  it('are taken twenty at a time from one person, and then one in ten seconds', async () => {
    const asked = () => new Request('http://localhost:3100/api/client-errors', { method: 'POST', body: JSON.stringify(told) })
    const now_ms = Date.UTC(2026, 10, 20)
    for (let i = 0; i < 20; i++) await logClientError(asked(), ines, now_ms)
    await expect(logClientError(asked(), ines, now_ms + 9_000)).rejects.toMatchObject({ code: 'rate_limited', detail: { retry_after_sec: 1 } })
    await logClientError(asked(), ines, now_ms + 10_000)
    expect(lines).toHaveLength(21)
  })
})
