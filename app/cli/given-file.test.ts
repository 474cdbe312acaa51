import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { entryHash, GENESIS } from '@/lib/audit/chain'
import { generate } from './commands/generate'
import { readGiven } from './given-file'
import { verifyExport } from './verify-export'

const folder = mkdtempSync(join(tmpdir(), 'countersign-given-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const missing = join(folder, 'missing')
const inside = join(folder, 'inside')
mkdirSync(inside)
const entry = { chain: 'tn_a', seq: 1, at: '2026-11-19T09:00:00.000001Z', kind: 'case.updated', subject: 'case_1', actor: '{}', body: '{}', prev: GENESIS }
const whole = put('whole.ndjson', `${JSON.stringify({ ...entry, hash: entryHash({ ...entry, hash: '' }) })}\n`)

describe('a file that is named on the command line and cannot be read', () => {
  it.each([
    ['is not there', () => verifyExport(missing, {}), `--offline ${missing}: there is no such file; countersign audit export > FILE writes one`],
    ['is a folder', () => verifyExport(inside, {}), `--offline ${inside}: this is a folder; countersign audit export`],
    ['holds something else', () => verifyExport(put('odd', '{odd'), {}), ': line 1 is no entry of an audit chain; countersign audit export'],
    ['is empty', () => verifyExport(put('empty', ''), {}), 'the file holds no entry, so there is nothing to verify'],
    ['is the missing key', () => verifyExport(whole, { key: missing }), `--key ${missing}: there is no such file; countersign audit key > FILE writes one`],
    ['is no key', () => verifyExport(whole, { key: put('key', 'hello') }), 'this is no public key; countersign audit key > FILE writes one'],
    ['is the missing anchors', () => verifyExport(whole, { anchors: missing }), `--anchors ${missing}: there is no such file; countersign audit anchors`],
    ['is the missing record of what was pruned', () => verifyExport(whole, { pruned: missing }), 'countersign audit pruned > FILE writes one'],
    ['is a policy', () => readGiven({ path: missing, argument: 'policy', remedy: 'name one' }), `policy ${missing}: there is no such file; name one`],
    ['stands where a folder has to be', async () => generate.run([whole, '--seed', '3']), 'this is a file; name a folder to write into'],
  ])('is named with what to do where it %s', async (_, of, said) => {
    await expect(of()).rejects.toMatchObject({ code: 'validation_failed', message: expect.stringContaining(said) })
  })

  it('is read where it is whole', async () => {
    expect((await verifyExport(whole, {})).check).toMatchObject({ is_intact: true, checked: 1 })
  })
})
