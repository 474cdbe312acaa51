import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { listCases } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { change } from '@/lib/db/change'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { addDays } from '@/lib/kernel/time'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { versionsOf } from '@/lib/warehouse/versions/manifest-store'
import { openRestatements } from '@/lib/warehouse/versions/restatement-store'
import type { Actor } from '@/schemas/actor'
import { MonthRestatement } from '@/schemas/restatement'
import { watchTenant } from './watch'

testDatabase()
afterAll(closeCheckpoints)

const TENANT = 'tn_restated'
const MARA: Actor = { kind: 'person', id: 'usr_mara', name: 'Mara', roles: ['analyst'], tenant_id: TENANT, surface: 'web' }
const HEADER =
  'bill_billing_period_start_date,bill_bill_type,bill_invoice_id,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_operation,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,product_region_code,pricing_term,pricing_unit,identity_line_item_id,identity_time_interval'
const SEPTEMBER = { start: '2026-09-01', days: 30 }
const JULY = { start: '2026-07-01', days: 92 }

/** A month of one account with two services; `s3_from` is the day from which its second service costs more. */
function monthOf(start: string, days: number, invoice: string, costs: (day: string, service: string) => number): string {
  const rows = Array.from({ length: days }, (_, i) => addDays(start, i)).flatMap((day) =>
    ['AmazonEC2', 'AmazonS3'].map((service) =>
      [
        `${day.slice(0, 7)}-01T00:00:00.000Z`,
        'Anniversary',
        invoice,
        '9',
        '9',
        'Usage',
        `${day}T00:00:00.000Z`,
        `${addDays(day, 1)}T00:00:00.000Z`,
        service,
        `${service}-Usage`,
        'Run',
        '',
        '1',
        'USD',
        costs(day, service).toFixed(2),
        'eu-west-1',
        'OnDemand',
        'Hrs',
        randomUUID(),
        `${day}/${addDays(day, 1)}`,
      ].join(','),
    ),
  )
  return [HEADER, ...rows].join('\r\n')
}

async function deliver(text: string, now: string): Promise<void> {
  const path = join(config().home, `bill-${randomUUID()}.csv`)
  await writeFile(path, text)
  const ended = await importBill({ tenant_id: TENANT, source: 'acme-cur2', paths: [path], actor: systemActor(TENANT), now })
  expect(ended.report).not.toHaveProperty('error')
  await clockAt(now)
  await watchTenant(TENANT)
}

const clockAt = (now: string) =>
  change(TENANT, async (tx) => ({
    result: await tx.query(`update tenant set clock_offset_ms = (extract(epoch from $2::timestamptz - now()) * 1000)::bigint where tenant_id = $1`, [
      TENANT,
      now,
    ]),
    events: [{ kind: 'clock.advanced', subject: TENANT, actor: systemActor(TENANT), body: {} }],
  }))

const told = async (kind: string) => (await listAudit(TENANT, { limit: 500 })).filter((e) => e.kind === kind).length
const open = () => openRestatements(TENANT)
const base = (_: string, service: string) => (service === 'AmazonEC2' ? 300 : 40)
const more = (from: string, to: string, factor: number) => (day: string, service: string) =>
  service === 'AmazonS3' && day >= from && day <= to ? 40 * factor : base(day, service)

const acknowledge = (restatement_id: string, expected_version: number, actor: Actor = MARA) =>
  runCommand(actor, {
    command: 'restatement.acknowledge',
    subject: restatement_id,
    expected_version,
    plan_hash: null,
    intent_digest: null,
    params: {},
    reason: 'the provider corrected its storage prices',
    acknowledged: null,
    surface: 'web',
    idempotency_key: randomUUID(),
  })

beforeAll(async () => {
  await change(TENANT, async (tx) => ({
    result: await tx.query(`insert into tenant (tenant_id, name, is_demonstration) values ($1, $1, true)`, [TENANT]),
    events: [{ kind: 'tenant.created', subject: TENANT, actor: systemActor(TENANT), body: {} }],
  }))
  await deliver(monthOf(JULY.start, JULY.days, 'INV-1', base), '2026-10-05T09:00:00.000Z')
})

it('tells nothing while a month that is closed has come once, or comes again with the same amounts to within rounding', async () => {
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', more('2026-09-10', '2026-09-10', 1.01)), '2026-10-06T09:00:00.000Z')
  expect(await open()).toEqual([])
})

