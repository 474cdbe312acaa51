import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { getTenant } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { closeDuck } from '@/lib/warehouse/duck'
import { describeFiles } from '@/lib/warehouse/imports/import-files'
import { currentManifests } from '@/lib/warehouse/versions/manifest-store'
import { openWarehouse, openWarehouseAt } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import type { BillImport, ImportReport } from '@/schemas/bill'
import { importBill, runImport } from './import-bill'
import { cancelImport, queueImport } from './request-import'

testDatabase()

const FIXTURES = join(import.meta.dirname, '../fixtures')
const NOW = '2026-10-20T09:00:00.000Z'
// When the November of the fixtures has come.
const LATER = '2026-11-20T09:00:00.000Z'
const actor = (tenant_id: string): Actor => ({ kind: 'person', id: 'usr_mara', name: 'Mara Lindqvist', roles: ['analyst'], tenant_id, surface: 'cli' })

let scratch = ''
let tenant = ''
let count = 0
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-bills-'))
})
beforeEach(async () => {
  tenant = `tn_t${++count}`
  const event = { kind: 'tenant.created' as const, subject: tenant, actor: actor(tenant), body: {} }
  await change(tenant, async (tx) => ({ result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant]), events: [event] }))
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const file = (name: string) => join(FIXTURES, name)
const written = (name: string, content: string | Uint8Array) => {
  const path = join(scratch, name)
  writeFileSync(path, content)
  return path
}
const load = (paths: string[], source = 'acme', more: { now?: string; signal?: AbortSignal } = {}) =>
  importBill({ tenant_id: tenant, source, paths, actor: actor(tenant), now: NOW, ...more })
const done = (i: BillImport): ImportReport => {
  if (i.report === null || !('done' in i.report)) throw new Error(JSON.stringify(i.report))
  return i.report.done
}
const failed = (i: BillImport) => (i.report !== null && 'error' in i.report ? i.report.error : undefined)
const edited = (name: string, from: string, to: string) => readFileSync(file(name), 'utf8').replace(from, to)
const seriesOf = async (range = { start: '2026-10-01', end: '2026-12-01' }) => {
  const { series } = await (await openWarehouse(tenant, NOW)).seriesByGroup([], range, {
    series: ['run', 'credit', 'refund', 'fee', 'tax', 'marketplace', 'commitment_unused', 'discount'],
  })
  return Object.fromEntries(series.map((s) => [s.series, s.costs]))
}
const leftovers = () =>
  readdirSync(config().warehouse_dir, { recursive: true }).filter(
    (name) => (String(name).includes(tenant) && String(name).endsWith('.parquet')) || /\.stage\/.+/.test(String(name)),
  )

