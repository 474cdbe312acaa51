import { describe, expect, it } from 'vitest'
import { dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import { scanBill } from './scan-bill'

const day = (t: number) => addDays(FIRST_DAY, t)
const told = (cost: (t: number) => number) => scanBill(dailyBill([line({ usage_type: 'm5' }, cost)])).incidents

describe('one change of one line', () => {
  it.each(['a', 'b', 'c', 'd', 'e', 'f'])('is one incident however restless its new level is (%s)', (name) => {
    const usual = wobbling(name, 100, 0.09)
    expect(told((t) => usual(t) * (t >= 70 ? 1.8 : 1))).toMatchObject([{ start: day(70), shape: 'step' }])
  })

  it('is one incident over a pause of a few days, with the dollars of both parts', () => {
    const on = [70, 71, 76, 77]
    const [incident, ...others] = told((t) => (on.includes(t) ? 160 : 60))
    expect(others).toEqual([])
    expect(incident).toMatchObject({ start: day(70), end: day(77), impact: '400' })
  })

  it('is two where it comes back after more than a week, and where it jumps far above what it had come to', () => {
    expect(told((t) => ([70, 71, 84, 85].includes(t) ? 160 : 60)).map(({ start }) => start)).toEqual([day(70), day(84)])
    expect(told((t) => (t >= 80 ? 400 : t >= 70 ? 160 : 60)).map(({ start }) => start)).toEqual([day(70), day(80)])
  })
})

describe('cost that fell', () => {
  it('is listed with its days and dollars, the largest first, and is no incident', () => {
    const bill = dailyBill([line({ usage_type: 'm5' }, (t) => (t >= 80 ? 20 : 120)), line({ account: 'a2', usage_type: 'm5' }, (t) => (t >= 90 ? 0 : 60))])
    const { incidents, falls } = scanBill(bill)
    expect(incidents).toEqual([])
    expect(falls).toMatchObject([
      { start: day(80), scope: { sub_account_id: 'a1', usage_type: 'm5' }, expected_daily_cost: '120', actual_daily_cost: '20' },
      { start: day(90), scope: { sub_account_id: 'a2' }, expected_daily_cost: '60', actual_daily_cost: '0' },
    ])
    expect(falls.every(({ impact }) => Number(impact) < 0)).toBe(true)
  })

  it('is not listed where the bill has a hole or a last day that is still filling up', () => {
    const accounts = ['a1', 'a2', 'a3']
    const hole = accounts.map((account) => line({ account, service: 'RDS', usage_type: 'db.m5' }, (t) => (t >= 60 && t < 90 ? 0 : 150)))
    expect(scanBill(dailyBill(hole)).falls).toEqual([])
    const young = dailyBill([line({ usage_type: 'm5' }, () => 300)])
    const cut = young.leaves.map((leaf) => ({ ...leaf, values: leaf.values.map((y, t) => (t === 119 ? y / 3 : y)) }))
    expect(scanBill({ ...young, leaves: cut, is_whole: young.is_whole.with(119, false) }).falls).toEqual([])
  })
})
