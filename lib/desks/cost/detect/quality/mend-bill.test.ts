import { describe, expect, it } from 'vitest'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'

const day = (t: number) => addDays(FIRST_DAY, t)
const rules = (bill: ReturnType<typeof dailyBill>) => scanBill(bill).quality.map(({ rule }) => rule)
const accounts = ['a1', 'a2', 'a3']

describe('defects of a bill', () => {
  const renamed = accounts.flatMap((account) =>
    ['db.m5', 'Storage'].flatMap((usage_type) => [
      line({ account, service: 'RDS', usage_type }, (t) => (t < 70 ? 120 : 0)),
      line({ account, service: 'Relational Databases', usage_type }, (t) => (t < 70 ? 0 : 124)),
    ]),
  )

  it('take a service that goes on under another name for one service', () => {
    const { incidents, quality } = scanBill(dailyBill(renamed))
    expect(incidents).toEqual([])
    expect(quality).toMatchObject([{ rule: 'service_renamed', scope: { service_name: 'Relational Databases' }, other_name: 'RDS', first_day: day(70) }])
  })

  it('take it for one of two that begin as it ends, the one of its size, and tell the other', () => {
    const others = (service: string, cost: number) =>
      accounts.flatMap((account) => ['db.m5', 'Storage'].map((usage_type) => line({ account, service, usage_type }, (t) => (t < 70 ? 0 : cost))))
    for (const service of ['Aurora', 'Zephyr']) {
      const { incidents, quality } = scanBill(dailyBill([...others(service, 130), ...renamed]))
      expect(quality.map(({ rule, scope }) => [rule, scope.service_name])).toEqual([['service_renamed', 'Relational Databases']])
      expect(new Set(incidents.map(({ start, scope }) => `${scope.service_name} ${start}`))).toEqual(new Set([`${service} ${day(70)}`]))
      expect(incidents.reduce((sum, { actual_daily_cost }) => sum + Number(actual_daily_cost), 0)).toBe(6 * 130)
    }
  })

  it('do not change the name that the bill used when something happened before the rename', () => {
    const rose = line({ account: 'a1', service: 'RDS', usage_type: 'db.m5' }, (t) => (t < 70 ? (t >= 50 && t < 60 ? 240 : 120) : 0))
    const bill = dailyBill([rose, ...renamed.slice(1)])
    const { incidents } = scanBill(bill)
    expect(incidents).toMatchObject([
      { start: day(50), scope: { service_name: 'RDS' }, cells: [{ scope: { service_name: 'RDS' } }], causes: [{ scope: { service_name: 'RDS' } }] },
    ])
    expect(bill.leaves[incidents[0]?.causes[0]?.leaf ?? -1]?.scope.service_name).toBe('RDS')
  })

  it('leave alone two services that change hands at another size', () => {
    const moved = [line({ service: 'Old', usage_type: 'x' }, (t) => (t < 70 ? 120 : 0)), line({ service: 'New', usage_type: 'y' }, (t) => (t < 70 ? 0 : 400))]
    expect(rules(dailyBill(moved))).toEqual([])
    expect(scanBill(dailyBill(moved)).incidents).toMatchObject([{ shape: 'new_spend', scope: { service_name: 'New' } }])
  })

  it('take a month in which a service is missing from every account for missing days, and its return for nothing', () => {
    const hole = accounts.map((account) => line({ account, service: 'RDS', usage_type: 'db.m5' }, (t) => (t >= 60 && t < 90 ? 0 : 150)))
    const { incidents, quality } = scanBill(dailyBill(hole))
    expect(incidents).toEqual([])
    expect(quality).toMatchObject([{ rule: 'days_missing', first_day: day(60), last_day: day(89), before: 450 }])
  })

  it('take exactly one calendar month without a cent for missing days where only one account has the service, and no other span', () => {
    // 2026-05-01 to 2026-05-31, counted from 2026-03-01.
    const off = (from: number, to: number, left = 0) => dailyBill([line({ service: 'RDS', usage_type: 'db.m5' }, (t) => (t >= from && t < to ? left : 150))])
    const { incidents, held, quality } = scanBill(off(61, 92))
    expect([incidents, held]).toEqual([[], []])
    expect(quality).toMatchObject([{ rule: 'days_missing', scope: { service_name: 'RDS' }, first_day: '2026-05-01', last_day: '2026-05-31', before: 150 }])
    for (const switched_off of [off(60, 92), off(61, 91), off(61, 93), off(61, DAYS), off(61, 92, 1)]) expect(rules(switched_off)).toEqual([])
  })

  it('do not call it missing when one of several accounts switched a service off', () => {
    const off = accounts.map((account, i) => line({ account, service: 'RDS', usage_type: 'db.m5' }, (t) => (i === 0 && t >= 60 ? 0 : 150)))
    expect(rules(dailyBill(off))).toEqual([])
  })

  it('count a day once that was delivered twice', () => {
    const bill = dailyBill([line({ usage_type: 'm5' }, () => 300)])
    const doubled = { ...bill, leaves: bill.leaves.map((leaf) => ({ ...leaf, values: leaf.values.map((y, t) => (t === 80 ? 2 * y : y)) })) }
    const { incidents, quality } = scanBill(doubled)
    expect(incidents).toEqual([])
    expect(quality).toMatchObject([{ rule: 'day_repeated', first_day: day(80) }])
  })

  it('count a day once that was delivered twice, also where no line is steady', () => {
    const restless = Array.from({ length: 12 }, (_, i) => line({ account: `r${i}`, usage_type: 'm5' }, wobbling(`r${i}`, 60 + 9 * i, 0.1)))
    const quiet = { ...dailyBill([]), leaves: restless }
    const days = (of: number[], lines = restless.length) => ({
      ...quiet,
      leaves: quiet.leaves.map((leaf, i) => ({ ...leaf, values: leaf.values.map((y, t) => (of.includes(t) && i < lines ? 2 * y : y)) })),
    })
    expect(scanBill(days([80]))).toMatchObject({ incidents: [], quality: [{ rule: 'day_repeated', first_day: day(80), last_day: day(80) }] })
    // Half of the lines doubled, and all of them from a day on, are cost.
    expect(rules(days([80], 6))).toEqual([])
    expect(scanBill(days(Array.from({ length: 40 }, (_, i) => 80 + i))).incidents.length).toBeGreaterThan(0)
  })

  it('say nothing about a last day that is still filling up', () => {
    const bill = dailyBill([
      line({ usage_type: 'm5' }, (t) => (t === DAYS - 1 ? 90 : 300)),
      line({ service: 'Storage', usage_type: 's3' }, (t) => (t === DAYS - 1 ? 400 : 1000)),
    ])
    const partial = { ...bill, is_whole: bill.is_whole.map((_, t) => t < DAYS - 1) }
    const { incidents, quality } = scanBill(partial)
    expect(incidents).toEqual([])
    expect(quality).toMatchObject([{ rule: 'day_partial', first_day: day(DAYS - 1) }])
  })

  it('name days that the bill does not have', () => {
    const bill = dailyBill([])
    const without = {
      days: bill.days.filter((_, t) => t !== 50),
      is_whole: bill.is_whole.slice(1),
      leaves: bill.leaves.map((leaf) => ({ ...leaf, values: leaf.values.filter((_, t) => t !== 50) })),
    }
    expect(scanBill(without).quality).toMatchObject([{ rule: 'day_absent', first_day: day(50), last_day: day(50) }])
  })
})
