import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { addDays } from '@/lib/kernel/time'
import { findBill } from './detect-bill/find-bill'
import { readDailyBill } from './detect-bill/read-daily-bill'
import { readExportedBill } from './detect-bill/read-exported-bill'
import { withoutDaysAhead } from './detect-bill/without-days-ahead'
import { youngNote } from './detect-bill/young-note'

const folder = () => mkdtempSync(join(tmpdir(), 'detect-bill-'))
const write = (dir: string, name: string, text: string | Buffer) => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}
const days = Array.from({ length: 90 }, (_, t) => addDays('2026-03-01', t))
const steady = (rows: (day: string, t: number) => string) => days.map(rows).join('\n')

async function readAt(path: string) {
  const found = await findBill([path])
  if (found.kind !== 'daily') throw new Error('not a daily bill')
  return readDailyBill(found.files)
}

describe('reading a daily bill', () => {
  it('takes account, product, region and usage type from one file, and finds what rose in it', async () => {
    const rows = steady((day, t) => `${day},a1,Compute,eu-west-1,m5,${t >= 70 ? 80 : 40}\n${day},a1,Storage,eu-west-1,s3,25`)
    const { bill, currency } = await readAt(write(folder(), 'bill.csv', `date,account,product,region,usage_type,cost_usd\n${rows}\n`))
    expect([bill.days.length, bill.leaves.length, currency]).toEqual([90, 2, 'USD'])
    expect(scanBill(bill).incidents).toMatchObject([{ start: days[70], scope: { sub_account_id: 'a1', service_name: 'Compute', usage_type: 'm5' } }])
  })

  it('joins numbered series with the file beside it that describes them, and leaves out what is no payable cost', async () => {
    const dir = folder()
    write(
      dir,
      'series.csv',
      'series_id,account,region,product,operation,usage_type,kind\n1,a1,eu,Compute,Run,m5,usage\n2,a1,eu,Compute,Lent RIs,m5,lent\n3,a1,eu,Compute,Used RIs,m5,used\n',
    )
    write(dir, 'daily_cost.csv.gz', gzipSync(`date,series_id,cost_usd\n${steady((day) => `${day},1,10\n${day},2,5\n${day},3,7`)}\n`))
    const { bill } = await readAt(dir)
    expect(bill.leaves.map(({ kind, operation }) => [kind, operation])).toEqual([
      ['standard', 'Run'],
      ['committed', 'Used RIs'],
    ])
  })

  it('reads quoted cells and adds up rows of the same day and place', async () => {
    const { bill } = await readAt(
      write(folder(), 'bill.csv', 'date,account,product,cost_usd\n2026-03-01,a1,"Compute, ""big""",1.5\n2026-03-01,a1,"Compute, ""big""",2\n'),
    )
    expect(bill.leaves).toMatchObject([{ scope: { service_name: 'Compute, "big"' }, values: [3.5] }])
  })

  it('reads cells with line breaks, packed too, and counts rows and not lines', async () => {
    const text = 'date,account,product,cost_usd\r\n2026-03-01,a1,"Compute\r\nbig",1.5\r\n2026-03-01,a1,"Compute\r\nbig",2\r\n'
    for (const file of [write(folder(), 'bill.csv', text), write(folder(), 'bill.csv.gz', gzipSync(text))])
      expect((await readAt(file)).bill.leaves).toMatchObject([{ scope: { service_name: 'Compute\r\nbig' }, values: [3.5] }])
    const fault = await readAt(write(folder(), 'bill.csv', `${text}2026-03-02,a1,x,$5\r\n`)).catch((error) => error)
    expect(fault.detail).toMatchObject({ row: 4, column: 'cost', value: '$5' })
  })

  it.each([
    ['a cost that is no number', 'date,account,product,cost_usd\n2026-03-01,a1,x,1\n2026-03-02,a1,x,$5\n', { row: 3, column: 'cost', value: '$5' }],
    ['an empty cost', 'date,account,product,cost_usd\n2026-03-01,a1,x,\n', { row: 2, column: 'cost', value: '' }],
    ['a day that does not exist', 'date,account,product,cost_usd\n2026-02-30,a1,x,1\n', { row: 2, column: 'date', value: '2026-02-30' }],
    ['a kind nobody knows', 'date,account,product,kind,cost_usd\n2026-03-01,a1,x,magic,1\n', { row: 2, column: 'kind', value: 'magic' }],
    ['a row with a cell too few', 'date,account,product,cost_usd\n2026-03-01,a1,1\n', { row: 2 }],
    ['two currencies', 'date,account,product,cost,currency\n2026-03-01,a1,x,1,USD\n2026-03-02,a1,x,1,EUR\n', { row: 3, column: 'currency', value: 'EUR' }],
  ])('refuses %s by file, row, column and value, with a remedy', async (_, text, at) => {
    const fault = await readAt(write(folder(), 'bill.csv', text)).catch((error) => error)
    expect(fault).toMatchObject({ code: 'validation_failed', detail: { file: 'bill.csv', remedy: expect.any(String), ...at } })
  })

  it('refuses a gzip file that was cut off', async () => {
    const whole = gzipSync(
      `date,account,product,cost_usd\n${steady((day, t) => `${day},a${(t * 7919) % 97},x${(t * 104729) % 89},${(t * 31) % 17}.${(t * 7) % 10}`)}\n`,
    )
    const fault = await readAt(write(folder(), 'bill.csv.gz', whole.subarray(0, whole.length - 60))).catch((error) => error)
    expect(fault).toMatchObject({ code: 'validation_failed', detail: { file: 'bill.csv.gz', remedy: 'download it again' } })
  })

  it('refuses numbered series without the file that describes them', async () => {
    await expect(readAt(write(folder(), 'daily_cost.csv', 'date,series_id,cost_usd\n2026-03-01,1,5\n'))).rejects.toMatchObject({
      code: 'validation_failed',
      detail: { column: 'series_id' },
    })
  })

  it('counts a delivery once that lies in the folder under two names', async () => {
    const dir = folder()
    for (const name of ['one.csv', 'two.csv']) write(dir, name, 'BilledCost,ChargePeriodStart\n1,2026-03-01\n')
    expect(await findBill([dir])).toMatchObject({
      kind: 'export',
      paths: [join(dir, 'one.csv')],
      notes: ['two.csv is the same file as one.csv and counts once'],
    })
  })

  it('says what of an export was read without its tags', async () => {
    const header =
      'BillingAccountId,BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,SubAccountId,Tags'
    const row = (tags: string) =>
      `9,1,1,1,1,USD,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,2026-03-05T00:00:00Z,2026-03-06T00:00:00Z,Usage,AWS,Compute,a1,"${tags}"`
    const path = write(folder(), 'focus.csv', [header, row('{""team"":""x""}'), row('{""team"":')].join('\n'))
    expect((await readExportedBill([path])).notes).toEqual(['1 row with tags that are no JSON, read without them'])
  })
})

