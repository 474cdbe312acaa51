import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { csvRows } from './csv-rows'

const folder = mkdtempSync(join(tmpdir(), 'csv-rows-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function rowsOf(content: string | Buffer): Promise<{ row: number; cells: string[] }[]> {
  const path = join(folder, 'table.csv')
  writeFileSync(path, content)
  const rows = []
  for await (const row of csvRows(path, 'table.csv')) rows.push(row)
  return rows
}

const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r', ' ', '\u2028', 'é') })
const written = (cells: readonly string[]): string => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')

it('reads back whatever is written in quotes, with any line end, packed or not', async () => {
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (table, end, is_packed) => {
      const text = `left,right${end}${table.map((row) => written(row) + end).join('')}`
      const expected = table.map((cells, i) => ({ row: i + 2, cells }))
      expect(await rowsOf(is_packed ? gzipSync(text) : text)).toEqual(expected)
    }),
  )
})

it('reads cells without quotes as they stand, and a quote inside one as itself', async () => {
  expect(await rowsOf('left,right\na,5" wide\n\n d,e')).toEqual([
    { row: 2, cells: ['a', '5" wide'] },
    { row: 4, cells: [' d', 'e'] },
  ])
})

it('names the row whose quote is never closed, however many rows came before it', async () => {
  const before = Array.from({ length: 5_000 }, (_, i) => `${i},x`).join('\n')
  for (const endless of ['"open,x\n1,2\n', `"${'x'.repeat(2 << 20)}`])
    await expect(rowsOf(`left,right\n${before}\n${endless}`)).rejects.toMatchObject({
      detail: { row: 5_002, message: 'a quote that opens in row 5002 is never closed' },
    })
})

it('says after which row a packed file is cut off', async () => {
  const packed = gzipSync(`left,right\n${Array.from({ length: 50 }, (_, i) => `${i},x`).join('\n')}\n`)
  await expect(rowsOf(packed.subarray(0, packed.length - 20))).rejects.toMatchObject({ detail: { remedy: 'download it again' } })
})