it('tells a closed month that comes again with other amounts once, as data quality with both versions, its import and its lines, and opens no case for it', async () => {
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', more('2026-09-25', '2026-09-30', 4)), '2026-10-07T09:00:00.000Z')
  const [found, ...others] = await open()
  expect(others).toEqual([])
  expect(found).toMatchObject({ category: 'data_quality', billing_month: '2026-09', from_version: 1, to_version: 3, state: 'open' })
  const [evidence] = await getEvidence(TENANT, [found?.evidence_id ?? ''])
  expect(MonthRestatement.parse(evidence?.body)).toMatchObject({
    closed_by: 'invoice',
    before: { billed_cost: '10200' },
    after: { billed_cost: '10920' },
    lines: [{ sub_account_id: '9', service_name: 'AmazonS3', series: 'run', before: { billed_cost: '1200' }, after: { billed_cost: '1920' } }],
  })
  await watchTenant(TENANT)
  expect([await told('restatement.found'), await told('restatement.updated')]).toEqual([1, 0])
  expect(await listCases(TENANT)).toEqual([])
})

it('holds the rise that only the restatement made for as long as it is told, also when a later delivery repeats it', async () => {
  const october = monthOf('2026-10-01', 6, '', base)
  await deliver(october, '2026-10-07T21:00:00.000Z')
  expect(await listCases(TENANT)).toEqual([])
  expect((await latestRun(TENANT))?.run.held.filter(({ rule }) => rule === 'restated_days').length).toBeGreaterThan(0)
})

it('brings an open one up to date instead of telling it twice, and withdraws it when the bill takes it back', async () => {
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', more('2026-09-25', '2026-09-30', 5)), '2026-10-08T09:00:00.000Z')
  expect(await open()).toMatchObject([{ from_version: 1, to_version: 4 }])
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', base), '2026-10-09T09:00:00.000Z')
  expect(await open()).toEqual([])
  expect([await told('restatement.found'), await told('restatement.updated'), await told('restatement.withdrawn')]).toEqual([1, 1, 1])
})

it('is closed by an acknowledgement of the version that was shown, by somebody who works on cases, and the month counts as it is from then on', async () => {
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', more('2026-09-01', '2026-09-30', 3)), '2026-10-10T09:00:00.000Z')
  const [found] = await open()
  const { restatement_id = '', to_version = 0 } = found ?? {}
  await expect(acknowledge(restatement_id, to_version - 1)).rejects.toThrow(Fault)
  await expect(acknowledge(restatement_id, to_version, { ...MARA, id: 'usr_pavel', roles: ['viewer'] })).rejects.toThrow(Fault)
  await acknowledge(restatement_id, to_version)
  await expect(acknowledge(restatement_id, to_version)).rejects.toThrow(/already/)
  expect(await open()).toEqual([])
  await watchTenant(TENANT)
  expect(await open()).toEqual([])
  // Another change later is another restatement, measured from what was acknowledged.
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', more('2026-09-01', '2026-09-30', 3.5)), '2026-10-11T09:00:00.000Z')
  expect(await open()).toMatchObject([{ from_version: to_version, to_version: to_version + 1 }])
})

it('holds a rise that a restatement made also when it was acknowledged and the month is restated once more', async () => {
  const rise = more('2026-10-25', '2026-10-31', 4)
  await deliver(monthOf(SEPTEMBER.start, SEPTEMBER.days, 'INV-1', base), '2026-10-12T09:00:00.000Z')
  await deliver(monthOf('2026-10-01', 31, 'INV-2', base), '2026-11-05T09:00:00.000Z')
  await deliver(monthOf('2026-10-01', 31, 'INV-2', rise), '2026-11-06T09:00:00.000Z')
  const [found] = (await open()).filter((r) => r.billing_month === '2026-10')
  await acknowledge(found?.restatement_id ?? '', found?.to_version ?? 0)
  await deliver(
    monthOf('2026-10-01', 31, 'INV-2', (day, service) => rise(day, service) + (service === 'AmazonEC2' ? 5 : 0)),
    '2026-11-07T09:00:00.000Z',
  )
  await deliver(monthOf('2026-11-01', 6, '', base), '2026-11-07T21:00:00.000Z')
  expect((await open()).filter((r) => r.billing_month === '2026-10')).toMatchObject([{ from_version: found?.to_version }])
  expect(await listCases(TENANT)).toEqual([])
  expect((await latestRun(TENANT))?.run.held.filter(({ rule }) => rule === 'restated_days').length).toBeGreaterThan(0)
})

it('goes on looking at the bill where the files of former versions are gone, and tells nothing by them', async () => {
  const { length: known } = await open()
  for (const { path, data_version } of await versionsOf(TENANT, [{ source: 'acme-cur2', billing_month: '2026-10' }]))
    if (data_version < 4) await rm(join(config().warehouse_dir, path), { recursive: true })
  await deliver(monthOf('2026-10-01', 31, 'INV-2', more('2026-10-25', '2026-10-31', 6)), '2026-11-08T09:00:00.000Z')
  expect((await latestRun(TENANT))?.evidence.source.data_version).toContain('2026-10.5')
  expect(await open()).toHaveLength(known)
})
