import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import { mendBill } from './mend-bill'

const DAY = 70
const PLACES = ['m5.large', 'Storage', 'Requests', 'Queries']
const of = (owner: string, usage_type: string, cost: (t: number) => number) => {
  const leaf = line({ account: 'a7', service: usage_type, usage_type }, cost)
  return { ...leaf, scope: { ...leaf.scope, owner } }
}
/** The shares of owners in each place before the day and after it; the place costs what it costs. */
const shared = (before: Record<string, number>, after: Record<string, number>, cost: (t: number, usage_type: string) => number) =>
  PLACES.flatMap((usage_type) =>
    Object.keys({ ...before, ...after }).map((owner) => of(owner, usage_type, (t) => ((t < DAY ? before : after)[owner] ?? 0) * cost(t, usage_type))),
  )
const usual = (t: number, usage_type: string) => wobbling(usage_type, 300, 0.02)(t)
const issuesOf = (bill: ReturnType<typeof dailyBill>) => mendBill(bill).issues.map(({ rule, scope, first_day }) => [rule, scope.sub_account_id, first_day])
const MOVED = [['owner_moved', 'a7', addDays(FIRST_DAY, DAY)]]

describe('an account of which owners hand over a part', () => {
  it.each([
    ['who keeps the rest', { web: 1 }, { web: 0.4, data: 0.6 }],
    ['to two others and keeps the rest', { web: 1 }, { web: 0.3, data: 0.4, core: 0.3 }],
    ['to somebody who had a part of it', { web: 0.7, data: 0.3 }, { web: 0.2, data: 0.8 }],
    ['as a whole to somebody who had a part of it', { web: 0.7, data: 0.3 }, { data: 1 }],
  ] as const)('is told as one move and never as spend: %s', (_, before, after) => {
    const bill = dailyBill(shared(before, after, usual))
    expect(scanBill(bill).incidents).toEqual([])
    expect(issuesOf(bill)).toEqual(MOVED)
  })

  it('takes restless places along, once still ones have shown who gave to whom', () => {
    const restless = (t: number) => wobbling('restless', 200, 0.5)(t)
    const more = [of('web', 'Bytes', (t) => (t < DAY ? 1 : 0.5) * restless(t)), of('data', 'Bytes', (t) => (t < DAY ? 0 : 0.5) * restless(t))]
    const { bill } = mendBill(dailyBill([...shared({ web: 1 }, { web: 0.5, data: 0.5 }, usual), ...more]))
    const [web, data] = ['web', 'data'].map((owner) => bill.leaves.find(({ scope }) => scope.owner === owner && scope.usage_type === 'Bytes')?.values ?? [])
    for (let t = 0; t < DAY; t++) expect(data?.[t]).toBeCloseTo(web?.[t] ?? -1, 6)
  })

  it('keeps a rise of one of its lines, and one of the whole place on the day of the move', () => {
    const risen = (from: number) => (t: number, usage_type: string) => (usage_type === 'Queries' && t >= from ? 3 : 1) * usual(t, usage_type)
    const told = (from: number) => scanBill(dailyBill(shared({ web: 1 }, { web: 0.4, data: 0.6 }, risen(from)))).incidents
    for (const from of [DAY, DAY + 6])
      expect(told(from).map(({ start, scope }) => [start, scope.service_name])).toEqual([[addDays(FIRST_DAY, from), 'Queries']])
  })

  it('is none where two places change, or where what one gained another did not lose', () => {
    const two = shared({ web: 1 }, { web: 0.4, data: 0.6 }, usual).slice(0, 4)
    const gained = shared({ web: 0.5, data: 0.5 }, { web: 0.5, data: 1 }, usual)
    for (const lines of [two, gained]) expect(issuesOf(dailyBill(lines))).toEqual([])
    expect(scanBill(dailyBill(gained)).incidents.map(({ start }) => start)).toContain(addDays(FIRST_DAY, DAY))
  })

  it('names the share that was handed over, and an owner only where nothing was kept', () => {
    const [issue] = mendBill(dailyBill(shared({ web: 1 }, { web: 0.4, data: 0.6 }, usual))).issues
    expect(issue?.owners).toBeUndefined()
    expect(issue?.parts?.map(({ from, to, usage_type, share_ratio }) => [from, to, usage_type, share_ratio]).toSorted()).toEqual(
      PLACES.map((usage_type) => ['web', 'data', usage_type, 0.6]).toSorted(),
    )
    const [whole] = mendBill(dailyBill(shared({ web: 0.7, data: 0.3 }, { data: 1 }, usual))).issues
    expect([whole?.owners, whole?.parts]).toEqual([[{ from: 'web', to: 'data' }], undefined])
  })

  it('costs on every day what it was billed, place by place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }), (had, left) => {
        const bill = dailyBill(shared({ web: had / 10, data: 1 - had / 10 }, { web: left / 10, data: 1 - left / 10 }, usual))
        const mended = mendBill(bill).bill
        for (const [t] of bill.days.entries())
          for (const usage_type of PLACES) {
            const sum = (one: typeof bill) => one.leaves.reduce((all, leaf) => all + (leaf.scope.usage_type === usage_type ? (leaf.values[t] ?? 0) : 0), 0)
            expect(sum(mended)).toBeCloseTo(sum(bill), 6)
          }
      }),
      { numRuns: 12 },
    )
  })
})
