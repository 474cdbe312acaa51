import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SMALL, sampleTable } from '@/lib/desks/cost/fixtures/sample-table'
import { add } from '@/lib/kernel/money'
import { type AmountTable, attributeTable, type TableAttribution } from './attribute-table'

const table = (cell: (account: number, service: number, region: number) => [number, number]): AmountTable => ({
  dimensions: ['account', 'service', 'region'],
  rows: [1, 2, 3, 4].flatMap((a) =>
    [1, 2, 3, 4, 5].flatMap((s) =>
      [1, 2, 3].map((r) => {
        const [predict, real] = cell(a, s, r)
        return { keys: [`a${a}`, `s${s}`, `r${r}`], real: String(real), predict: String(predict) }
      }),
    ),
  ),
})
// Amounts of different sizes, up to two percent off either way: 13 in all, apart from account a2.
const usual = (a: number, s: number, r: number): [number, number] => [
  100 * a + 10 * s + r,
  (100 * a + 10 * s + r) * (1 + (((a * 7 + s * 5 + r * 3) % 5) - 2) / 100),
]

const sentence = ({ causes, remainder }: TableAttribution): string[] => [
  ...causes.map((c) => `${c.element} moved by ${c.factor?.toFixed(1) ?? 'from nothing'}, ${c.leaves} leaves, ${(c.explained_ratio * 100).toFixed(0)} %`),
  `${Number(remainder).toFixed(0)} elsewhere`,
]

describe('attributeTable', () => {
  it('names the account that doubled and the one leaf that vanished, and leaves the noise to the remainder', () => {
    const found = attributeTable(
      table((a, s, r) => {
        const [predict, real] = usual(a, s, r)
        return [predict, a === 2 ? predict * 2 : a === 4 && s === 5 && r === 1 ? 0 : real]
      }),
    )
    expect(sentence(found)).toEqual([
      'account=a2 moved by 2.0, 15 leaves, 85 %',
      'account=a4&region=r1&service=s5 moved by 0.0, 1 leaves, 11 %',
      '13 elsewhere',
    ])
  })

  it('calls spend where none was expected a move from nothing', () => {
    const found = attributeTable(table((a, s, r) => (a === 3 && s === 2 ? [0, 50 + r] : usual(a, s, r))))
    expect(found.causes.map((c) => [c.element, c.factor])).toEqual([['account=a3&service=s2', null]])
  })

  it('explains a table of credits as it explains the costs that mirror it', () => {
    const cell = (a: number, s: number, r: number): [number, number] => {
      const [predict, real] = usual(a, s, r)
      return [predict, a === 2 ? predict * 3 : real]
    }
    const credits = attributeTable(table((a, s, r) => cell(a, s, r).map((x) => -x) as [number, number]))
    expect(credits.causes).toMatchObject([{ element: 'account=a2', factor: 3 }])
    expect(credits.total_change).toBe(`-${attributeTable(table(cell)).total_change}`)
  })

  it('tells two slices that cross, and not the pieces between them', () => {
    const found = attributeTable(
      table((a, s, r) => {
        const [predict, real] = usual(a, s, r)
        return [predict, a === 1 ? predict * 3 : s === 4 ? predict * 1.5 : real]
      }),
    )
    expect(found.causes.map((c) => c.element).sort()).toEqual(['account=a1', 'service=s4'])
  })

  it('finds nothing where nothing moved beyond its noise, nor in a table that is as expected to the cent', () => {
    expect(attributeTable(table(usual)).causes).toEqual([])
    expect(attributeTable(table((a, s, r) => [a * s * r, a * s * r]))).toEqual({
      leaves: 60,
      causes: [],
      explained_ratio: 0,
      total_change: '0',
      remainder: '0',
    })
    expect(attributeTable({ dimensions: ['a'], rows: [] }).causes).toEqual([])
  })

  it('adds up rows of the same keys before it judges them', () => {
    const whole = table((a) => (a === 2 ? [40, 80] : [40, 40]))
    const halves = { ...whole, rows: whole.rows.flatMap((row) => [0, 1].map(() => ({ ...row, real: String(Number(row.real) / 2), predict: '20' }))) }
    expect(attributeTable(halves)).toEqual(attributeTable(whole))
  })

  it('names the slices that moved in generated tables with an F1 of at least 0.9', () => {
    const sum = { hits: 0, told: 0, true_ones: 0 }
    for (let seed = 1; seed <= 40; seed++) {
      const { elements, ...generated } = sampleTable(seed)
      const told = attributeTable(generated).causes.map((cause) => cause.element)
      sum.hits += told.filter((element) => elements.includes(element)).length
      sum.told += told.length
      sum.true_ones += new Set(elements).size
    }
    expect((2 * sum.hits) / (sum.told + sum.true_ones)).toBeGreaterThanOrEqual(0.9)
  })
})

