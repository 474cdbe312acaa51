import { describe, expect, it } from 'vitest'
import names from '@/lib/conversation/fixtures/northlight-names.json'
import type { ReadingContext } from '@/lib/conversation/follow-up/context'
import { read } from '@/lib/conversation/read/read'
import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import type { Frame } from '@/schemas/frame'
import { CATALOGUE, namesDigest } from './catalogue'
import type { ModelQuestion, ReadByModel } from './port'
import { readWithModel } from './read-by-model'

const ctx: ReadingContext = { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }
const UNCLEAR = 'wherefore doth lumen-dev guzzle coin'

/** What becomes of a question when a reader answers this, and whether it was asked at all. */
async function asked(question: string, answer: () => Promise<unknown>) {
  const seen: ModelQuestion[] = []
  const reader: ReadByModel = async (ask) => {
    seen.push(ask)
    return (await answer()) as Frame | null
  }
  const reading = await readWithModel(question, read(question, ctx), ctx, reader)
  return { reading, seen }
}

describe('a reading by model', () => {
  it('runs as one frame of the closed set, with its chips, and says who read it', async () => {
    const { reading, seen } = await asked(UNCLEAR, async () => ({ frame: 'explain_case', case_id: 'case_lumen' }))
    expect(reading).toMatchObject({ outcome: 'answered', read_by: 'model', canonical: '/explain case:case_lumen' })
    expect(seen[0]?.names.accounts.map((a) => a.name)).toContain('lumen-dev')
  })

  it('is never asked for where the grammar is sure, lacks one word, refuses to act, or the question is about something else', async () => {
    for (const question of [
      'cost by team',
      'what is the plan',
      'delete everything',
      'what is the weather in Paris',
      '/breakdown evil:1',
      'cost of account foo',
    ]) {
      const { seen } = await asked(question, async () => ({ frame: 'help' }))
      expect(seen, question).toEqual([])
    }
  })

  it('leaves the grammar’s own answer in place when it names nothing that exists, is no frame, or fails', async () => {
    const plain = read(UNCLEAR, ctx)
    const answers: (() => Promise<unknown>)[] = [
      async () => null,
      async () => ({ frame: 'approve_plan', case_id: 'case_lumen' }),
      async () => ({ frame: 'explain_case', case_id: 'case_of_another_tenant' }),
      async () => ({ frame: 'timeseries', scope: { sub_account_id: '999999999999' }, period: { start: '2026-11-01', end: '2026-11-02', label: 'x' } }),
      async () => ({ frame: 'audit_search', person: 'usr_nobody', limit: 5 }),
      async () => ({ frame: 'define_term', term: 'a term nobody wrote' }),
      async () => Promise.reject(new Error('down')),
    ]
    for (const answer of answers) expect((await asked(UNCLEAR, answer)).reading).toEqual(plain)
  })

  it('is told every view with its slots, and names cut to what one request may carry', () => {
    expect(CATALOGUE).toHaveLength(26)
    for (const { frame, schema, example } of CATALOGUE) {
      expect(JSON.stringify(schema), frame).toContain(frame)
      expect(read(example, { ...ctx, focus_case: 'case_lumen' }), frame).toMatchObject({ outcome: 'answered', frame: { frame } })
    }
    const many = { ...(names as Gazetteer), services: Array.from({ length: 500 }, (_, i) => `service ${i}`) }
    expect(namesDigest(many).services.length).toBeLessThanOrEqual(80)
  })
})