describe('what a bill becomes', () => {
  it('gives every CUR 2.0 line item type its amortised cost and its series', async () => {
    const report = done(await load([file('cur2-every-line-item-type.csv')]))
    expect(report).toMatchObject({ format: 'cur_2_0', currency: 'USD', rows_in_files: 17, rows_stored: 16, difference: '0', billed_dropped: '-0.214' })
    expect(report.dropped).toEqual([{ because: 'savings_plan_negation', rows: 1, billed_cost: '-0.214' }])
    expect(report.warnings).toEqual([{ code: 'unknown_line_item_type', facts: { line_item_type: 'HolidayFee', rows: 1, billed_cost: '0.01' } }])
    // 5 Oct and 6 Oct. Run: on demand + spot + covered at 0.15 + reserved at 0.13 - the discount that names its usage.
    expect(await seriesOf()).toEqual({
      run: ['0.0652345678', '5.136'],
      marketplace: ['95', '0'],
      credit: ['-140', '0'],
      refund: ['-3.5', '0'],
      tax: ['21.07', '0'],
      discount: ['-1.25', '0'],
      fee: ['100.01', '0'],
      commitment_unused: ['1.55', '0'],
    })
  })

  it('reads legacy slash names, tag columns, exponents, and moves a time with an offset to its UTC day', async () => {
    const report = done(await load([file('legacy-cur-slash-names.csv')]))
    expect(report).toMatchObject({ format: 'cur_legacy', rows_stored: 4, billed_stored: '0.0054540284' })
    expect(report.months.map((m) => [m.billing_month, m.rows, m.first_day, m.last_day])).toEqual([
      ['2026-10', 3, '2026-10-05', '2026-10-05'],
      ['2026-11', 1, '2026-11-02', '2026-11-02'],
    ])
    const names = await (await openWarehouse(tenant, NOW)).entities()
    expect(names.owners.map((o) => o.key)).toEqual(['data'])
    expect(names.regions.map((r) => r.key)).toEqual(['eu-west-1'])
  })

  it('reads dirty FOCUS 1.0: literal NULL, blank tag keys, odd spelling, and a usage row that is billed but says it costs nothing', async () => {
    const report = done(await load([file('focus-1.0-dirty.csv')]))
    expect(report).toMatchObject({ format: 'focus_1_0', rows_stored: 9, difference: '0' })
    expect(report.repaired).toEqual([{ because: 'effective_cost_from_billed_cost', rows: 1, effective_cost: '0.0000008' }])
    expect(await seriesOf()).toEqual({
      run: ['0.3640008'],
      commitment_unused: ['0.05'],
      credit: ['-140'],
      refund: ['-3.5'],
      marketplace: ['95'],
      tax: ['21.07'],
    })
    const names = await (await openWarehouse(tenant, NOW)).entities()
    expect(names.owners.map((o) => o.key)).toEqual(['storefront'])
    expect(names.sub_accounts).toEqual([{ key: '222222222222', label: 'shop-prod', effective_cost: '0.3640008' }])
  })

  it('knows FOCUS 1.2 by its invoice id and 1.4 by the provider names it lost', async () => {
    expect(done(await load([file('focus-1.2-aws.csv')])).format).toBe('focus_1_2')
    expect(done(await load([file('focus-1.4-no-provider-name.csv')], 'other')).format).toBe('focus_1_4')
    expect((await (await openWarehouse(tenant, NOW)).entities()).usage_types.map((u) => u.key)).toEqual(['EUW1-NatGateway-Bytes', 'EUW1-BoxUsage:m6i.xlarge'])
  })

  it('stores the same facts from CSV, from gzip whatever its name, and from Parquet', async () => {
    const csv = file('cur2-every-line-item-type.csv')
    const gz = written('no-hint-in-the-name [1].csv', gzipSync(readFileSync(csv)))
    const parquet = join(scratch, 'cur.parquet')
    const duck = await DuckDBInstance.create(':memory:')
    const connection = await duck.connect()
    await connection.run(`copy (select * exclude (line_item_unblended_cost), line_item_unblended_cost::double as line_item_unblended_cost
      from read_csv('${csv}', types = {'line_item_usage_account_id': 'varchar', 'bill_payer_account_id': 'varchar'})) to '${parquet}' (format parquet)`)
    connection.closeSync()
    duck.closeSync()
    const shape = async (paths: string[], source: string) => {
      await load(paths, source)
      const [m] = (await currentManifests(tenant)).filter((x) => x.source === source)
      return [m?.row_count, m?.billed_cost, m?.effective_cost, m?.first_day, m?.last_day]
    }
    const expected = await shape([csv], 'plain')
    expect(expected).toEqual([16, expect.any(String), expect.any(String), '2026-10-05', '2026-10-06'])
    expect(await shape([gz], 'packed')).toEqual(expected)
    expect(await shape([parquet], 'columns')).toEqual(expected)
  })
})

