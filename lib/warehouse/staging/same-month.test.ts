import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Fault } from '@/lib/kernel/errors'
import { openImporter } from '@/lib/warehouse/duck'
import { describeFiles } from '@/lib/warehouse/imports/import-files'
import type { ImportProgress } from '@/schemas/bill'
import { readBill } from './read-bill'

const DATA = resolve(process.env.COUNTERSIGN_DATA ?? '../shared/data')
const REAL = ['focus/focus_1.0_sample_1000.csv', 'aws-cur/cur_legacy_anonymous_2023-11.csv']
const IDLE: ImportProgress = { step: 'reading', file: null, bytes_total: 0, rows_read: 0, rows_per_sec: null, done_ratio: 0 }
const FOLLOWER = { step: () => undefined, fileDone: () => undefined, is_ended_elsewhere: () => false, stop: () => IDLE }

const folder = mkdtempSync(join(tmpdir(), 'same-month-'))
afterAll(() => rmSync(folder, { recursive: true }))
let count = 0

/** Rows that the files have together; throws where they are refused. */
async function rowsIn(files: Record<string, string | Buffer>): Promise<number> {
  const dir = mkdtempSync(join(folder, `${++count}-`))
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(dir, name), content)
    return join(dir, name)
  })
  const stage_dir = join(dir, 'stage')
  const { connection, close } = await openImporter(stage_dir)
  try {
    return (await readBill({ connection, stage_dir }, { files: await describeFiles(paths) }, FOLLOWER)).report.rows_in_files
  } finally {
    close()
  }
}
const refusal = (files: Record<string, string | Buffer>): Promise<Fault> =>
  rowsIn(files).then(
    () => expect.fail('the files were read'),
    (fault: Fault) => fault,
  )

const CUR =
  'identity_line_item_id,bill_invoice_id,bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_resource_id,line_item_currency_code,line_item_unblended_cost,resource_tags'
const FOCUS =
  'BillingAccountId,SubAccountId,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ResourceId,BilledCost,EffectiveCost,BillingCurrency,InvoiceId,Tags,ProviderName'
type Line = { day: number; hour: number; resource: string; cost: number }
type Delivery = { id: string; invoice?: string; team?: string; month?: string }

const cur = ({ day, hour, resource, cost }: Line, { id, invoice = '', team = 'a', month = '2026-10' }: Delivery): string =>
  `${id}-${day}-${hour}-${resource},${invoice},${month}-01,1,Usage,${month}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z,EC2,Box,${resource},USD,${cost},"{""team"":""${team}""}"`
const focus = ({ day, hour, resource, cost }: Line, { invoice = '', team = 'a', month = '2026-10' }: Delivery): string =>
  `9,1,${month}-01,${month}-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z,Usage,Compute,${resource},${cost},${cost},USD,${invoice},"{""team"":""${team}""}",AWS`

const lines = (days: number, hours: number, cost = 1): Line[] =>
  Array.from({ length: days * hours * 2 }, (_, i) => ({ day: 1 + Math.floor(i / hours / 2), hour: Math.floor(i / 2) % hours, resource: `i-${i % 2}`, cost }))
const bill = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`

describe('two deliveries of one month are refused, by the names of both files and with what to do', () => {
  const remedy = 'give only the newest delivery of 2026-10, with all of its parts'
  it.each([
    ['CUR by day', CUR, cur, 1],
    ['CUR by hour', CUR, cur, 24],
    ['FOCUS by day', FOCUS, focus, 1],
    ['FOCUS by hour', FOCUS, focus, 24],
  ] as const)('%s: the final bill, and how it was on the 10th', async (_, header, written, hours) => {
    const former = lines(10, hours).map((line) => written(line, { id: 'x' }))
    const final = lines(31, hours, 2).map((line) => written(line, { id: 'y', invoice: '77', team: 'b' }))
    const fault = await refusal({ 'a.csv': bill(header, former), 'b.csv.gz': gzipSync(bill(header, final)) })
    expect(fault.detail).toMatchObject({ file: 'b.csv.gz', row: null, remedy })
    expect(fault.message).toMatch(/^b[.]csv[.]gz: 2026-10 is in it and in a[.]csv: they have \d+ lines in common/)
  })

  it('also where one of them comes in parts, and where other months beside them are given once', async () => {
    const [first, second] = [lines(20, 2), lines(20, 2, 3)].map((all, i) => all.map((line) => cur(line, { id: `d${i}` })))
    const earlier = lines(20, 2).map((line) => cur(line, { id: 'e', month: '2026-09' }))
    const parts = { 'p1.csv': bill(CUR, second?.slice(0, 40) ?? []), 'p2.csv': bill(CUR, second?.slice(40) ?? []) }
    const fault = await refusal({ 'older.csv': bill(CUR, [...earlier, ...(first ?? [])]), ...parts })
    expect(fault.detail).toMatchObject({ file: 'p1.csv', remedy })
  })
})

describe('parts of one delivery are never refused', () => {
  const line = fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
    resource: fc.constantFrom('i-1', 'i-2', ''),
    cost: fc.constantFrom(1, 2),
  })
  const delivery = fc.uniqueArray(line, { minLength: 2, maxLength: 120, selector: ({ day, hour, resource }) => `${day} ${hour} ${resource}` })

  it('whichever way its rows are split', async () => {
    const whole = lines(2, 24)
    const seed = 7
    await fc.assert(
      fc.asyncProperty(delivery, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), fc.boolean(), async (all, parts, is_focus) => {
        const files = new Map<number, string[]>()
        for (const row of all) {
          const part = parts.next().value
          files.set(part, [...(files.get(part) ?? []), is_focus ? focus(row, { id: '' }) : cur(row, { id: 'x' })])
        }
        const named = Object.fromEntries([...files].map(([part, rows]) => [`${part}.csv`, bill(is_focus ? FOCUS : CUR, rows)]))
        expect(await rowsIn(named)).toBe(all.length)
      }),
      { numRuns: 10, seed, examples: [[whole, fc.sample(fc.infiniteStream(fc.integer({ min: 0, max: 1 })), { numRuns: 1, seed })[0] ?? expect.fail(), false]] },
    )
  })

  it('where a bill does not tell its lines apart: hours that are all written as their day', async () => {
    const alike = lines(20, 24).map((row) => cur({ ...row, hour: 0, cost: row.hour }, { id: 'x' }))
    const [odd, even] = [0, 1].map((rest) => alike.filter((_, i) => (Math.floor(i / 2) % 24) % 2 === rest))
    expect(await rowsIn({ 'a.csv': bill(CUR, odd ?? []), 'b.csv': bill(CUR, even ?? []) })).toBe(alike.length)
  })

  for (const name of REAL)
    it.skipIf(!existsSync(join(DATA, name)))(`of the real ${name}, in rows by turns and in halves (skipped where that file is absent)`, async () => {
      const [header = '', ...rows] = readFileSync(join(DATA, name), 'utf8').trimEnd().split(/\r?\n/)
      const [odd, even] = [0, 1].map((rest) => rows.filter((_, i) => i % 2 === rest))
      expect(await rowsIn({ 'a.csv': bill(header, odd ?? []), 'b.csv': bill(header, even ?? []) })).toBe(rows.length)
      const [first, second] = [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)]
      expect(await rowsIn({ 'a.csv': bill(header, first), 'b.csv': bill(header, second) })).toBe(rows.length)
    })
})
