import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { expect, it } from 'vitest'
import { keepUpload } from './keep-upload'

const inbox = () => mkdtempSync(join(tmpdir(), 'countersign-upload-'))
const body = (...parts: (string | Error)[]): NodeStream =>
  new ReadableStream({
    pull(controller) {
      const part = parts.shift()
      if (part === undefined) controller.close()
      else if (typeof part === 'string') controller.enqueue(new TextEncoder().encode(part))
      else controller.error(part)
    },
  }) as unknown as NodeStream

it('keeps an upload whole', async () => {
  const folder = join(inbox(), 'tn_a', 'one')
  expect(await keepUpload(body('a,b\n', '1,2\n'), folder, 'bill.csv')).toBe(true)
  expect(readFileSync(join(folder, 'bill.csv'), 'utf8')).toBe('a,b\n1,2\n')
})

it('leaves nothing of an upload that broke off', async () => {
  const at = inbox()
  await expect(keepUpload(body('a,b\n', new Error('gone')), join(at, 'one'), 'bill.csv')).rejects.toThrow('gone')
  expect(readdirSync(at)).toEqual([])
})

it('never touches a file that was received before, whatever is sent under the same key', async () => {
  const folder = join(inbox(), 'one')
  await keepUpload(body('first'), folder, 'bill.csv')
  expect(await keepUpload(body('second'), folder, 'bill.csv')).toBe(false)
  expect(await keepUpload(body(new Error('gone')), folder, 'bill.parquet')).toBe(false)
  expect(readdirSync(folder)).toEqual(['bill.csv'])
  expect(readFileSync(join(folder, 'bill.csv'), 'utf8')).toBe('first')
})

it('lets one of two that are sent at once win', async () => {
  const at = inbox()
  const won = await Promise.all([keepUpload(body('a'), join(at, 'one'), 'bill.csv'), keepUpload(body('b'), join(at, 'one'), 'bill.csv')])
  expect(won.filter(Boolean)).toHaveLength(1)
  expect(readdirSync(at)).toEqual(['one'])
})
