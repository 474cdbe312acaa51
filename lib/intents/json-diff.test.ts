import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
})
