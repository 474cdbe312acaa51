import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { readAmountFile } from './amount-file'

const folder = mkdtempSync(join(tmpdir(), 'amounts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const columns = { real: 'real', predict: 'predict' }
const refusal = async (content: string | Buffer, asked: Parameters<typeof readAmountFile>[1] = columns): Promise<string> => {
  const error: unknown = await readAmountFile(written('table.csv', content), asked).catch((e: unknown) => e)
  return error instanceof Error ? error.message : 'no refusal'
}

it('slices by every other column with text in it, and names the columns that it leaves aside', async () => {
  const path = written('two.csv', 'region,rank,real,predict,"service, name"\neu,1,2.5,2,"EC2, spot"\n"us",2,1e-3,0.1,S3\n')
  expect(await readAmountFile(path, columns)).toEqual({
    file: 'two.csv',
    dimensions: ['region', 'service, name'],
    rows: [
      { keys: ['eu', 'EC2, spot'], real: '2.5', predict: '2' },
      { keys: ['us', 'S3'], real: '0.001', predict: '0.1' },
    ],
    ignored: ['rank'],
  })
})

it('reads line breaks inside quotes as part of the cell, and counts rows and not lines', async () => {
  const path = written('breaks.csv', 'region,service,real,predict\neu,"EC2\r\nspot",1,2\n"us\n",S3,3,4\n')
  expect((await readAmountFile(path, columns)).rows.map((row) => row.keys)).toEqual([
    ['eu', 'EC2\r\nspot'],
    ['us\n', 'S3'],
  ])
  expect(await refusal('a,real,predict\n"x\ny",1,2\ny,abc,2\n')).toContain('row 3, column real: "abc" is no number')
})

it('takes named columns of numbers, such as account ids, as dimensions', async () => {
  const path = written('ids.csv', 'account,real,predict\n210000000001,1,2\n')
  expect((await readAmountFile(path, { ...columns, dimensions: ['account'] })).rows).toEqual([{ keys: ['210000000001'], real: '1', predict: '2' }])
})

it('slices by account ids without being told, and not by amounts that look like them', async () => {
  const rows = [1, 2, 3, 4].map((i) => `21000000000${i % 2},${20261100 + i},s${i},1,2`).join('\n')
  const read = await readAmountFile(written('accounts.csv', `account,bytes,service,real,predict\n${rows}\n`), columns)
  expect([read.dimensions, read.ignored]).toEqual([['account', 'service'], ['bytes']])
})

it('refuses what it cannot read with file, row, column, value and what to do', async () => {
  expect(await refusal('a,real,predict\nx,1,2\ny,abc,2\n')).toBe('table.csv: row 3, column real: "abc" is no number; write a plain number such as 1234.5')
  expect(await refusal('a,real,predict\nx,1,\n')).toBe('table.csv: row 2, column predict: the cell is empty; write 0 where there was nothing')
  expect(await refusal('a,real,predict\nx,1\n')).toBe('table.csv: row 2 has 2 cells, the header 3; export the file again')
  expect(await refusal('a,cost,predict\nx,1,2\n')).toBe('table.csv: there is no column "real"; the columns are a, cost, predict; name one of them with --real')
  expect(await refusal('n,real,predict\n1,1,2\n')).toBe(
    'table.csv: every column besides real and predict holds numbers only; name the columns to slice by with --dimensions a,b,c',
  )
  expect(await refusal('a,real,predict\n')).toBe('table.csv: there is no row after the header; export the table again')
  expect(await refusal('')).toBe('table.csv: the file is empty; export it again')
  expect(await refusal(gzipSync('a,real,predict\nx,1,2\n'.repeat(2000)).subarray(0, 60))).toMatch(/^table\.csv: /)
})

it('refuses more dimensions than it can search, and shows no more of a huge cell than its beginning', async () => {
  const names = Array.from({ length: 9 }, (_, n) => `d${n}`)
  expect(await refusal(`${names.join()},real,predict\n${names.join()},1,2\n`)).toBe(
    'table.csv: 9 columns could be sliced by, and at most 8 can be; choose some with --dimensions a,b,c',
  )
  expect((await refusal(`a,real,predict\nx,${'9x'.repeat(5000)},2\n`)).length).toBeLessThan(250)
})
