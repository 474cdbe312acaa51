import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import { mendBill } from './mend-bill'

const AT = 70
const USAGES = ['m5.large', 'Storage', 'Requests', 'Queries']
const costOf = (usage_type: string) => wobbling(usage_type, 60 + 40 * USAGES.indexOf(usage_type), 0.04)

type Part = {
  account: string
  owner?: string
  service?: string
  usages?: readonly string[]
  share?: (usage_type: string) => number
  from?: number
  until?: number
}
/** A part of a workload of four usages, in one account, from and until a day. */
const part = ({ account, owner = '', service, usages = USAGES, share = () => 1, from = 0, until = 1000 }: Part): BillLeaf[] =>
  usages.map((usage_type) => {
    const cost = costOf(usage_type)
    const leaf = line({ account, service: service ?? usage_type, usage_type }, (t) => (t >= from && t < until ? share(usage_type) * cost(t) : 0))
    return { ...leaf, scope: { ...leaf.scope, owner } }
  })
const credit = (account: string, dollars: number, from: number, until = 1000): BillLeaf =>
  line({ account, service: 'Credits', usage_type: 'Credit', kind: 'credit' }, (t) => (t >= from && t < until ? -dollars : 0))
const scan = (...parts: BillLeaf[][]) => scanBill(dailyBill(parts.flat()))
const movesIn = (...parts: BillLeaf[][]) =>
  mendBill(dailyBill(parts.flat())).issues.flatMap(({ rule, other_name, scope }) => (rule === 'account_moved' ? [`${other_name} ${scope.sub_account_id}`] : []))
const nothingTold = (...parts: BillLeaf[][]) => {
  const { incidents, falls } = scan(...parts)
  expect([...incidents, ...falls]).toEqual([])
}
const begun = (...parts: BillLeaf[][]) => scan(...parts).incidents.map(({ start, scope }) => `${scope.sub_account_id} ${start}`)
const NEW_IN = (account: string) => `${account} ${addDays(FIRST_DAY, AT)}`

