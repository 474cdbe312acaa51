import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { closeDuck } from '@/lib/warehouse/duck'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import { importBill } from './import-bill'

// Real, anonymised bills that are not ours to ship. Where they are absent these tests are shown as skipped.
const DATA = resolve(process.env.COUNTERSIGN_DATA ?? '../shared/data')
const FOCUS = join(DATA, 'focus/focus_1.0_sample_1000.csv')
const CUR = join(DATA, 'aws-cur/cur_legacy_anonymous_2023-11.csv')
const OCI = join(DATA, 'focus/oci_cost_report_2023-11.csv')

testDatabase()
const tenant_id = 'tn_real'
const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' }
const NOW = '2024-12-01T00:00:00.000Z'
const load = async (source: string, path: string) => (await importBill({ tenant_id, source, paths: [path], actor, now: NOW })).report

beforeAll(async () => {
  await change(tenant_id, async (tx) => ({
    result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
    events: [{ kind: 'tenant.created', subject: tenant_id, actor, body: {} }],
  }))
})
afterAll(closeDuck)

describe('real bills, each skipped where its file is absent', () => {
  it.skipIf(!existsSync(FOCUS))('reads the FOCUS 1.0 sample of three providers, whose effective cost is unusable on most rows', async () => {
    const report = await load('focus', FOCUS)
    if (report === null || !('done' in report)) throw new Error(JSON.stringify(report))
    expect(report.done).toMatchObject({ format: 'focus_1_0', currency: 'USD', rows_in_files: 1000, rows_stored: 1000, difference: '0', dropped: [] })
    expect(report.done.repaired[0]?.rows).toBeGreaterThan(300)
    const { services, owners } = await (await openWarehouse(tenant_id, NOW)).entities()
    expect(services.length).toBeGreaterThan(10)
    expect(owners.every((o) => o.key === o.key.trim().toLowerCase())).toBe(true)
  })

  it.skipIf(!existsSync(CUR))('reads the legacy CUR: 1,281 rows, two weeks, not final, USD 1.68 in all', async () => {
    const report = await load('cur', CUR)
    if (report === null || !('done' in report)) throw new Error(JSON.stringify(report))
    expect(report.done).toMatchObject({ format: 'cur_legacy', rows_in_files: 1281, rows_stored: 1281, difference: '0' })
    expect(Number(report.done.billed_stored)).toBeCloseTo(1.68, 2)
    expect(report.done.months).toMatchObject([{ billing_month: '2023-11', first_day: '2023-11-01' }])
    const lines = await (await openWarehouse(tenant_id, NOW)).lineItems(
      { scope: {}, except: [], environment: null, charge: null },
      { start: '2023-11-01', end: '2023-12-01' },
      3,
    )
    expect(lines.rows.every((r) => r.invoice_id === null)).toBe(true)
  })

  it.skipIf(!existsSync(OCI))('refuses a provider format that it does not know, and says what to export', async () => {
    expect(await load('oci', OCI)).toMatchObject({ error: { file: 'oci_cost_report_2023-11.csv', remedy: expect.stringContaining('FOCUS 1.0 to 1.4') } })
  })
})
