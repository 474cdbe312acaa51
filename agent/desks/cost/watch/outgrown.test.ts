import { beforeAll, expect, it } from 'vitest'
import { deliver, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import { moveCase } from '@/lib/cases/move'
import { getCase, listCases, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { tenantNow } from '@/lib/identity/tenant-store'
import { toDecimal } from '@/lib/kernel/money'
import { watchTenant } from './watch'

testDatabase()
beforeAll(async () => {
  await seedDemonstration()
  await deliver()
  await watchTenant(TENANT_ID)
}, 120_000)

/** Closes a case as a rule does, at a share of what it costs now. */
async function closedAt(case_id: string, share: number): Promise<void> {
  const c = await getCase(TENANT_ID, case_id)
  const at_stake_per_day = toDecimal(Number(c.at_stake_per_day) * share)
  const now = await tenantNow(TENANT_ID)
  await change(TENANT_ID, async (tx) => {
    await saveCase(tx, moveCase(c, 'accepted', now, 'Closed by itself', { early_end: 'ended', at_stake_per_day }), c.revision)
    return { result: undefined, events: [{ kind: 'case.closed', subject: case_id, actor: systemActor(TENANT_ID), body: {} }] }
  })
}

it('looks again at growth that closed by itself once it is clearly larger, and leaves what only went on', async () => {
  const [grown, same] = await listCases(TENANT_ID)
  if (grown === undefined || same === undefined) throw new Error('the demonstration has cases')
  await closedAt(grown.case_id, 0.5)
  await closedAt(same.case_id, 0.95)
  await watchTenant(TENANT_ID)
  expect(await getCase(TENANT_ID, grown.case_id)).toMatchObject({ status: 'detected', at_stake_per_day: grown.at_stake_per_day })
  expect((await auditOfCase(TENANT_ID, grown.case_id)).at(-1)?.kind).toBe('case.reopened')
  expect(await getCase(TENANT_ID, same.case_id)).toMatchObject({ status: 'accepted' })
  expect((await listCases(TENANT_ID)).length).toBe(7)
}, 120_000)
