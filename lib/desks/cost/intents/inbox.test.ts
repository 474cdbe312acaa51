import { describe, expect, it } from 'vitest'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { ACCOUNT_NAMES, MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { INBOX_ROWS, inboxIntent, inboxIntents, inboxRow } from '@/lib/desks/cost/intents/inbox'
import { makeEvidence } from '@/lib/evidence/make'
import { invariant } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import { INTENT_MAX_BYTES } from '@/schemas/intent'

const NOW = '2026-11-19T09:30:00.000Z'
const EXTRAS = { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES, people: { usr_mara: 'Mara Lindqvist' } }

function named(name: string, patch: Partial<Case>): Case {
  const found = STORY.find((f) => f.name === name)
  invariant(found, `no fixture ${name}`)
  return { ...found.c, ...patch }
}

/** The case with its evidence as if both were another's: ids of their own, and amounts that are larger by some ten thousand times. */
function fileOf(c: Case, n: number): { c: Case; evidence: Evidence[] } {
  let text = JSON.stringify(c)
  const evidence = STORY_EVIDENCE.map((known) => {
    const body = JSON.parse(JSON.stringify(known.body).replaceAll(/"(\d+)(\.\d+)"/g, '"$19876$2"'))
    const made = makeEvidence({ source: { ...known.source, query: `${known.source.query} of ${n}` }, body })
    text = text.replaceAll(known.evidence_id, made.evidence_id)
    return made
  })
  return { c: JSON.parse(text), evidence }
}

describe('inbox', () => {
  it('reads as agreed: open cases by money at stake, closed ones last', async () => {
    const cases = [
      named('verified', { case_id: 'case_a', at_stake_per_day: '900' }),
      named('plan-ready', { case_id: 'case_b' }),
      named('unknown-cause', { case_id: 'case_c', at_stake_per_day: '520.4' }),
    ]
    await expect(`${inboxIntent(cases, NOW, MARA, EXTRAS).plain}\n`).toMatchFileSnapshot(new URL('../fixtures/intents/inbox.golden', import.meta.url).pathname)
  })

  it('draws the last thirty days and names the owner', () => {
    const { row, facts } = inboxRow(named('plan-ready', {}), NOW, MARA, EXTRAS)
    expect([row.spark.length, row.owner, facts[row.at_stake]?.text]).toEqual([30, 'Mara Lindqvist', '$184.90 / day'])
    expect(row.spark.at(-1)).toEqual({ actual: 197.74, expected: 12.84, low: 11.3, high: 14.51 })
  })

  it('holds a day without a figure as a gap, never as zero', () => {
    expect(inboxRow(named('plan-ready', {}), NOW, MARA, { ...EXTRAS, evidence: [] }).row.spark.every((p) => p.actual === null)).toBe(true)
  })

  it('draws every case of a page with its sparkline, however long its names are', () => {
    const headline = `EC2 in ${'日本の口座 '.repeat(30)}, eu-west-1 runs $184.90 / day above what is expected since 9 Nov`
    const page = Array.from({ length: INBOX_ROWS }, (_, i) => named('plan-ready', { case_id: `case_${i}`, headline }))
    const parts = inboxIntents(page, NOW, MARA, EXTRAS, undefined).flatMap((intent) => intent.components)
    const rows = parts.flatMap((part) => (part.kind === 'anomaly.inbox' ? part.rows : []))
    expect(rows.map((row) => [row.case_id, row.spark.length])).toEqual(page.map((c) => [c.case_id, 30]))
  })

  it('draws them whole also where each has evidence of its own and costs hundreds of thousands a day', () => {
    const headline = `EC2 in ${'日本の口座 '.repeat(30)}, eu-west-1 runs $184.90 / day above what is expected since 9 Nov`
    const files = Array.from({ length: INBOX_ROWS }, (_, i) => fileOf(named('plan-ready', { case_id: `case_${i}`.padEnd(25, '0'), headline }), i))
    const extras = { ...EXTRAS, evidence: files.flatMap(({ evidence }) => evidence) }
    const cards = inboxIntents(
      files.map(({ c }) => c),
      NOW,
      MARA,
      extras,
      undefined,
    )
    const rows = cards.flatMap((intent) => intent.components).flatMap((part) => (part.kind === 'anomaly.inbox' ? part.rows : []))
    expect(rows.map((row) => [row.case_id, row.spark.length])).toEqual(files.map(({ c }) => [c.case_id, 30]))
    expect(rows[0]?.spark.at(-1)?.actual).toBeGreaterThan(100_000)
  })

  it('stays under the limit with many cases and says how many it left out', () => {
    const many = Array.from({ length: 60 }, (_, i) => named('plan-ready', { case_id: `case_${i}` }))
    const intent = inboxIntent(many, NOW, MARA, EXTRAS)
    expect(new TextEncoder().encode(JSON.stringify(intent)).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
    expect(intent.components[0]).toMatchObject({ more: '35 more cases' })
  })
})
