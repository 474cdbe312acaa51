import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { readSeriesFile } from './series-file'

const folder = mkdtempSync(join(tmpdir(), 'series-'))
afterAll(() => rmSync(folder, { recursive: true }))

const read = (content: string | Buffer) => {
  const path = join(folder, 'cost.csv')
  writeFileSync(path, content)
  return readSeriesFile(path)
}
const refusal = (content: string | Buffer) =>
  read(content).then(
    () => expect.fail('the file was read'),
    (fault: { message: string; detail: Record<string, unknown> }) => fault,
  )

describe('a series file', () => {
  test('is read with days or times, in any zone, whatever other columns, quotes and delimiters it has', async () => {
    const { rows, column } = await read('\ufeffDate;note;Value\r\n2026-11-01;"a;""b""";12.5\r\n"2026-11-02";x;-3e2\r\n\r\n')
    expect([column, rows]).toEqual([
      'date',
      [
        { at: '2026-11-01', ms: Date.UTC(2026, 10, 1), value: 12.5 },
        { at: '2026-11-02', ms: Date.UTC(2026, 10, 2), value: -300 },
      ],
    ])
    const times = await read('timestamp,value\n2026-11-01 00:05:00,1\n2026-11-01T01:10:00+01:00,2\n2026-11-01T00:15:00.123456Z,3\n1793492400,4\n')
    expect(times.rows.map((row) => new Date(row.ms).toISOString())).toEqual([
      '2026-11-01T00:05:00.000Z',
      '2026-11-01T00:10:00.000Z',
      '2026-11-01T00:15:00.123Z',
      '2026-11-01T00:20:00.000Z',
    ])
  })

  test('may have line breaks inside quotes, and refusals still count rows as a spreadsheet does', async () => {
    const notes = ['"one\ntwo"', '"a\r\n\r\nb"', '"said ""so"",\nand so"', '5" wide', '"\u2028"']
    const lines = notes.map((note, i) => `2026-11-0${i + 1},${note},${i}`).join('\n')
    const { rows } = await read(`"date","no\nte",value\n${lines}\n`)
    expect(rows.map((row) => row.value)).toEqual([0, 1, 2, 3, 4])
    expect((await refusal(`date,note,value\n${lines}\n\n2026-11-09,x,y\n`)).detail).toMatchObject({ row: 8, column: 'value', value: 'y' })
    expect((await refusal(`date,note,value\n${lines}\n\n2026-11-01,x,1\n`)).detail).toMatchObject({ row: 8, column: 'date', value: '2026-11-01' })
  })

  test('whose quote is never closed is refused with the row that it opens in', async () => {
    const { detail } = await refusal('date,note,value\n2026-11-01,"a\nb",1\n2026-11-02,"b,1\n2026-11-03,c,1\n')
    expect(detail).toMatchObject({ row: 3, message: 'a quote that opens in row 3 is never closed', remedy: 'write a quote inside a cell as two quotes' })
  })

  test('has the days that it writes where they begin at the midnight of another zone, also when its clocks change', async () => {
    const { rows } = await read('timestamp,value\n2026-10-24T00:00:00+02:00,1\n2026-10-25T00:00:00+02:00,2\n2026-10-26T00:00:00+01:00,3\n')
    expect(rows.map((row) => row.ms)).toEqual([24, 25, 26].map((day) => Date.UTC(2026, 9, day)))
    const hourly = await read('timestamp,value\n2026-10-24T00:00:00+02:00,1\n2026-10-24T01:00:00+02:00,2\n')
    expect(hourly.rows[0]?.ms).toBe(Date.UTC(2026, 9, 23, 22))
  })

  test('has the days that it writes where every row is of the same time of day', async () => {
    const { rows } = await read('timestamp,value\n2026-10-24 22:00:00,1\n2026-10-25 22:00:00,2\n2026-10-27 22:00:00,3\n')
    expect(rows.map((row) => row.ms)).toEqual([24, 25, 27].map((day) => Date.UTC(2026, 9, day)))
  })

  test('says of daily values below zero that they count as 0, and nothing of a stream of points', async () => {
    expect((await read('date,value\n2026-11-01,-4\n2026-11-02,2\n')).notes).toEqual([
      '1 of 2 values are below zero and count as 0, because cost is judged: turn the sign of a series of credits',
    ])
    expect((await read('timestamp,value\n2026-11-01 00:05:00,-4\n2026-11-01 00:10:00,2\n')).notes).toEqual([])
  })

  test('is read packed with gzip as well', async () => expect((await read(gzipSync('date,value\n2026-11-01,1\n'))).rows).toHaveLength(1))

  test('keeps a row without a value as not known, and says so', async () => {
    const { rows, notes } = await read('date,value\n2026-11-01,1\n2026-11-02,\n2026-11-03,NULL\n2026-11-04,NaN\n')
    expect(rows.map((row) => row.value)).toEqual([1, null, null, null])
    expect(notes).toEqual(['3 of 4 rows have no value: not judged and not part of what later rows are compared with'])
  })

  test('keeps the order of a stream whose clock went back, and says so', async () => {
    const { rows, notes } = await read('timestamp,value\n2026-11-01 02:00:00,1\n2026-11-01 01:05:00,2\n2026-11-01 01:10:00,3\n')
    expect(rows.map((row) => row.value)).toEqual([1, 2, 3])
    expect(notes).toEqual(['1 rows are not later than the row before them: the order of the file is kept'])
  })

  test.each([
    ['a text where a number belongs', 'date,value\n2026-11-01,1\n2026-11-02,"1,234"\n', { row: 3, column: 'value', value: '1,234' }],
    ['an infinite number', 'date,value\n2026-11-01,1e999\n', { row: 2, column: 'value', value: '1e999' }],
    ['a day that does not exist', 'date,value\n2026-02-30,1\n', { row: 2, column: 'date', value: '2026-02-30' }],
    ['a day in another order', 'date,value\n19/11/2026,1\n', { row: 2, column: 'date', value: '19/11/2026' }],
    ['a day that is there twice', 'date,value\n2026-11-01,1\n2026-11-02,1\n2026-11-01,1\n', { row: 4, column: 'date', value: '2026-11-01' }],
    ['days out of order', 'date,value\n2026-11-02,1\n2026-11-01,1\n', { row: 3, column: 'date', value: '2026-11-01' }],
    [
      'times out of order',
      'timestamp,value\n2026-11-03 01:00:00,1\n2026-11-03 02:00:00,1\n2026-11-01 03:00:00,1\n',
      { row: 4, column: 'timestamp', value: '2026-11-01 03:00:00' },
    ],
    ['a row with a cell too few', 'date,value\n2026-11-01\n', { row: 2, value: '2026-11-01' }],
    ['no value column', 'date,cost\n2026-11-01,1\n', { row: 1 }],
    ['no rows', 'date,value\n', {}],
    ['gzip data that is cut off', gzipSync(`date,value\n${'2026-11-01,1\n'.repeat(9000)}`).subarray(0, 60), {}],
  ])('is refused with row, column, value and remedy for %s', async (_, content, detail) => {
    const fault = await refusal(content)
    expect(fault.detail).toMatchObject({ file: 'cost.csv', ...detail, remedy: expect.stringMatching(/./) })
    expect(fault.message).toContain('cost.csv')
  })

  test('shows only the beginning of a cell of 10,000 characters', async () => {
    const fault = await refusal(`date,value\n2026-11-01,${'x'.repeat(10_000)}\n`)
    expect(fault.message.length).toBeLessThan(300)
    expect(fault.detail.value).toMatch(/^x{60}… \(10,000 characters\)$/)
  })
})
