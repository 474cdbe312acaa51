import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { asOwner } from '@/lib/db/as-owner'
import { change } from '@/lib/db/change'
import type { Case } from '@/schemas/case'
import { getCase, insertCase } from './store'

testDatabase()

const { tenant_id } = TENANT
const MIGRATION = readFileSync(join(import.meta.dirname, '../db/migrations/0039_rest_of.sql'), 'utf8')

async function opened(name: string, incident_key: string, body: Record<string, unknown> | null, over: Partial<Case> = {}): Promise<Case> {
  const c: Case = { ...storyCase({ policy_digest: 'a'.repeat(64), case_id: `case_${name}` }), incident_key, ...over }
  const kind = body === null ? ('case.opened' as const) : ('case.rest_opened' as const)
  await change(tenant_id, async (tx) => {
    await insertCase(tx, c)
    return { result: undefined, events: [{ kind, subject: c.case_id, actor: system, body: body ?? {} }] }
  })
  return c
}
const closed = { status: 'verified', phase: 'closed' } as const
beforeAll(seedTenant)

it('gives a case that was opened for the rest of a plan what its event says, and touches no other', async () => {
  const first = await opened('first', 'lumen', null, closed)
  const rest = await opened('rest', 'lumen', { rest_of: first.case_id, plan_hash: 'b'.repeat(64), resources: 5 })
  const knows = { rest_of: { case_id: first.case_id, resources: 3 } }
  const kept = await opened('kept', 'quarry', { rest_of: first.case_id, plan_hash: null, resources: 9 }, knows)
  const elsewhere = await opened('elsewhere', 'harbour', { rest_of: first.case_id, plan_hash: null, resources: 2 })
  const before = await Promise.all([first, kept, elsewhere].map((c) => getCase(tenant_id, c.case_id)))
  await asOwner(MIGRATION, [])
  expect(await getCase(tenant_id, rest.case_id)).toEqual({ ...rest, rest_of: { case_id: first.case_id, resources: 5 } })
  expect(await Promise.all([first, kept, elsewhere].map((c) => getCase(tenant_id, c.case_id)))).toEqual(before)
})