describe('whatever the table', () => {
  const cent = fc.integer({ min: 0, max: 10 ** 6 }).map((n) => (n / 100).toFixed(2))
  const row = fc.record({
    keys: fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('p', 'q'), fc.constantFrom('1', '2', '3')),
    real: cent,
    predict: cent,
  })
  const anyTable = fc.array(row, { maxLength: 40 }).map((rows): AmountTable => ({ dimensions: ['k', 'l', 'm'], rows }))
  const seeded = fc.integer({ min: 1, max: 500 }).map((seed) => sampleTable(seed, { ...SMALL, sizes: [5, 4, 3] }))

  it('gives net changes that add up to the total change with the remainder, to the last decimal', () => {
    fc.assert(
      fc.property(anyTable, (any) => {
        const { causes, remainder, total_change } = attributeTable(any)
        expect(add(remainder, ...causes.map((c) => c.net_change))).toBe(total_change)
        expect(total_change).toBe(add('0', ...any.rows.flatMap((r) => [r.real, `-${r.predict}`])))
      }),
      { numRuns: 200 },
    )
  })

  it('never explains more than all of it', () => {
    fc.assert(
      fc.property(fc.oneof(anyTable, seeded), (any) => {
        const { causes, explained_ratio } = attributeTable(any)
        expect(explained_ratio).toBeLessThanOrEqual(1.00001)
        expect(causes.every((c) => c.explained_ratio > 0)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('says the same for any order of rows and of dimensions', () => {
    fc.assert(
      fc.property(seeded, fc.integer({ min: 1, max: 1000 }), ({ dimensions, rows }, turn) => {
        const order = [2, 0, 1]
        const turned = rows.map((_, i) => rows[(i * 7 + turn) % rows.length]).filter((r, i, all) => r !== undefined && all.indexOf(r) === i)
        const rest = rows.filter((r) => !turned.includes(r))
        const other = {
          dimensions: order.map((d) => dimensions[d] ?? ''),
          rows: [...rest, ...turned].flatMap((r) => (r === undefined ? [] : [{ ...r, keys: order.map((d) => r.keys[d] ?? '') }])),
        }
        expect(attributeTable(other)).toEqual(attributeTable({ dimensions, rows }))
      }),
      { numRuns: 40 },
    )
  })

  it('finds the same slices under other names of the dimensions', () => {
    fc.assert(
      fc.property(seeded, ({ dimensions, rows }) => {
        const renamed = { dimensions: dimensions.map((_, d) => ['zone', 'area', 'kind'][d] ?? ''), rows }
        const back = (element: string) =>
          element
            .split('&')
            .map((part) => part.slice(part.indexOf('=') + 1))
            .sort()
            .join('&')
        const values = (found: TableAttribution) => found.causes.map((c) => back(c.element)).sort()
        expect(values(attributeTable(renamed))).toEqual(values(attributeTable({ dimensions, rows })))
      }),
      { numRuns: 40 },
    )
  })
})
