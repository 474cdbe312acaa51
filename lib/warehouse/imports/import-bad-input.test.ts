import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { closeDuck } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { focusBill } from '@/lib/warehouse/fixtures/focus-bill'
import { currentManifests, listSources } from '@/lib/warehouse/versions/manifest-store'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import type { BillImport, ImportError, ImportReport } from '@/schemas/bill'
import { importBill } from './import-bill'

testDatabase()

const NOW = '2026-10-20T09:00:00.000Z'
const OCTOBER = { start: '2026-10-01', end: '2026-11-01' }
let scratch = ''
let tenant = ''
let count = 0
let actor: Actor
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-bad-'))
})
beforeEach(async () => {
  tenant = `tn_bad${++count}`
  actor = await billTenant(tenant)
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const given = async (files: Record<string, string | Uint8Array>): Promise<BillImport> => {
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(scratch, `${tenant}-${name}`)
    writeFileSync(path, content)
    return { path, name }
  })
  return importBill({ tenant_id: tenant, source: 'acme', paths, actor, now: NOW })
}
const done = ({ report }: BillImport): ImportReport => {
  if (report === null || !('done' in report)) throw new Error(JSON.stringify(report))
  return report.done
}
const refusal = async ({ state, report }: BillImport): Promise<ImportError> => {
  expect(state).toBe('failed')
  expect(await currentManifests(tenant)).toEqual([])
  if (report === null || !('error' in report)) throw new Error(JSON.stringify(report))
  expect(report.error.remedy).toMatch(/\w/)
  return report.error
}
const days = async () => (await (await openWarehouse(tenant, NOW)).dailySeries({}, OCTOBER)).points.map((p) => [p.day, p.effective_cost])