describe('a workload that goes to another account', () => {
  it('is a move also where another owner has it there, who is named', () => {
    const parts = [part({ account: 'a7', owner: 'shop', until: AT }), part({ account: 'b8', owner: 'web', from: AT })]
    nothingTold(...parts)
    const { quality } = scan(...parts)
    expect(quality).toMatchObject([{ rule: 'account_moved', scope: { sub_account_id: 'b8' }, other_name: 'a7' }])
    expect(quality[0]?.parts).toHaveLength(4)
    expect(quality[0]?.parts?.[0]).toMatchObject({ from: 'a7', to: 'b8', owner: 'shop', to_owner: 'web' })
  })

  it('is new spend where its owner is another and its cost too, or it is kept in part, or came to several owners', () => {
    const gone = part({ account: 'a7', owner: 'shop', until: AT })
    expect(begun(gone, part({ account: 'b8', owner: 'web', from: AT, share: () => 1.5 }))).toContain(NEW_IN('b8'))
    const kept = part({ account: 'a7', owner: 'shop', from: AT, share: () => 0.4 })
    expect(begun(gone, kept, part({ account: 'b8', owner: 'web', from: AT, share: () => 0.6 }))).toContain(NEW_IN('b8'))
    const one_each = USAGES.map((usage_type) => part({ account: 'b8', owner: usage_type, usages: [usage_type], from: AT }))
    expect(begun(gone, ...one_each)).toContain(NEW_IN('b8'))
    const other_mix = part({ account: 'b8', owner: 'web', from: AT, share: (usage) => (usage === 'Queries' ? 0.5 : usage === 'm5.large' ? 2 : 1.3) })
    expect(begun(gone, other_mix)).toContain(NEW_IN('b8'))
  })

  it.each<[string, (usage: string) => number]>([
    ['in one proportion', () => 0.6],
    ['in several', (usage) => 0.3 + 0.15 * USAGES.indexOf(usage)],
    ['of which one usage alone is shared out', (usage) => (usage === 'Storage' ? 0.55 : 1)],
    ['of which one usage goes to the second nearly whole', (usage) => (usage === 'm5.large' ? 0.1 : 0.55)],
    ['of which one usage goes to the second but for an eighth', (usage) => (usage === 'm5.large' ? 0.125 : 0.55)],
  ])('is a move to both where it is shared out among two: %s', (_, to_b) => {
    const shared = USAGES.filter((usage) => to_b(usage) < 1)
    const parts = [
      part({ account: 'a7', until: AT }),
      part({ account: 'b8', from: AT, share: to_b }),
      part({ account: 'c9', usages: shared, from: AT, share: (usage) => 1 - to_b(usage) }),
    ]
    nothingTold(...parts)
    expect(movesIn(...parts)).toEqual(['a7 b8', 'a7 c9'])
  })

  it('is a move from both where it is gathered from two', () => {
    const parts = [
      part({ account: 'a7', until: AT, share: () => 0.7 }),
      part({ account: 'b8', until: AT, share: () => 0.3 }),
      part({ account: 'c9', from: AT }),
    ]
    nothingTold(...parts)
    expect(movesIn(...parts).sort()).toEqual(['a7 c9', 'b8 c9'])
  })

  it('is a move to each, or from each, where three share it', () => {
    const shares = { b8: 0.5, c9: 0.3, d1: 0.2 }
    const whole = (at: Pick<Part, 'from' | 'until'>) => part({ account: 'a7', ...at })
    const thirds = (at: Pick<Part, 'from' | 'until'>) => Object.entries(shares).map(([account, share]) => part({ account, share: () => share, ...at }))
    for (const [parts, moves] of [
      [
        [whole({ until: AT }), ...thirds({ from: AT })],
        ['a7 b8', 'a7 c9', 'a7 d1'],
      ],
      [
        [...thirds({ until: AT }), whole({ from: AT })],
        ['b8 a7', 'c9 a7', 'd1 a7'],
      ],
    ] as const) {
      nothingTold(...parts)
      expect(movesIn(...parts).sort()).toEqual(moves)
    }
    expect(begun(whole({ until: AT }), ...thirds({ from: AT }), part({ account: 'e2', from: AT, share: () => 0.4 }))).toContain(NEW_IN('e2'))
  })

  it('is a move to each also where its account gave other things to many accounts in the weeks before', () => {
    const others = Array.from({ length: 9 }, (_, k) =>
      ['Search', 'Topics'].flatMap((name) => {
        const [service, cost, day] = [`${name} ${k}`, wobbling(`${name} ${k}`, 30 + 7 * k, 0.04), 6 + 7 * k]
        return [
          line({ account: 'a7', service, usage_type: service }, (t) => (t < day ? cost(t) : 0)),
          line({ account: `e${k}`, service, usage_type: service }, (t) => (t < day ? 0 : cost(t))),
        ]
      }),
    )
    const parts = [part({ account: 'a7', until: AT }), part({ account: 'b8', from: AT, share: () => 0.6 }), part({ account: 'c9', from: AT, share: () => 0.4 })]
    expect(movesIn(...parts, ...others)).toEqual(expect.arrayContaining(['a7 b8', 'a7 c9']))
  })

  it('says of each account what share it got', () => {
    const { issues } = mendBill(
      dailyBill(
        [part({ account: 'a7', until: AT }), part({ account: 'b8', from: AT, share: () => 0.6 }), part({ account: 'c9', from: AT, share: () => 0.4 })].flat(),
      ),
    )
    expect(issues.map(({ scope, parts }) => [scope.sub_account_id, [...new Set(parts?.map(({ share_ratio }) => share_ratio))]])).toEqual([
      ['b8', [0.6]],
      ['c9', [0.4]],
    ])
  })

  it('hides no birth beside it: not one of another size, of another mix, or of other usages', () => {
    const moved = [part({ account: 'a7', until: AT }), part({ account: 'b8', from: AT })]
    expect(begun(...moved, part({ account: 'c9', from: AT, share: () => 0.8 }))).toContain(NEW_IN('c9'))
    expect(begun(...moved, part({ account: 'c9', usages: ['Storage'], from: AT }))).toContain(NEW_IN('c9'))
    const half = [part({ account: 'a7', until: AT }), part({ account: 'b8', usages: ['m5.large', 'Storage'], from: AT, share: () => 0.5 })]
    expect(begun(...half, part({ account: 'c9', usages: ['Requests', 'Queries'], from: AT, share: () => 1.6 }))).toContain(NEW_IN('c9'))
  })

  it('is none where little more than half of it agrees: something else of the same usages began there', () => {
    const share = (usage: string) => (usage === 'Requests' ? 0.3 : usage === 'm5.large' ? 3 : 1)
    const parts = [part({ account: 'a7', until: AT }), part({ account: 'b8', from: AT, share })]
    expect(movesIn(...parts)).toEqual([])
    expect(scan(...parts).incidents.reduce((sum, { actual_daily_cost }) => sum + Number(actual_daily_cost), 0)).toBeGreaterThan(400)
    const most = (usage: string) => (usage === 'Requests' ? 0.3 : 1)
    expect(movesIn(part({ account: 'a7', until: AT }), part({ account: 'b8', from: AT, share: most }))).toEqual(['a7 b8'])
  })

  it('is a move also where its service has another name there', () => {
    const parts = [part({ account: 'a7', service: 'Queue', until: AT }), part({ account: 'b8', service: 'Message Queue', from: AT })]
    nothingTold(...parts)
    expect(scan(...parts).quality.map(({ rule, other_name }) => [rule, other_name])).toEqual([
      ['service_renamed', 'Queue'],
      ['account_moved', 'a7'],
    ])
    const one = ['Queries']
    expect(
      begun(part({ account: 'a7', service: 'Queue', usages: one, until: AT }), part({ account: 'b8', service: 'Message Queue', usages: one, from: AT })),
    ).toEqual([NEW_IN('b8')])
    const strange = part({ account: 'b8', service: 'Search', usages: ['Index', 'Shards'], share: () => 6, from: AT })
    expect(begun(part({ account: 'a7', service: 'Queue', usages: ['m5.large', 'Storage'], until: AT }), strange)).not.toEqual([])
  })

  it('is told of in its first week as well, where a service ended and another of the same usages began elsewhere', () => {
    const usages = ['m5.large', 'Storage']
    const gone = part({ account: 'a7', service: 'Queue', usages, until: AT })
    const dearer = (share: NonNullable<Part['share']>) => scan(gone, part({ account: 'b8', service: 'Message Queue', usages, share, from: AT })).incidents
    const rise = (incidents: ReturnType<typeof dearer>) =>
      incidents.reduce((sum, { actual_daily_cost, expected_daily_cost }) => sum + Number(actual_daily_cost) - Number(expected_daily_cost), 0)
    const other_mix = dearer((usage) => (usage === 'Storage' ? 0.6 : 1.7))
    expect(new Set(other_mix.map(({ scope, start }) => `${scope.sub_account_id} ${start}`))).toEqual(new Set([NEW_IN('b8')]))
    expect(rise(other_mix)).toBeGreaterThan(150)
    expect(rise(dearer(() => 1.3))).toBeGreaterThan(40)
  })

  it('hides no birth beside it that is of the same usages, where all of it went to one account alone', () => {
    const moved = [part({ account: 'a7', until: AT, share: () => 4 }), part({ account: 'b8', from: AT, share: () => 3.6 })]
    for (const share of [() => 0.8, (usage: string) => (usage === 'Storage' ? 1.2 : 0.6)]) {
      const birth = part({ account: 'c9', from: AT, share })
      expect(begun(...moved, birth)).toContain(NEW_IN('c9'))
      expect(movesIn(...moved, birth)).toEqual(['a7 b8'])
    }
  })

  it('takes its credits along, and no other ones', () => {
    const moved = [part({ account: 'a7', until: AT }), part({ account: 'b8', from: AT })]
    const along = [credit('a7', 80, 0, AT), credit('b8', 80, AT)]
    nothingTold(...moved, along)
    expect(scan(...moved, along).quality.map(({ before }) => Math.sign(before))).toEqual([1, -1])
    const ended = (...credits: BillLeaf[]) => scan(...moved, credits).incidents.map(({ category }) => category)
    expect(ended(credit('a7', 80, 0, AT))).toEqual(['credits_refunds_fees'])
    expect(ended(credit('a7', 80, 0, AT), credit('b8', 30, AT))).toEqual(['credits_refunds_fees'])
    expect(ended(credit('a7', 80, 0, AT), credit('c9', 80, AT))).toEqual(['credits_refunds_fees'])
    expect(scan(along).incidents.map(({ category }) => category)).toEqual(['credits_refunds_fees'])
  })

  it('goes to the same accounts whatever the order of the lines, also where several workloads are alike', () => {
    const shared = [
      ...['a7', 'a8'].map((account) => part({ account, until: AT })),
      ...['b7', 'b8', 'c7', 'c8'].map((account) => part({ account, from: AT, share: () => 0.5 })),
    ]
    const renamed = ['a7', 'a8'].map((account) => part({ account, service: `Queue ${account}`, until: AT }))
    const again = ['b7', 'b8'].map((account) => part({ account, service: `Topic ${account}`, from: AT }))
    for (const parts of [shared, [...renamed, ...again]]) {
      const known = movesIn(...parts).sort()
      expect(known).toHaveLength(parts.length - 2)
      fc.assert(
        fc.property(fc.shuffledSubarray(parts.flat(), { minLength: parts.flat().length }), (leaves) => {
          expect(movesIn(leaves).sort()).toEqual(known)
        }),
        { numRuns: 30 },
      )
    }
  })

  it('goes to the same account whatever the order of the lines, also where two took up all of one usage', () => {
    const took = (account: string) => part({ account, from: AT, share: (usage) => (usage === 'm5.large' ? 1 : 0.5) })
    const [gone, b8, c9] = [part({ account: 'a7', until: AT }), took('b8'), took('c9')]
    const told = begun(gone, b8, c9)
    expect(told).toHaveLength(1)
    expect(begun(gone, c9, b8)).toEqual(told)
  })

  it('costs on every day together what was billed, however it was shared out or who has it', () =>
    fc.assert(
      fc.property(
        fc.record({
          to_b: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
          to_d: fc.constantFrom(0, 0.4),
          kept: fc.double({ min: 0, max: 0.5, noNaN: true }),
          late: fc.integer({ min: -2, max: 2 }),
          owner: fc.constantFrom('', 'web'),
          is_gathered: fc.boolean(),
        }),
        ({ to_b, to_d, kept, late, owner, is_gathered }) => {
          const shares: [string, number, number][] = [
            ['b8', to_b, 0],
            ['c9', (1 - to_b) * (1 - to_d), late],
            ['d1', (1 - to_b) * to_d, late],
          ]
          const many = shares.map(([account, share, days]) =>
            part({ account, owner, share: () => (1 - kept) * share, ...(is_gathered ? { until: AT + days } : { from: AT + days }) }),
          )
          const one = part({ account: 'a7', ...(is_gathered ? { from: AT } : { until: AT }) })
          const rest = is_gathered ? [] : part({ account: 'a7', usages: USAGES, share: () => kept, from: AT })
          const bill = dailyBill([...one, ...rest, ...many.flat(), credit('a7', 50, 0, AT), credit('b8', 50, AT)])
          const mended = mendBill(bill).bill
          const total = (of: typeof bill, t: number) => of.leaves.reduce((sum, { values }) => sum + (values[t] ?? 0), 0)
          for (const t of bill.days.keys()) expect(total(mended, t)).toBeCloseTo(total(bill, t), 6)
        },
      ),
      { numRuns: 40 },
    ))
})
