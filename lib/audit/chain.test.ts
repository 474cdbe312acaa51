import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '@/schemas/audit'
import { type ChainHead, entryHash, GENESIS } from './chain'
import { verifyPages } from './verify'

function chain(length: number): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= length; seq++) {
    const entry = {
      chain: 'tn_a',
      seq,
      at: `2026-11-19T09:00:00.${String(seq).padStart(6, '0')}Z`,
      kind: 'case.updated',
      subject: `case_${seq}`,
      actor: '{"id":"worker"}',
      body: `{"n":${seq}}`,
      prev: entries.at(-1)?.hash ?? GENESIS,
      hash: GENESIS,
    }
    entries.push({ ...entry, hash: entryHash(entry) })
  }
  return entries
}
/** In pages of five, so that the walk goes over the edge of a page. */
const check = (entries: AuditEntry[], end: ChainHead | null = null) =>
  verifyPages(
    'tn_a',
    Array.from({ length: Math.ceil(entries.length / 5) }, (_, n) => entries.slice(n * 5, n * 5 + 5)),
    { head: end },
  )
const head = (entries: AuditEntry[]) => ({ seq: entries.length, hash: entries.at(-1)?.hash ?? GENESIS })

describe('a chain', () => {
  it('hashes a record that sha256sum alone can rebuild', () => {
    const [first] = chain(1)
    // printf '%s\n' countersign-audit-v1 tn_a 1 2026-11-19T09:00:00.000001Z <sha256 of kind, subject, actor, body> | (cat; printf '%s' 000…0) | sha256sum
    expect(first?.hash).toBe('4f8deaf35495679655411358ce7ac07ad2ba5df87842913a4da4dc9ebc841595')
  })

  it('is intact when nothing was touched, also when it is empty', async () => {
    expect(await check(chain(20), head(chain(20)))).toMatchObject({ is_intact: true, checked: 20, fault: null })
    expect((await check([], { seq: 0, hash: GENESIS })).is_intact).toBe(true)
  })

  it('finds any change of any field at its exact entry', async () => {
    const fields = ['chain', 'at', 'kind', 'subject', 'actor', 'body', 'prev', 'hash'] as const
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...fields), fc.integer({ min: 0, max: 9 }), async (seq, field, digit) => {
        const entries = chain(12)
        const victim = entries[seq - 1]
        if (victim === undefined) return
        const changed = field === 'prev' || field === 'hash' ? `${digit}${victim[field].slice(1)}` : `${victim[field]}${digit}`
        fc.pre(changed !== victim[field])
        entries[seq - 1] = { ...victim, [field]: changed }
        expect((await check(entries, head(chain(12)))).fault).toMatchObject({ seq, kind: 'content' })
      }),
    )
  })

  it('finds an entry that was rewritten together with its hash at the next one', async () => {
    const entries = chain(12)
    const victim = entries[4] as AuditEntry
    const forged = { ...victim, body: '{"n":999}' }
    entries[4] = { ...forged, hash: entryHash(forged) }
    expect((await check(entries)).fault).toMatchObject({ seq: 6, kind: 'link' })
  })

  it('finds a deleted entry, two that changed places, and an end that was cut off', async () => {
    const all = chain(12)
    expect((await check(all.filter((e) => e.seq !== 5))).fault).toMatchObject({ seq: 5, kind: 'gap' })
    expect((await check([...all.slice(0, 4), all[5] as AuditEntry, all[4] as AuditEntry, ...all.slice(6)])).fault).toMatchObject({ seq: 5, kind: 'gap' })
    expect((await check(all.slice(0, 10), head(all))).fault).toMatchObject({ seq: 11, kind: 'tail' })
    expect((await check(all, { seq: 12, hash: 'f'.repeat(64) })).fault).toMatchObject({ seq: 12, kind: 'tail' })
    // What came after the head was read is not judged by it.
    expect(await check(all, head(all.slice(0, 10)))).toMatchObject({ is_intact: true, checked: 10 })
  })
})
