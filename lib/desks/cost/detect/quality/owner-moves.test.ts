import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import { defectText } from './defect-text'
import { mendBill } from './mend-bill'

const [LOST, FOUND] = [70, 84]
const usage_types = ['m5.large', 'Storage', 'Requests', 'Queries']
/** Lines of one account by owner; a cost of 0 is no line on that day. */
const owned = (owner: string, usage_type: string, cost: (t: number) => number) => {
  const leaf = line({ account: 'a7', service: usage_type, usage_type }, cost)
  return owner === '' ? leaf : { ...leaf, scope: { ...leaf.scope, owner } }
}
const costOf = (usage_type: string, i: number) => wobbling(usage_type, 60 + 40 * i, 0.04)
/** An account whose lines lose their tag on one day and have it again two weeks later; on the first of the days they are billed in two parts. */
const untagged = usage_types.flatMap((usage_type, i) => {
  const cost = costOf(usage_type, i)
  return [
    owned('web', usage_type, (t) => (t === LOST ? 0.4 * cost(t) : t > LOST && t < FOUND ? 0 : cost(t))),
    owned('', usage_type, (t) => (t === LOST ? 0.6 * cost(t) : t > LOST && t < FOUND ? cost(t) : 0)),
  ]
})

describe('an account whose lines go to other owners', () => {
  it('is told as that, on both days, and never as spend: neither then nor while it is still news', () => {
    const { incidents, quality } = scanBill(dailyBill(untagged))
    expect(incidents).toEqual([])
    expect(quality.map(({ rule, scope, first_day }) => [rule, scope.sub_account_id, first_day])).toEqual([
      ['owner_moved', 'a7', addDays(FIRST_DAY, LOST)],
      ['owner_moved', 'a7', addDays(FIRST_DAY, FOUND)],
    ])
    expect(defectText(quality[0] as (typeof quality)[number])).toMatch(
      /^The lines of account a7 go on under other owners since 10 May \(\$4\d\d.* per day\): their history goes with them\.$/,
    )
  })

  it('says which owner became which other, and of nobody who kept a line', () => {
    const [first] = scanBill(dailyBill(untagged)).quality
    expect(first?.owners).toEqual([{ from: 'web', to: '' }])
    const kept = [...untagged, owned('web', 'Backups', () => 80)]
    expect(scanBill(dailyBill(kept)).quality.filter((q) => q.rule === 'owner_moved' && q.owners?.some(({ from }) => from === 'web'))).toEqual([])
  })

  it('says line by line what one owner took over from several who kept others, and the share of a place that two took over or the giver keeps a part of', () => {
    const handed = (from: string, to: string, usage_type: string) => {
      const cost = costOf(usage_type, 1)
      return [owned(from, usage_type, (t) => (t < LOST ? cost(t) : 0)), owned(to, usage_type, (t) => (t < LOST ? 0 : cost(t)))]
    }
    const kept = [owned('web', 'Backups', () => 80), owned('data', 'Archives', () => 90)]
    const split = [owned('web', 'Shared', (t) => (t < LOST ? 100 : 0)), ...['platform', 'core'].map((to) => owned(to, 'Shared', (t) => (t < LOST ? 0 : 50)))]
    const rest = { ...owned('data', 'Queries', () => 30), operation: 'Other' }
    const moved = [...handed('web', 'platform', 'm5.large'), ...handed('data', 'platform', 'Storage'), ...handed('data', 'platform', 'Queries'), rest]
    const { issues } = mendBill(dailyBill([...moved, ...kept, ...split]))
    expect(issues).toMatchObject([{ rule: 'owner_moved', scope: { sub_account_id: 'a7' } }])
    expect(issues[0]?.owners).toBeUndefined()
    const said = issues[0]?.parts?.map(({ from, to, usage_type, share_ratio = 1 }) => `${from} to ${to}: ${share_ratio} of ${usage_type}`)
    expect(said?.toSorted()).toEqual([
      'data to platform: 0.75 of Queries',
      'data to platform: 1 of Storage',
      'web to core: 0.5 of Shared',
      'web to platform: 0.5 of Shared',
      'web to platform: 1 of m5.large',
    ])
  })

  it('keeps a rise of one of its lines', () => {
    const risen = untagged.map((leaf) => (leaf.scope.usage_type === 'Queries' ? { ...leaf, values: leaf.values.map((y, t) => (t >= 76 ? 3 * y : y)) } : leaf))
    expect(scanBill(dailyBill(risen)).incidents).toMatchObject([{ start: addDays(FIRST_DAY, 76), scope: { service_name: 'Queries' } }])
  })

  it('takes a line along that began the day before, so that it is told as it would be without the move', () => {
    const young = (t: number) => (t < LOST - 1 ? 0 : costOf('Backups', 0)(t))
    const get = (owner: string, cost: (t: number) => number) => ({ ...owned(owner, 'Queries', cost), operation: 'Get' })
    const handed = (make: typeof get, cost: (t: number) => number) => [make('web', (t) => (t < LOST ? cost(t) : 0)), make('', (t) => (t < LOST ? 0 : cost(t)))]
    const lines = usage_types.flatMap((usage_type, i) => handed((owner, cost) => owned(owner, usage_type, cost), costOf(usage_type, i)))
    const { bill } = mendBill(dailyBill([...lines, ...handed(get, young)]))
    const taken = bill.leaves.find(({ operation, scope }) => operation === 'Get' && scope.owner === undefined)
    expect(taken?.values).toEqual(bill.days.map((_, t) => young(t)))
  })

  it('takes a line along that costs the double on the day after, and still tells that', () => {
    const doubled = untagged.map((leaf) =>
      leaf.scope.usage_type === 'Queries' ? { ...leaf, values: leaf.values.map((y, t) => (t === FOUND + 1 ? 2 * y : y)) } : leaf,
    )
    expect(scanBill(dailyBill(doubled)).incidents).toMatchObject([{ start: addDays(FIRST_DAY, FOUND + 1), shape: 'spike', scope: { usage_type: 'Queries' } }])
  })

  it('leaves a line alone that ends where another owner begins at another size, and an account of which two lines change hands', () => {
    const other = [owned('web', 'm5.large', (t) => (t < 70 ? 200 : 0)), owned('data', 'm5.large', (t) => (t < 70 ? 0 : 600))]
    expect(mendBill(dailyBill(other)).issues).toEqual([])
    expect(mendBill(dailyBill(untagged.slice(0, 4))).issues).toEqual([])
  })

  it('costs on every day what it was billed, whoever has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.integer({ min: 8, max: 40 }), fc.integer({ min: 3, max: 4 }), (lost, days, count) => {
        const found = lost + days
        const bill = dailyBill(
          usage_types.slice(0, count).flatMap((usage_type, i) => {
            const cost = costOf(usage_type, i)
            return [
              owned('web', usage_type, (t) => (t >= lost && t < found ? 0 : cost(t))),
              owned('', usage_type, (t) => (t >= lost && t < found ? cost(t) : 0)),
            ]
          }),
        )
        const { bill: mended, issues } = mendBill(bill)
        expect(issues.map(({ rule }) => rule)).toEqual(['owner_moved', 'owner_moved'])
        for (let t = 0; t < DAYS; t++) {
          const sum = (of: typeof bill) => of.leaves.reduce((total, leaf) => total + (leaf.values[t] ?? 0), 0)
          expect(sum(mended)).toBeCloseTo(sum(bill), 6)
        }
        // In the end one owner has it all from the first day on.
        expect(mended.leaves.filter((leaf) => leaf.scope.sub_account_id === 'a7' && leaf.scope.owner === undefined && leaf.values.some((y) => y > 0))).toEqual(
          [],
        )
      }),
      { numRuns: 20 },
    )
  })
})
