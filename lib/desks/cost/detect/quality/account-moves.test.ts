import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { makeRandom } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import { defectText } from './defect-text'
import { mendBill } from './mend-bill'

const AT = 70
const USAGES = ['m5.large', 'Storage', 'Requests', 'Queries']
const costOf = (usage_type: string) => wobbling(usage_type, 60 + 40 * USAGES.indexOf(usage_type), 0.04)
const isBefore = (t: number) => t < AT

/** A workload of four usages of which a share leaves one account on a day and arrives in another, so many days later and so many times as dear. */
function moved({ share = 1, factor = 1, late = 0, usages = USAGES, had = 0 } = {}) {
  return usages.flatMap((usage_type) => {
    const cost = costOf(usage_type)
    return [
      line({ account: 'a7', service: usage_type, usage_type }, (t) => (isBefore(t) ? 1 : 1 - share) * cost(t)),
      line({ account: 'b8', service: usage_type, usage_type }, (t) => had + (isBefore(t - late) ? 0 : share * factor * cost(t))),
    ]
  })
}
const told = (lines: ReturnType<typeof moved>) => scanBill(dailyBill(lines))
const rulesOf = (lines: ReturnType<typeof moved>) => told(lines).quality.map(({ rule }) => rule)

describe('a workload that goes to another account', () => {
  it.each<[string, NonNullable<Parameters<typeof moved>[0]>]>([
    ['at once', {}],
    ['over two days on which it ran twice', { late: -2 }],
    ['two days after it stopped', { late: 2 }],
    ['that had some of the same before', { had: 15 }],
    ['by half', { share: 0.5 }],
  ])('is told as that and never as spend, nor as a fall: %s', (_, how) => {
    const { incidents, falls, quality } = told(moved(how))
    // That it ran twice, or not at all, for two days is true.
    const isOver = ({ start, end }: { start: string; end: string }) => start >= addDays(FIRST_DAY, AT - 2) && end < addDays(FIRST_DAY, AT + 2)
    expect([...incidents, ...falls].filter((one) => !isOver(one))).toEqual([])
    if (how.late === undefined) expect([...incidents, ...falls]).toEqual([])
    expect(quality).toMatchObject([{ rule: 'account_moved', scope: { sub_account_id: 'b8' }, other_name: 'a7' }])
    expect(quality[0]?.parts?.map(({ usage_type }) => usage_type).toSorted()).toEqual([...USAGES].sort())
  })

  it('takes a usage along that is restless, where others say clearly that it moved', () => {
    const random = makeRandom(2, 'restless')
    const days = Array.from({ length: DAYS }, () => 60 * Math.exp(0.7 * random.normal()))
    const restless = (account: string, isThere: (t: number) => boolean) =>
      line({ account, service: 'Traffic', usage_type: 'Traffic' }, (t) => (isThere(t) ? (days[t] ?? 0) : 0))
    const lines = [restless('a7', isBefore), restless('b8', (t) => !isBefore(t))]
    expect(rulesOf(lines)).toEqual([])
    const { incidents, quality } = told([...moved(), ...lines])
    expect(quality[0]?.parts?.map(({ usage_type }) => usage_type)).toContain('Traffic')
    expect(incidents.filter(({ start }) => start >= addDays(FIRST_DAY, AT - 1) && start <= addDays(FIRST_DAY, AT + 1))).toEqual([])
  })

  it('says where it came from, on which day and what it cost', () => {
    expect(defectText(told(moved()).quality[0] as never)).toMatch(
      /^What account a7 gave up on 10 May \(\$4\d\d\.\d\d per day\) goes on in account b8 \(\$4\d\d\.\d\d\): its history goes with it\.$/,
    )
  })

  it.each([1.6, 2])('is told of what it became dearer by, and of no more: %s times', (factor) => {
    const { incidents, quality } = told(moved({ factor }))
    expect(quality).toMatchObject([{ rule: 'account_moved' }])
    const rise = incidents.reduce((sum, one) => sum + Number(one.actual_daily_cost) - Number(one.expected_daily_cost), 0)
    expect(incidents.every(({ scope, start }) => scope.sub_account_id === 'b8' && start === addDays(FIRST_DAY, AT))).toBe(true)
    expect(rise / ((factor - 1) * 480)).toBeGreaterThan(0.9)
    expect(rise / ((factor - 1) * 480)).toBeLessThan(1.1)
  })

  it('is told to the cent of what it became dearer by, where its days are all the same', () => {
    const flat = USAGES.flatMap((usage_type, n) => [
      line({ account: 'a7', service: usage_type, usage_type }, (t) => (isBefore(t) ? 33.33 * (n + 1) : 0)),
      line({ account: 'b8', service: usage_type, usage_type }, (t) => (isBefore(t) ? 0 : 66.66 * (n + 1))),
    ])
    const { incidents, falls } = told(flat)
    expect(falls).toEqual([])
    expect(incidents.map(({ expected_daily_cost, actual_daily_cost }) => [Number(expected_daily_cost), Number(actual_daily_cost)])).toEqual(
      [4, 3, 2, 1].map((n) => [33.33 * n, 66.66 * n].map((cost) => expect.closeTo(cost, 3))),
    )
  })

  it('is a fall and a rise where different things fell and rose, where one thing did, or where they did in other proportions', () => {
    const fell = moved({ usages: ['m5.large', 'Storage'] }).filter(({ scope }) => scope.sub_account_id === 'a7')
    const rose = moved({ usages: ['Requests', 'Queries'] }).filter(({ scope }) => scope.sub_account_id === 'b8')
    expect(told([...fell, ...rose]).incidents.length).toBeGreaterThan(0)
    expect(rulesOf([...fell, ...rose])).toEqual([])
    expect(rulesOf(moved({ usages: ['Queries'] }))).toEqual([])
    const other_mix = [
      ...moved({ usages: ['m5.large'], factor: 0.2 }),
      ...moved({ usages: ['Storage'], factor: 1 }),
      ...moved({ usages: ['Queries'], factor: 2.5 }),
    ]
    expect(rulesOf(other_mix)).toEqual([])
  })

  it.each([2, 3])('is seldom seen where %s usages that one account ended began in another by chance, each at its own cost', (usages) => {
    const TRIALS = 40
    const isTaken = (trial: number) => {
      const random = makeRandom(trial, 'chance')
      const cost = (account: string, n: number) => wobbling(`${account} ${n} ${trial}`, 20 * 4 ** random.unit(), 0.04)
      const lines = Array.from({ length: usages }, (_, n) => {
        const [gone, come, late] = [cost('a7', n), cost('b8', n), random.below(3)]
        return [
          line({ account: 'a7', service: `S${n}`, usage_type: `U${n}` }, (t) => (isBefore(t) ? gone(t) : 0)),
          line({ account: 'b8', service: `S${n}`, usage_type: `U${n}` }, (t) => (isBefore(t - late) ? 0 : come(t))),
        ]
      })
      return mendBill(dailyBill(lines.flat())).issues.some(({ rule }) => rule === 'account_moved')
    }
    expect(Array.from({ length: TRIALS }, (_, trial) => isTaken(trial)).filter(Boolean).length).toBeLessThanOrEqual(0.1 * TRIALS)
  })

  it('is seldom seen as shared out where three accounts began by chance what one had ended, each at its own cost', () => {
    const TRIALS = 40
    const isShared = (trial: number) => {
      const random = makeRandom(trial, 'chances')
      const cost = (account: string, n: number) => wobbling(`${account} ${n} ${trial}`, 20 * 4 ** random.unit(), 0.04)
      const lines = USAGES.flatMap((usage_type, n) =>
        ['a7', 'b8', 'c9', 'd1'].map((account) => {
          const own = cost(account, n)
          return line({ account, service: usage_type, usage_type }, (t) => (isBefore(t) === (account === 'a7') ? own(t) : 0))
        }),
      )
      return mendBill(dailyBill(lines)).issues.filter(({ rule }) => rule === 'account_moved').length > 1
    }
    expect(Array.from({ length: TRIALS }, (_, trial) => isShared(trial)).filter(Boolean).length).toBeLessThanOrEqual(0.15 * TRIALS)
  })

  it('takes all of its days along where it comes back, or goes on to a third account, whatever each time cost', () => {
    const there = (account: string, isThere: (t: number) => boolean) =>
      USAGES.map((usage_type) => line({ account, service: usage_type, usage_type }, (t) => (isThere(t) ? costOf(usage_type)(t) : 0)))
    for (const next of [AT + 7, AT + 8, AT + 10, AT + 25])
      for (const then of ['a7', 'c9']) {
        const lines = [...there('a7', (t) => isBefore(t) || (then === 'a7' && t >= next)), ...there('b8', (t) => !isBefore(t) && t < next)]
        const { incidents, falls, quality } = told([...lines, ...(then === 'c9' ? there('c9', (t) => t >= next) : [])])
        expect([...incidents, ...falls]).toEqual([])
        expect(quality.map(({ other_name, scope, first_day }) => [other_name, scope.sub_account_id, first_day])).toEqual([
          ['a7', 'b8', addDays(FIRST_DAY, AT)],
          ['b8', then, addDays(FIRST_DAY, next)],
        ])
      }
  })

  it('goes where it fits, where several workloads of the same usages move at once', () => {
    const size = (account: string, factor: number, isThere: (t: number) => boolean) =>
      USAGES.map((usage_type) => line({ account, service: usage_type, usage_type }, (t) => (isThere(t) ? factor * costOf(usage_type)(t) : 0)))
    const left = [1, 1.5, 2].flatMap((factor, n) => size(`a${n}`, factor, isBefore))
    const came = [1, 1.5, 2].flatMap((factor, n) => size(`b${n}`, factor, (t) => !isBefore(t)))
    const { incidents, falls, quality } = told([...left, ...came])
    expect([...incidents, ...falls]).toEqual([])
    expect(quality.map(({ other_name, scope }) => `${other_name} ${scope.sub_account_id}`).sort()).toEqual(['a0 b0', 'a1 b1', 'a2 b2'])
  })

  it('is told of no two accounts where hundreds give up and take up the same places at once', () => {
    const many = Array.from({ length: 240 }, (_, k) =>
      USAGES.slice(0, 2).map((usage_type) =>
        line({ account: `a${k}`, service: usage_type, usage_type }, (t) => (isBefore(t) === (k % 2 === 0) ? (1 + (k % 7) / 10) * costOf(usage_type)(t) : 0)),
      ),
    )
    expect(mendBill(dailyBill(many.flat())).issues).toEqual([])
  })

  it('is none where the cover of commitments goes from account to account', () => {
    const covered = (account: string, usage_type: string, has: (t: number) => boolean) => [
      line({ account, usage_type }, (t) => (has(t) ? 0 : 200)),
      line({ account, usage_type, kind: 'committed' }, (t) => (has(t) ? 120 : 0)),
    ]
    const lines = ['m5.large', 'c5.large'].flatMap((usage_type) => [...covered('a7', usage_type, isBefore), ...covered('b8', usage_type, (t) => !isBefore(t))])
    expect(rulesOf(lines)).toEqual([])
  })

  it('is a fall and a rise where weeks lie between them', () => expect(rulesOf(moved({ late: 12 }))).toEqual([]))

  it('costs on every day together what was billed, whatever moved when', () =>
    fc.assert(
      fc.property(
        fc.record({
          share: fc.double({ min: 0.3, max: 1, noNaN: true }),
          factor: fc.double({ min: 0.5, max: 2.5, noNaN: true }),
          late: fc.integer({ min: -3, max: 3 }),
        }),
        (how) => {
          const bill = dailyBill(moved(how))
          const mended = mendBill(bill).bill
          const total = (of: typeof bill, t: number) => of.leaves.reduce((sum, { values }) => sum + (values[t] ?? 0), 0)
          for (const t of bill.days.keys()) expect(total(mended, t)).toBeCloseTo(total(bill, t), 6)
        },
      ),
      { numRuns: 40 },
    ))
})
