import { beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara } from '@/lib/commands/fixtures/story'
import { openSession } from '@/lib/identity/session-store'
import { GET as exportInbox } from './inbox/export/route'
import { GET as exportSavings } from './savings/export/route'
import { GET as exportThread } from './threads/[thread_id]/export/route'
import { GET as exportCase } from './v1/cases/[case_id]/export/route'
import { GET as narrate } from './v1/cases/[case_id]/narration/route'

let cookie = ''
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => ({ value: cookie }) }) }))

testDatabase()
beforeAll(async () => {
  await seedTenant()
  cookie = await openSession(mara.id, 'web')
  // A bucket fills by the clock, and a busy machine takes seconds for so many calls.
  vi.useFakeTimers({ toFake: ['Date'] })
})

type Route = (request: Request, context: { params: Promise<{ case_id: string; thread_id: string }> }) => Promise<Response>
const statusOf = async (route: Route): Promise<number> => {
  const params = Promise.resolve({ case_id: 'case_unknown', thread_id: 'x_unknown' })
  return (await route(new Request('http://localhost:3100/api'), { params })).status
}

it('a person takes twenty files of any kind at once, and then waits', async () => {
  const routes: Route[] = [exportInbox, exportSavings, exportThread, exportCase]
  const statuses: number[] = []
  for (let i = 0; i < 20; i++) statuses.push(await statusOf(routes[i % routes.length] ?? exportInbox))
  expect(statuses).not.toContain(429)
  for (const route of routes) expect(await statusOf(route)).toBe(429)
})

it('a person has 120 cases worded at once, and then waits: somebody may pay for each', async () => {
  for (let i = 0; i < 120; i++) expect(await statusOf(narrate)).toBe(404)
  expect(await statusOf(narrate)).toBe(429)
})
