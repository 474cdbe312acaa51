import { beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit, verifyAudit } from '@/lib/audit/store'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { toMs } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { resumeClocks, seeClocks } from './clock-store'
import { addTenant } from './fixtures/add-tenant'
import { getTenant, moveClock, tenantNow } from './tenant-store'

testDatabase()

const launcher = (tenant_id: string): Actor => ({ kind: 'system', id: 'launcher', name: 'Launcher', roles: [], tenant_id, surface: 'system' })
const HOUR = 3_600_000
const WEEKEND = 64 * HOUR
const OFFSET = 5 * HOUR
const offset = async (tenant_id: string): Promise<number> => (await getTenant(tenant_id)).clock_offset_ms
const created = (tenant_id: string) => ({ kind: 'tenant.created' as const, subject: tenant_id, actor: launcher(tenant_id), body: {} })

beforeAll(async () => {
  await addTenant('tn_demo', { clock_offset_ms: OFFSET })
  await addTenant('tn_home', { is_demonstration: false })
})
beforeEach(async () => {
  await everyTenant('delete from tenant_clock')
  await everyTenant('update tenant set clock_offset_ms = $1 where is_demonstration', [OFFSET])
})

it('stands still over a weekend in which nobody worked', async () => {
  const friday = Date.now()
  await seeClocks(friday)
  expect(await resumeClocks(launcher, friday + WEEKEND)).toEqual(['tn_demo'])
  const shown = friday + WEEKEND + (await offset('tn_demo'))
  const shown_on_friday = friday + OFFSET
  // It goes on a little after the last look, because something may have been dated by it since.
  expect(shown - shown_on_friday).toBe(30_000)
  const [event] = await listAudit('tn_demo')
  expect(event?.kind).toBe('clock.resumed')
  expect(JSON.parse(event?.body ?? '{}')).toMatchObject({ stopped_sec: WEEKEND / 1000 })
  expect((await verifyAudit('tn_demo')).is_intact).toBe(true)
})

it('goes on while somebody works, and is set back once however many processes start', async () => {
  const begun = Date.now()
  await seeClocks(begun)
  expect(await resumeClocks(launcher, begun + 40_000)).toEqual([])
  expect(await offset('tn_demo')).toBe(OFFSET)
  const moved = await Promise.all([resumeClocks(launcher, begun + WEEKEND), resumeClocks(launcher, begun + WEEKEND), resumeClocks(launcher, begun + WEEKEND)])
  expect(moved.flat()).toEqual(['tn_demo'])
  expect(await offset('tn_demo')).toBe(OFFSET - WEEKEND + 30_000)
})

it('keeps days that somebody moved the clock forward by, also when the app was killed right after', async () => {
  const begun = Date.now()
  await seeClocks(begun)
  await change('tn_demo', async (tx) => {
    await moveClock(tx, 'tn_demo', 11 * 24 * HOUR)
    return { result: undefined, events: [{ ...created('tn_demo'), kind: 'clock.advanced' }] }
  })
  await resumeClocks(launcher, begun + WEEKEND)
  expect(await offset('tn_demo')).toBe(OFFSET + 11 * 24 * HOUR - WEEKEND + 30_000)
})

it('leaves a tenant on the system clock alone, and one that was never seen', async () => {
  await resumeClocks(launcher, Date.now() + WEEKEND)
  expect(await offset('tn_demo')).toBe(OFFSET)
  await seeClocks()
  await resumeClocks(launcher, Date.now() + WEEKEND)
  expect(await offset('tn_home')).toBe(0)
  expect(Math.abs(toMs(await tenantNow('tn_home')) - Date.now())).toBeLessThan(5_000)
  expect((await listAudit('tn_home')).map((e) => e.kind)).toEqual(['tenant.created'])
})