describe('an import is whole or nothing', () => {
  it('changes nothing when the same file comes twice, under any name', async () => {
    await load([file('focus-1.2-aws.csv')])
    const before = await everyTenant('select * from bill_manifest order by 1, 2, 3, 4')
    const again = await load([written('renamed.csv', readFileSync(file('focus-1.2-aws.csv')))])
    expect(again.state).toBe('unchanged')
    expect(done(again).months.every((m) => m.change === 'unchanged')).toBe(true)
    expect(await everyTenant('select * from bill_manifest order by 1, 2, 3, 4')).toEqual(before)
  })

  it('gives only the months that differ a new version, and keeps the old one readable', async () => {
    await load([file('focus-1.2-aws.csv')])
    const old = (await openWarehouse(tenant, NOW)).data_version
    expect(old).toBe('acme:2026-10.1+2026-11.1')
    const restated = await load([written('restated.csv', edited('focus-1.2-aws.csv', '"12.5"', '"14.5"').replaceAll('"12.5"', '"14.5"'))])
    expect(restated.state).toBe('completed')
    expect(done(restated).months.map((m) => [m.billing_month, m.change, m.data_version])).toEqual([
      ['2026-10', 'unchanged', 1],
      ['2026-11', 'restated', 2],
    ])
    const november = { start: '2026-11-01', end: '2026-12-01' }
    expect((await (await openWarehouse(tenant, LATER)).dailySeries({}, november)).points.map((p) => p.effective_cost)).toEqual(['14.5'])
    expect((await (await openWarehouseAt(tenant, old, LATER)).dailySeries({}, november)).points.map((p) => p.effective_cost)).toEqual(['12.5'])
    // Back to the first file: known content, but not what is shown.
    expect((await load([file('focus-1.2-aws.csv')])).state).toBe('completed')
  })

  it('asks for detection and writes its audit event in the transaction that makes the bill visible', async () => {
    const { import_id } = await load([file('focus-1.2-aws.csv')])
    expect(await everyTenant('select kind from audit.event where chain = $1 and subject = $2 order by seq', [tenant, import_id])).toEqual([
      { kind: 'import.started' },
      { kind: 'import.completed' },
    ])
    expect(await everyTenant("select 1 as n from graphile_worker.jobs where task_identifier = 'detect.run' and key = $1", [`detect:${tenant}`])).toHaveLength(1)
  })

  const alone = ['two currencies', 'a header alone']
  it.each([
    ['a word where a cost belongs', edited('focus-1.2-aws.csv', '"12.5"', '"twelve"'), { row: 3, column: 'BilledCost', value: 'twelve' }],
    [
      'a day that no calendar has',
      edited('focus-1.2-aws.csv', '2026-11-02T00:00:00Z', '2026-11-31'),
      { row: 3, column: 'ChargePeriodStart', value: '2026-11-31' },
    ],
    ['an empty cost', edited('focus-1.2-aws.csv', '"12.5"', '""'), { row: 3, column: 'BilledCost', value: null }],
    ['a row that is too short', `${readFileSync(file('focus-1.2-aws.csv'), 'utf8')}"a","b"\n`, { row: 4, column: null, value: null }],
    ['a quote that never closes', edited('focus-1.2-aws.csv', '"277.7"', '"277.7'), { column: null }],
    ['a missing column', edited('focus-1.2-aws.csv', '"BillingCurrency"', '"Money"'), { row: 1, column: 'BillingCurrency' }],
    ['two currencies', edited('focus-1.2-aws.csv', '"USD"', '"EUR"'), { row: 3, column: 'BillingCurrency', value: 'USD' }],
    ['a header alone', readFileSync(file('focus-1.2-aws.csv'), 'utf8').split('\n')[0] ?? '', { row: null }],
    ['something else entirely', 'name,age\nx,1\n', { row: null }],
    ['nothing', '', { row: null }],
  ])('refuses %s, naming where it is, and leaves nothing behind', async (what, content, at) => {
    const path = written(`${what}.csv`, content)
    // A good file comes first, so that there is something to leave behind.
    const ended = await load(alone.includes(what) ? [path] : [file('focus-1.2-aws.csv'), path])
    expect(ended.state).toBe('failed')
    expect(failed(ended)).toMatchObject({ file: `${what}.csv`, ...at })
    expect(failed(ended)?.remedy).toMatch(/\w/)
    expect(await currentManifests(tenant)).toEqual([])
    expect(leftovers()).toEqual([])
  })

  it('names the bad cell of a Parquet file too', async () => {
    const path = join(scratch, 'bad.parquet')
    const duck = await DuckDBInstance.create(':memory:')
    await (await duck.connect()).run(
      `copy (select * replace (case when x_UsageType like '%Nat%' then 'nan' else BilledCost end as BilledCost) from read_csv('${file('focus-1.2-aws.csv')}', all_varchar = true)) to '${path}' (format parquet)`,
    )
    duck.closeSync()
    expect(failed(await load([path]))).toMatchObject({ file: 'bad.parquet', row: 3, column: 'BilledCost', value: 'nan' })
  })

  it('refuses a second currency for one tenant', async () => {
    await load([file('focus-1.2-aws.csv')])
    const euro = await load([written('euro.csv', edited('focus-1.2-aws.csv', '"USD"', '"EUR"').replaceAll('"USD"', '"EUR"'))], 'europe')
    expect(failed(euro)).toMatchObject({ value: 'EUR' })
    expect((await currentManifests(tenant)).every((m) => m.currency === 'USD')).toBe(true)
    expect(leftovers().filter((name) => String(name).includes('europe/2026'))).toEqual([])
  })

  it('refuses one of two currencies that are imported as two sources at once', async () => {
    const euros = written('euros-at-once.csv', edited('focus-1.2-aws.csv', '"USD"', '"EUR"').replaceAll('"USD"', '"EUR"'))
    const ended = await Promise.all([load([file('focus-1.2-aws.csv')], 'dollars'), load([euros], 'euros')])
    expect(ended.map((i) => i.state).toSorted()).toEqual(['completed', 'failed'])
    const manifests = await currentManifests(tenant)
    expect(new Set(manifests.map((m) => m.currency))).toEqual(new Set([(await getTenant(tenant)).currency]))
  })

  it("makes the bill's currency the tenant's", async () => {
    await load([written('euros.csv', edited('focus-1.2-aws.csv', '"USD"', '"EUR"').replaceAll('"USD"', '"EUR"'))])
    expect((await getTenant(tenant)).currency).toBe('EUR')
    await load([file('focus-1.2-aws.csv')], 'dollars')
    expect((await getTenant(tenant)).currency).toBe('EUR')
  })

  it('leaves nothing when it is cancelled', async () => {
    const stop = new AbortController()
    stop.abort()
    expect((await load([file('focus-1.2-aws.csv')], 'acme', { signal: stop.signal })).state).toBe('cancelled')
    expect(await currentManifests(tenant)).toEqual([])
    expect(leftovers()).toEqual([])
  })

  it('does not publish an import that somebody cancelled while it waited or ran', async () => {
    const files = await describeFiles([file('focus-1.2-aws.csv')])
    const { result: import_id } = await change(tenant, async (tx) => {
      const queued = await queueImport(tx, { tenant_id: tenant, source: 'acme', files, actor: actor(tenant), at: NOW })
      return { result: queued.import_id, events: [queued.event] }
    })
    await change(tenant, async (tx) => ({
      result: undefined,
      events: [await cancelImport(tx, { tenant_id: tenant, import_id, actor: actor(tenant), at: NOW })],
    }))
    expect((await runImport(tenant, import_id, { now: NOW })).state).toBe('cancelled')
    expect(await currentManifests(tenant)).toEqual([])
    await expect(
      change(tenant, async (tx) => ({ result: undefined, events: [await cancelImport(tx, { tenant_id: tenant, import_id, actor: actor(tenant), at: NOW })] })),
    ).rejects.toThrow('nothing to cancel')
  })

  it('warns when a delivery replaces a month with far fewer rows', async () => {
    const text = readFileSync(file('focus-1.0-dirty.csv'), 'utf8')
    await load([file('focus-1.0-dirty.csv')])
    const part = await load([written('part.csv', text.split('\n').slice(0, 3).join('\n'))])
    expect(done(part).warnings).toEqual([{ code: 'fewer_rows_than_before', facts: { billing_month: '2026-10', rows: 2, rows_before: 9 } }])
  })
})
