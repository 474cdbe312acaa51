import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { inventory, NOW, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { addHours } from '@/lib/kernel/time'
import type { Evidence } from '@/schemas/evidence/evidence'
import { makeEvidence } from './make'
import { forgetEvidence, getEvidence, knownEvidence, putEvidence } from './store'

testDatabase()
beforeAll(seedTenant)
const { tenant_id } = TENANT

const put = (evidence: readonly Evidence[]) =>
  change(tenant_id, async (tx) => {
    await putEvidence(tx, tenant_id, evidence)
    return { result: undefined, events: [{ kind: 'evidence.collected', subject: 'case_a', actor: system, body: {} }] }
  })
const answer = (over: { query?: string; data_version?: string | null; retrieved_at?: string; amount?: unknown; completeness?: number; gaps?: string[] } = {}) =>
  makeEvidence({
    source: { connector: 'bill', query: over.query ?? 'q', data_version: over.data_version ?? '1', retrieved_at: over.retrieved_at ?? NOW },
    body: { kind: 'test.answer', amount: over.amount ?? '1.00' },
    ...(over.completeness === undefined ? {} : { completeness: over.completeness }),
    ...(over.gaps === undefined ? {} : { gaps: over.gaps }),
  })

describe('the name of a piece of evidence', () => {
  it('is the same for the same answer to the same question, whenever it was asked', () => {
    expect(answer({ retrieved_at: addHours(NOW, 5) }).evidence_id).toBe(answer().evidence_id)
  })

  it('holds no text that a database refuses: a NUL and half of a character are kept as U+FFFD, in bodies, gaps and questions', async () => {
    const broken = answer({ amount: { owner: 'pay\0ments', 'te\ud83dam': ['\ude80', '\u{1f680}'] }, gaps: ['no \0'], query: 'series(\ud83d)' })
    expect(broken.body).toMatchObject({ amount: { owner: 'pay\ufffdments', 'te\ufffdam': ['\ufffd', '\u{1f680}'] } })
    expect([broken.gaps, broken.source.query]).toEqual([['no \ufffd'], 'series(\ufffd)'])
    await put([broken])
    expect(await getEvidence(tenant_id, [broken.evidence_id])).toEqual([broken])
  })

  it('does not depend on the order of fields, and depends on every value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (fields, other) => {
        const make = (body: Record<string, unknown>) => makeEvidence({ source: answer().source, body: { ...body, kind: 'test.answer' } }).digest
        const reversed = Object.fromEntries(Object.entries(fields).reverse())
        expect(make(reversed)).toBe(make(fields))
        expect(make({ ...fields, added: other })).not.toBe(make(fields.added === undefined ? fields : { ...fields, added: `${other}!` }))
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['the question', { query: 'another' }],
    ['the version of the data', { data_version: '2' }],
    ['the answer', { amount: '1.01' }],
    ['how complete it is', { completeness: 0.5 }],
    ['what is missing from it', { gaps: ['the last day'] }],
  ])('changes with %s', (_what, over) => {
    expect(answer(over).evidence_id).not.toBe(answer().evidence_id)
  })
})

describe('stored evidence', () => {
  it('comes back as it was, in the order asked', async () => {
    const [a, b] = [inventory(), answer()]
    await put([a, b])
    expect(await getEvidence(tenant_id, [b.evidence_id, a.evidence_id])).toEqual([b, a])
  })

  it('is one row however often it is collected, with the first time it was retrieved', async () => {
    const first = answer({ query: 'twice' })
    await put([first])
    await put([answer({ query: 'twice', retrieved_at: addHours(NOW, 9) }), first])
    expect(await getEvidence(tenant_id, [first.evidence_id])).toEqual([first])
    expect(await everyTenant('select 1 from evidence where evidence_id = $1', [first.evidence_id])).toHaveLength(1)
  })

  it('is missed by name, and another tenant’s is missing', async () => {
    const known = answer({ query: 'known' })
    await put([known])
    await expect(getEvidence(tenant_id, [known.evidence_id, 'ev_gone'])).rejects.toMatchObject({ code: 'not_found', detail: { evidence_id: 'ev_gone' } })
    await expect(getEvidence('tn_other', [known.evidence_id])).rejects.toMatchObject({ code: 'not_found' })
    expect(await getEvidence(tenant_id, [])).toEqual([])
  })

  it('stays at hand for a step that began to read it, however much other steps read meanwhile', async () => {
    const [kept, missing] = [answer({ query: 'kept' }), answer({ query: 'not read yet' })]
    const others = Array.from({ length: 300 }, (_, i) => answer({ query: `other ${i}` }))
    await put([kept, missing, ...others])
    forgetEvidence()
    await knownEvidence(tenant_id, [kept.evidence_id])
    const ids = (evidence: readonly Evidence[]) => evidence.map((e) => e.evidence_id)
    // The first question is answered first, and pushes out what the second one found.
    const [, both] = await Promise.all([knownEvidence(tenant_id, ids(others)), knownEvidence(tenant_id, ids([kept, missing]))])
    expect(both).toEqual([kept, missing])
  })
})
