import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { readHeader } from './read-header'

const folder = mkdtempSync(join(tmpdir(), 'countersign-header-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

it('reads a header of many columns whole, packed or not', async () => {
  const columns = Array.from({ length: 2000 }, (_, i) => `resourceTags/user:a-rather-long-tag-${i}`)
  const text = `${columns.join(',')}\n${columns.map((_, i) => i).join(',')}\n`
  for (const path of [file('wide.csv', text), file('wide.csv.gz', gzipSync(text))]) expect(await readHeader(path)).toMatchObject({ delimiter: ',', columns })
})

it('refuses a packed file that holds nothing but its own size', async () => {
  await expect(readHeader(file('bomb.csv.gz', gzipSync(Buffer.alloc(96 << 20))))).rejects.toMatchObject({ message: expect.stringContaining('not UTF-8 text') })
})

it('refuses a first row that is no header', async () => {
  await expect(readHeader(file('commas.csv', ','.repeat(1 << 20)))).rejects.toMatchObject({ message: expect.stringContaining('cells') })
})
