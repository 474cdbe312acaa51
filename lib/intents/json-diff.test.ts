import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INTENT_MAX_BYTES } from '@/schemas/intent'
import { buildIntent } from './build'
import { jsonDiffLines } from './json-diff'

const unknown = () => 'unknown' as const

describe('json diff', () => {
  it('is empty for equal values and names every leaf that differs once', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3, values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(null)] }), (value) => {
        expect(jsonDiffLines(value, structuredClone(value), unknown)).toEqual([])
        const lines = jsonDiffLines({}, { all: value }, unknown)
        expect(new Set(lines.map((l) => l.path)).size).toBe(lines.length)
      }),
    )
  })

  it('tells entries of a list apart by what names them, so that one taken out does not change the others', () => {
    const account = (account_id: string, regions: string[]) => ({ account_id, regions })
    expect(
      jsonDiffLines([account('1', ['a']), account('2', ['b'])], [account('2', ['b'])], unknown).map(({ path, before, after }) => [path, before, after]),
    ).toEqual([
      ['1.account_id', '1', null],
      ['1.regions', '["a"]', null],
    ])
  })

  it.each([
    ['by its name', { write_token: 'plain words' }, { write_token: 'other words' }],
    ['by what it looks like', { source: 'env:COUNTERSIGN_A' }, { source: 'env:COUNTERSIGN_B' }],
    ['where one was added', {}, { hooks: [{ hook_id: 'h', secret: 'env:COUNTERSIGN_A' }] }],
  ])('never prints a secret, known %s', (_, before, after) => {
    const lines = jsonDiffLines(before, after, unknown)
    expect(lines.some((l) => l.hidden_by === 'secrets' && l.before === null && l.after === null)).toBe(true)
    expect(JSON.stringify(lines)).not.toMatch(/words|COUNTERSIGN/)
  })

  it('holds at most 100 leaves', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i]))
    expect(jsonDiffLines({}, many, unknown)).toHaveLength(100)
  })

  it('fits the size of a card however much changed, and says what it leaves out', () => {
    const long = (text: string) => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`key_${i}`, text.repeat(400)]))
    const lines = jsonDiffLines(long('a'), long('b'), unknown)
    const texts = Array.from(
      { length: 200 },
      (_, i) => ({ is: 'added', before_line: null, after_line: i + 1, text: 'x'.repeat(400), risk: 'unknown' }) as const,
    )
    const card = buildIntent({
      intent_id: 'view.x',
      rev: 0,
      subject: { type: 'view', id: 'x' },
      title: 'Changed',
      facts: {},
      components: [
        { kind: 'json_diff', title: 'Settings', subtitle: 'all of them', lines },
        { kind: 'text_diff', title: 'own.cedar', subtitle: 'new file', before_label: 'a', after_label: 'b', lines: texts },
      ],
      produced_by: { ruleset_version: 'x', policy_digest: null },
      now: '2026-11-19T09:00:00.000Z',
      href: '/audit',
    })
    expect(JSON.stringify(card).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
    const [json, text] = card.components
    expect([json?.kind === 'json_diff' && json.subtitle, text?.kind === 'text_diff' && text.subtitle]).toEqual([
      expect.stringMatching(/first \d+ of 100 values/),
      expect.stringMatching(/first \d+ of 200 lines/),
    ])
  })
})
