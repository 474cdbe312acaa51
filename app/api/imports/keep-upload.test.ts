import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { expect, it } from 'vitest'
import { keepUpload, keptUpload } from './keep-upload'

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
const textIn = async (folder: string) => readFileSync(join(folder, (await keptUpload(folder))?.stored_as ?? 'nothing'), 'utf8')

it('keeps an upload whole, with what people call it', async () => {
  const folder = join(inbox(), 'tn_a', 'one')
  expect(await keepUpload(body('a,b\n', '1,2\n'), folder, 'bill.csv')).toBe(true)
  expect(await textIn(folder)).toBe('a,b\n1,2\n')
  expect(await keptUpload(folder)).toMatchObject({ name: 'bill.csv', bytes: 8, stored_as: expect.stringMatching(/^bill-[0-9a-f]{24}\.csv$/) })
})

it('leaves nothing of an upload that broke off', async () => {
  const at = inbox()
  await expect(keepUpload(body('a,b\n', new Error('gone')), join(at, 'one'), 'bill.csv')).rejects.toThrow('gone')
  expect(readdirSync(at)).toEqual([])
  expect(await keptUpload(join(at, 'one'))).toBeUndefined()
})

it('knows the same file that is sent again under the same key', async () => {
  const folder = join(inbox(), 'one')
  await keepUpload(body('first'), folder, 'bill.csv')
  expect(await keepUpload(body('fi', 'rst'), folder, 'bill.csv')).toBe(false)
})

it.each([
  ['another content', 'other', 'bill.csv'],
  ['more of it', 'first and more', 'bill.csv'],
  ['another name', 'first', 'october.csv'],
])('refuses %s under the same key, and never touches what was received before', async (_, content, name) => {
  const folder = join(inbox(), 'one')
  await keepUpload(body('first'), folder, 'bill.csv')
  const before = readdirSync(folder)
  await expect(keepUpload(body(content), folder, name)).rejects.toMatchObject({ code: 'conflict', detail: { code: 'KEY_REUSE' } })
  await expect(keepUpload(body(new Error('gone')), folder, 'bill.parquet')).rejects.toThrow('gone')
  expect(readdirSync(folder)).toEqual(before)
  expect(await textIn(folder)).toBe('first')
})

it('lets one of two that are sent at once win, and refuses the other if it is another file', async () => {
  const at = inbox()
  const same = await Promise.all([keepUpload(body('a'), join(at, 'one'), 'bill.csv'), keepUpload(body('a'), join(at, 'one'), 'bill.csv')])
  expect(same.filter(Boolean)).toHaveLength(1)
  const other = await Promise.allSettled([keepUpload(body('a'), join(at, 'two'), 'bill.csv'), keepUpload(body('b'), join(at, 'two'), 'bill.csv')])
  expect(other.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(readdirSync(at).toSorted()).toEqual(['one', 'two'])
})