describe('a charge that is dated ahead', () => {
  const bill = (ahead: string) => `date,account,product,cost_usd\n${steady((day, t) => `${day},a1,Compute,${t >= 85 ? 90 : 40}`)}\n${ahead}\n`
  const judged = async (ahead: string, today = '2026-11-22') => {
    const { bill: read, currency } = await readAt(write(folder(), 'bill.csv', bill(ahead)))
    return withoutDaysAhead(read, today, currency)
  }

  it.each([
    ['after today', '2031-01-01,a1,Compute,5000'],
    ['years behind the end of a bill, though before today', '2026-10-30,a1,Compute,5000'],
    ['for something that the bill does not have', '2031-01-01,a1,Wrong clock,5000'],
  ])('%s changes nothing that is found, and the note says its day and dollars', async (_, ahead) => {
    const plain = await judged('2026-05-29,a1,Compute,0')
    const { bill: cut, note } = await judged(ahead)
    expect(plain.note).toBeNull()
    expect(scanBill(cut)).toEqual(scanBill(plain.bill))
    expect(scanBill(cut).incidents).toMatchObject([{ start: days[85] }])
    expect(note).toBe(`1 day on ${ahead.slice(0, 10)} with $5,000.00 is dated ahead: nothing is judged by it`)
  })

  it('is told from a month that is missing: what comes after it belongs to the bill', async () => {
    const later = Array.from({ length: 20 }, (_, t) => `${addDays('2026-07-01', t)},a1,Compute,90`).join('\n')
    expect((await judged(later)).note).toBeNull()
  })
})

it('says of a bill of two weeks that no usage in it is judged, and nothing of a longer one', () => {
  expect([14, 15].map(youngNote)).toEqual(['the bill has 14 days, and the first 14 only say what is usual: no usage in it is judged', null])
})