describe('bad input is handled as specified, or refused with file, row, column, value and remedy', () => {
  test('clock skew: a charge dated after today is stored, belongs to no answer before its day, and the report tells of it with its cost', async () => {
    const report = done(await given({ 'a.csv': focusBill({}, { ChargePeriodStart: '2026-10-25T00:00:00Z' }) }))
    expect(report.rows_stored).toBe(2)
    const facts = { billing_month: '2026-10', lines: 1, effective_cost: '10', last_day: '2026-10-25', today: '2026-10-20' }
    expect(report.warnings).toEqual([{ code: 'charges_after_today', facts }])
    expect(await days()).toEqual([['2026-10-05', '10']])
    const then = await openWarehouse(tenant, '2026-10-25T00:00:00.000Z')
    expect((await then.dailySeries({}, OCTOBER)).points.map((p) => p.day)).toEqual(['2026-10-05', '2026-10-25'])
    expect([await (await openWarehouse(tenant, NOW)).chargesAhead(), await then.chargesAhead()]).toEqual([
      { lines: 1, effective_cost: '10', first_day: '2026-10-25', last_day: '2026-10-25' },
      null,
    ])
  })

  test.each([
    ['usage', { ChargePeriodStart: '9999-12-31T00:00:00Z' }],
    ['a credit of the end of the month', { ChargePeriodStart: '2026-10-31T00:00:00Z', ChargeCategory: 'Credit' }],
  ])('%s that is dated ahead does not move how far the bill reaches or is settled', async (_, ahead) => {
    const written = ['2026-10-15', '2026-10-16', '2026-10-17', '2026-10-18', '2026-10-19', '2026-10-20'].map((day) => ({ ChargePeriodStart: day }))
    done(await given({ 'a.csv': focusBill(...written, ahead) }))
    expect(await listSources(tenant, NOW)).toMatchObject([{ state: 'fresh', last_day: '2026-10-20', settled_to: '2026-10-17' }])
  })

  test('a file given twice counts once, and the report says so', async () => {
    const report = done(await given({ 'a.csv': focusBill({}), 'copy of a.csv': focusBill({}) }))
    expect([report.rows_stored, report.billed_stored]).toEqual([1, '10'])
    expect(report.warnings).toEqual([{ code: 'same_file_given_twice', facts: { files: 1 } }])
  })

  test('files that hold the same charges in other packings are refused, and parts with as many rows of their own are not', async () => {
    const rows = (first: number) => Array.from({ length: 25 }, (_, i) => ({ BilledCost: String(first + i), EffectiveCost: String(first + i) }))
    const [bytes, remedy] = [gzipSync(focusBill(...rows(1).reverse())), 'give one of the two']
    expect(await refusal(await given({ 'a.csv': focusBill(...rows(1)), 'a.csv.gz': bytes }))).toMatchObject({ file: 'a.csv.gz', row: null, remedy })
    expect(done(await given({ 'a.csv': focusBill(...rows(1)), 'b.csv': focusBill(...rows(100)) })).rows_stored).toBe(50)
  })

  test('negative and zero lines are charges like any other', async () => {
    const report = done(
      await given({ 'a.csv': focusBill({}, { BilledCost: '-3', EffectiveCost: '-3', ChargeCategory: 'Credit' }, { BilledCost: '0', EffectiveCost: '0' }) }),
    )
    expect([report.rows_stored, report.billed_stored, report.difference]).toEqual([3, '7', '0'])
  })

  test('tags that are no JSON are kept as they came and read where they can be, and the report counts their rows', async () => {
    const rows = [{}, { Tags: '{"team":"a"}' }, { Tags: '{"team":"b",' }, { Tags: 'team=c' }, { Tags: '["d"]' }, { Tags: 'NULL' }]
    const report = done(await given({ 'a.csv': focusBill(...rows) }))
    expect([report.rows_stored, report.difference]).toEqual([rows.length, '0'])
    expect(report.warnings).toEqual([{ code: 'tags_not_read', facts: { rows: 3 } }])
  })

  test('a literal NULL is no value', async () => {
    done(await given({ 'a.csv': focusBill({ ResourceId: 'NULL', Tags: 'NULL', RegionId: 'NULL', ConsumedQuantity: 'NULL' }) }))
    expect((await (await openWarehouse(tenant, NOW)).entities()).regions.map((r) => r.key)).not.toContain('NULL')
  })

  test.each([
    ['a NUL', 'pay\0ments', 'pay\ufffdments'],
    ['a NUL far down', 'pay\0ments', 'pay\ufffdments', 20_000],
    ['the escape of a NUL', 'pay\\u0000ments', 'pay\ufffdments'],
    ['the escape of half a character', 'pay\\ud83dments', 'pay\ufffdments'],
    ['the other half alone', 'pay\\uDE80ments', 'pay\ufffdments'],
    ['a half before a whole character', 'pay\\ud83d\\ud83d\\ude80', 'pay\ufffd\u{1f680}'],
  ])('%s in a tag is stored as U+FFFD, and the report says in how many rows', async (_, written, stored, rows_before = 0) => {
    const before = Array.from({ length: rows_before }, (_, i) => ({ ResourceId: `i-${i}-${'x'.repeat(40)}` }))
    const rows = [...before, { Tags: `{"team":"${written}","note":"${written}"}`, ServiceName: 'Other' }]
    const report = done(await given({ 'a.csv': focusBill(...rows) }))
    expect([report.rows_stored, report.difference, report.warnings]).toEqual([rows.length, '0', [{ code: 'unreadable_characters', facts: { rows: 1 } }]])
    const { rows: lines } = await (await openWarehouse(tenant, NOW)).lineItems(
      { scope: { service_name: 'Other' }, except: [], environment: null, charge: null },
      OCTOBER,
      5,
    )
    expect(lines.map((line) => line.owner)).toEqual([stored])
  })

  test('a NUL in a name is stored as U+FFFD, from Parquet too', async () => {
    const [csv, path] = [join(scratch, 'nul.csv'), join(scratch, 'nul.parquet')]
    writeFileSync(csv, focusBill({}))
    const duck = await DuckDBInstance.create(':memory:')
    await (await duck.connect()).run(
      `copy (select * replace ('Com' || chr(0) || 'pute' as ServiceName, map {'team': 'pay' || chr(0)} as Tags) from read_csv('${csv}', all_varchar = true)) to '${path}' (format parquet)`,
    )
    duck.closeSync()
    expect(done(await given({ 'nul.parquet': readFileSync(path) })).warnings).toEqual([{ code: 'unreadable_characters', facts: { rows: 1 } }])
    const names = await (await openWarehouse(tenant, NOW)).entities()
    expect([names.services, names.owners].map((all) => all.map((n) => n.key))).toEqual([['Com\ufffdpute'], ['pay\ufffd']])
  })

  test('whole characters and backslashes in JSON stay as they were written', async () => {
    const tags = '{"team":"\\ud83d\\ude80","path":"C:\\\\u0000"}'
    const report = done(await given({ 'a.csv': focusBill({ Tags: tags }) }))
    expect(report.warnings).toEqual([])
    expect((await (await openWarehouse(tenant, NOW)).entities()).owners.map((o) => o.key)).toEqual(['\u{1f680}'])
  })

  test('spellings of a tag key are one key', async () => {
    done(await given({ 'a.csv': focusBill({ Tags: '{" team":"data"}' }, { Tags: '{"Team":"data"}' }, { Tags: '{"TEAM ":"data"}' }) }))
    expect((await (await openWarehouse(tenant, NOW)).entities()).owners.map((o) => [o.key, o.effective_cost])).toEqual([['data', '30']])
  })

  test('a value is read the same under every spelling of its key: escapes of JSON are decoded', async () => {
    const tags = ['{"team":"caf\\u00e9 \\"A\\""}', '{"Team":"caf\\u00e9 \\"A\\""}', '{" user:TEAM":"caf\u00e9 \\u0022A\\u0022"}']
    done(await given({ 'a.csv': focusBill(...tags.map((Tags) => ({ Tags }))) }))
    expect((await (await openWarehouse(tenant, NOW)).entities()).owners.map((o) => [o.key, o.effective_cost])).toEqual([['caf\u00e9 "a"', '30']])
  })

  test('an effective cost of zero beside a billed one is repaired, and the report says so', async () => {
    const report = done(await given({ 'a.csv': focusBill({ EffectiveCost: '0' }, { EffectiveCost: '' }) }))
    expect(report.repaired).toEqual([{ because: 'effective_cost_from_billed_cost', rows: 2, effective_cost: '20' }])
  })

  test('two currencies in one bill are refused at the first row of the second, in the file that has it', async () =>
    expect(await refusal(await given({ 'a.csv': focusBill({}), 'b.csv': focusBill({}, {}, { BillingCurrency: 'EUR' }) }))).toMatchObject({
      file: 'b.csv',
      row: 4,
      column: 'BillingCurrency',
      value: 'EUR',
    }))

  test('a time in another zone counts on its UTC day', async () => {
    done(await given({ 'a.csv': focusBill({ ChargePeriodStart: '2026-10-05T23:30:00-05:00' }, { ChargePeriodStart: '2026-10-06T01:00:00+02:00' }) }))
    expect(await days()).toEqual([
      ['2026-10-05', '10'],
      ['2026-10-06', '10'],
    ])
  })

  test('gzip data that is cut off is refused, wherever it is cut', async () => {
    const packed = gzipSync(focusBill(...Array.from({ length: 5000 }, (_, i) => ({ BilledCost: String(i), ResourceId: `i-${(i * 7919) % 5000}` }))))
    for (const share of [0.5, 0.99]) {
      const error = await refusal(await given({ 'a.csv.gz': packed.subarray(0, Math.floor(packed.length * share)) }))
      expect(error).toMatchObject({ file: 'a.csv.gz', message: 'the gzip data is damaged or cut off', remedy: 'download it again' })
    }
  }, 60_000)

  test('text that is not UTF-8 is refused with its row, column and value, also far down in a file of wide rows', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({ ResourceId: `i-${i}` }))
    const text = focusBill(...rows, { RegionId: 'eu,west', ResourceId: 'caf\u00e9' }, ...rows)
    for (const [name, content] of [
      ['a.csv', Buffer.from(text, 'latin1')],
      ['a.csv.gz', gzipSync(Buffer.from(text, 'latin1'))],
    ] as const)
      expect(await refusal(await given({ [name]: content }))).toMatchObject({ file: name, row: 3002, column: 'ResourceId', value: 'caf\ufffd' })
    expect(done(await given({ 'a.csv': text })).rows_stored).toBe(6001)
  })

  test.each([
    ['BilledCost', 'twelve'],
    ['BilledCost', '1,240.50'],
    ['EffectiveCost', 'true'],
    ['ChargePeriodStart', 'yesterday'],
    ['ChargePeriodStart', 'infinity'],
    ['ChargePeriodStart', '10000-01-01'],
    ['ChargePeriodStart', '0044-03-15 (BC)'],
    ['BillingPeriodStart', '-infinity'],
    ['BilledCost', `9${'9'.repeat(40)}`],
  ])('a cell of the wrong type is refused: %s %s', async (column, value) => {
    expect(await refusal(await given({ 'a.csv': focusBill({}, { [column]: value }) }))).toMatchObject({
      file: 'a.csv',
      row: 3,
      column,
      value: value.slice(0, 200),
    })
  })

  test.each([
    ['BilledCost', '1000000000000', 'an amount has at most 12 digits before its point: check the column and its unit'],
    ['EffectiveCost', '-9999999999999999999999999999.99', 'an amount has at most 12 digits before its point: check the column and its unit'],
    ['ListCost', '1e27', 'an amount has at most 12 digits before its point: check the column and its unit'],
    ['ConsumedQuantity', '1000000000000000000', 'an amount has at most 18 digits before its point: check the column and its unit'],
  ])('an amount that no sum could hold is refused with its row, column, value and remedy: %s %s', async (column, value, remedy) => {
    expect(await refusal(await given({ 'a.csv': focusBill({}, { [column]: value }) }))).toMatchObject({ file: 'a.csv', row: 3, column, value, remedy })
  })

  test('the largest amounts that a line may have are added up exactly', async () => {
    const large = { BilledCost: '999999999999.9999999999', EffectiveCost: '999999999999.9999999999', ConsumedQuantity: '999999999999999999' }
    const report = done(await given({ 'a.csv': focusBill({ ...large, ResourceId: 'i-1' }, { ...large, ResourceId: 'i-2' }) }))
    expect([report.billed_stored, report.difference]).toEqual(['1999999999999.9999999998', '0'])
    expect(await days()).toEqual([['2026-10-05', '1999999999999.9999999998']])
  })

  test('a Parquet column of the wrong type is refused with its row', async () => {
    const path = join(scratch, 'typed.parquet')
    const csv = join(scratch, 'typed.csv')
    writeFileSync(csv, focusBill({}, {}))
    const duck = await DuckDBInstance.create(':memory:')
    await (await duck.connect()).run(
      `copy (select * replace (true as ChargePeriodStart) from read_csv('${csv}', all_varchar = true)) to '${path}' (format parquet)`,
    )
    duck.closeSync()
    expect(await refusal(await given({ 'typed.parquet': readFileSync(path) }))).toMatchObject({ file: 'typed.parquet', row: 2, column: 'ChargePeriodStart' })
  })

  test('a cell of 10,000 characters is kept where it is text', async () => {
    const report = done(await given({ 'a.csv': focusBill({ ResourceId: 'r'.repeat(10_000), Tags: JSON.stringify({ team: 'd'.repeat(10_000) }) }) }))
    expect([report.rows_stored, report.difference]).toEqual([1, '0'])
  })

  test('a cell of 10,000 characters where a cost belongs is refused, and shown only at its beginning', async () => {
    const error = await refusal(await given({ 'a.csv': focusBill({}, { BilledCost: 'x'.repeat(10_000) }) }))
    expect(error).toMatchObject({ row: 3, column: 'BilledCost', value: 'x'.repeat(200) })
    expect(error.message.length).toBeLessThan(400)
  })
})
