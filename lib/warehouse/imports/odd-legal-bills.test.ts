import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { closeDuck } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { focusBill } from '@/lib/warehouse/fixtures/focus-bill'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import type { BillImport, ImportReport } from '@/schemas/bill'
import { importBill } from './import-bill'

// What exports of other providers and of people's own pipelines hold: unusual, and within the rules of its format.

testDatabase()

const NOW = '2026-10-20T09:00:00.000Z'
const OCTOBER = { start: '2026-10-01', end: '2026-11-01' }
const CUR =
  'bill_payer_account_id,bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_currency_code,line_item_unblended_cost'

let scratch = ''
let tenant = ''
let count = 0
let actor: Actor
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-odd-'))
})
beforeEach(async () => {
  tenant = `tn_odd${++count}`
  actor = await billTenant(tenant)
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const given = async (name: string, content: string | Uint8Array): Promise<BillImport['report']> => {
  const path = join(scratch, `${tenant}-${name}`)
  writeFileSync(path, content)
  return (await importBill({ tenant_id: tenant, source: 'acme', paths: [{ path, name }], actor, now: NOW })).report
}
const done = async (name: string, content: string | Uint8Array): Promise<ImportReport> => {
  const report = await given(name, content)
  if (report === null || !('done' in report)) throw new Error(JSON.stringify(report))
  return report.done
}
const refused = async (name: string, content: string | Uint8Array) => {
  const report = await given(name, content)
  return report !== null && 'error' in report ? report.error : undefined
}
const warehouse = () => openWarehouse(tenant, NOW)
const usageDays = async () => (await (await warehouse()).dailySeries({}, OCTOBER)).points.map((p) => [p.day, p.effective_cost])

test.each([
  ['to the minute in UTC, as Oracle writes it', '2026-10-05T00:00Z'],
  ['to the minute with an offset', '2026-10-05T01:30+02:00'],
  ['with a small t and z, which RFC 3339 allows', '2026-10-04t23:59:59z'],
  ['with a blank around it', ' 2026-10-04 '],
  ['to ten millionths of a second, as Azure writes it', '2026-10-04T00:00:00.0000000Z'],
])('a time %s counts on its UTC day', async (_, written) => {
  await done('a.csv', focusBill({ ChargePeriodStart: written }))
  expect(await usageDays()).toEqual([[written.includes('05T00') ? '2026-10-05' : '2026-10-04', '10']])
})

test('a billing period to the minute is of its month', async () => {
  const { months } = await done('a.csv', focusBill({ BillingPeriodStart: '2026-10-01T00:00Z' }))
  expect(months.map((m) => m.billing_month)).toEqual(['2026-10'])
})

test('a charge category that FOCUS does not have is read as a fee, and the report tells of it with its rows and its cost', async () => {
  const report = await done('a.csv', focusBill({}, { ChargeCategory: 'Refund' }, { ChargeCategory: 'Refund' }))
  expect(report.warnings).toEqual([{ code: 'unknown_line_item_type', facts: { line_item_type: 'Refund', rows: 2, billed_cost: '20' } }])
  expect(await usageDays()).toEqual([['2026-10-05', '10']])
})

test('a charge category counts as what it says in any case and with blanks around it', async () => {
  const report = await done('a.csv', focusBill({ ChargeCategory: ' usage ' }, { ChargeCategory: 'USAGE' }))
  expect(report.warnings).toEqual([])
  expect(await usageDays()).toEqual([['2026-10-05', '20']])
})

test.each([
  ['the header in CRLF, the rows in LF', (lines: string[]) => `${lines[0]}\r\n${lines.slice(1).join('\n')}\n`, 2, 'LF', 'CRLF'],
  ['the header in LF, the rows in CRLF', (lines: string[]) => `${lines[0]}\n${lines.slice(1).join('\r\n')}\r\n`, 2, 'CRLF', 'LF'],
  ['the last row in LF', (lines: string[]) => `${lines.slice(0, -1).join('\r\n')}\r\n${lines.at(-1)}\n`, 4, 'LF', 'CRLF'],
])('rows that end in different ways are refused at the first that does: %s', async (_, joined, row, found, usual) => {
  for (const text of [focusBill({}, {}, {}), focusBill({}, {}, {}).replaceAll('"', '')])
    expect(await refused('a.csv', joined(text.split('\n')))).toMatchObject({
      file: 'a.csv',
      row,
      message: `row ${row} ends in ${found}, the rows before it in ${usual}`,
      remedy: 'end every row in the same way, in LF or in CRLF',
    })
})

test('a carriage return within an unquoted cell is refused with its row', async () => {
  const text = focusBill({}, { ServiceName: 'Com\rpute' }).replaceAll('"', '')
  expect(await refused('a.csv', text)).toMatchObject({ row: 3, remedy: 'quote cells that hold a line end, and export again' })
})

test.each(['\n', '\r\n'])('a quote that is never closed is refused as that, whichever way rows end (%j)', async (end) => {
  const text = focusBill({}, { ServiceName: 'Storage' }).replace('"Compute"', '"Compute')
  for (const rows of [text, text.replaceAll(/"(?!Compute)/g, '')])
    expect(await refused('a.csv', `${rows.replaceAll('\n', end)}${end}`)).toMatchObject({ remedy: 'write a quote inside a cell as two quotes' })
})

test.each([
  ['CRLF', (text: string) => `${text.replaceAll('\n', '\r\n')}\r\n`],
  ['a byte order mark', (text: string) => `\ufeff${text}`],
  ['semicolons', (text: string) => text.replaceAll('","', '";"').replaceAll(/^[^"]*$/gm, (header) => header.replaceAll(',', ';'))],
  ['blank lines', (text: string) => text.replaceAll('\n', '\n\n')],
  ['gzip in several members', (text: string) => Buffer.concat([gzipSync(text.slice(0, 700)), gzipSync(''), gzipSync(text.slice(700))])],
])('a bill with %s reads like any other', async (_, packed) => {
  const report = await done('a.csv', packed(focusBill({}, { BilledCost: '2', EffectiveCost: '2' })))
  expect([report.rows_stored, report.billed_stored, report.difference]).toEqual([2, '12', '0'])
})

test.each([
  ['nothing', gzipSync('')],
  ['line ends alone', '\n\n'],
])('a file that holds %s is refused as empty', async (_, content) => {
  expect(await refused('a.csv', content)).toMatchObject({ message: 'the file is empty', remedy: 'export it again' })
})

test('a bill that begins with an empty row is refused for that', async () => {
  expect(await refused('a.csv', `\n${focusBill({})}`)).toMatchObject({
    row: 1,
    message: 'the first row is empty',
    remedy: 'let the file begin with its header',
  })
})

test('a column that a FOCUS bill lacks is named as FOCUS writes it', async () => {
  const text = focusBill({}).replace('BillingPeriodStart', 'PeriodOfBilling')
  expect(await refused('a.csv', text)).toMatchObject({ column: 'BillingPeriodStart', message: 'the column BillingPeriodStart is missing' })
})

test('a bill of credits alone has no day of usage, and every cent of them', async () => {
  const credit = { ChargeCategory: 'Credit', BilledCost: '-5', EffectiveCost: '-5' }
  expect(await done('a.csv', focusBill(credit, credit))).toMatchObject({ billed_stored: '-10', effective_stored: '-10', difference: '0', warnings: [] })
  const bill = await warehouse()
  expect([await bill.coveredDays(), (await bill.lineItems({ scope: {}, except: [], environment: null, charge: null }, OCTOBER, 5)).rows.length]).toEqual([
    [],
    1,
  ])
})

/** A Cost and Usage Report in Parquet whose columns have these types. */
async function curParquet(types: string): Promise<Uint8Array> {
  const [csv, path] = [join(scratch, `${tenant}.in.csv`), join(scratch, `${tenant}.parquet`)]
  writeFileSync(csv, `${CUR}\n111111111111,2026-10-01T00:00:00Z,012345678901,Usage,2026-10-05T00:00:00Z,AmazonEC2,USD,5\n`)
  const duck = await DuckDBInstance.create(':memory:')
  await (await duck.connect()).run(`copy (select * replace (${types}) from read_csv('${csv}', all_varchar = true)) to '${path}' (format parquet)`)
  duck.closeSync()
  return readFileSync(path)
}

test.each(['bigint', 'double', 'float8'])('account ids that a pipeline made numbers (%s) are the ids they were, with their leading zero', async (type) => {
  const ids = ['bill_payer_account_id', 'line_item_usage_account_id']
  await done('a.parquet', await curParquet(ids.map((id) => `${id}::${type} as ${id}`).join(', ')))
  const { sub_accounts } = await (await warehouse()).entities()
  expect(sub_accounts.map((a) => a.key)).toEqual(['012345678901'])
})
