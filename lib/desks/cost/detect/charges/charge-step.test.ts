import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import { detectParams } from '../params'
import { chargeStep, monthlyOfCharges } from './charge-step'
import { quietCharges } from './charge-steps'

const START = '2026-08-01'
const P = detectParams('5000')
const step = (values: readonly number[]) =>
  chargeStep(
    values,
    values.map((_, t) => ({ day: addDays(START, t), is_settled: t < values.length - 2 })),
    P,
  )
const days = (n: number, cost: number) => Array.from({ length: n }, () => cost)

describe('chargeStep', () => {
  it('finds the day on which a credit ended', () => {
    expect(step([...days(80, -140), ...days(10, 0)])).toMatchObject({ first: 80, last: 87, before: -140, after: 0 })
  })

  it('finds a subscription that began', () => {
    expect(step([...days(80, 0), ...days(14, 95)])).toMatchObject({ first: 80, before: 0, after: 95 })
  })

  it('waits for a second settled day unless the charge is large', () => {
    expect(step([...days(80, 0), 95, 95, 95])).toBeNull()
    expect(step([...days(80, 0), 900, 900, 900])).toMatchObject({ first: 80, last: 80 })
  })

  it('knows a monthly fee when it sees it again', () => {
    const fees = Array.from({ length: 95 }, (_, t) => (addDays(START, t).endsWith('-01') ? 900 : 0))
    expect(step(fees)).toBeNull()
  })

  it('takes a credit that stays, and one that grows, for no rise', () => {
    expect(step(days(90, -140))).toBeNull()
    expect(step([...days(80, -140), ...days(10, -300)])).toBeNull()
  })

  it.each([
    ['a month', 30],
    ['two months', 60],
    ['a year', 365],
  ])('lists what it keeps quiet because one like it came %s earlier', (_, apart) => {
    const values = Array.from({ length: apart + 60 }, (_, t) => (t === 50 ? 900 : t === 50 + apart ? 850 : 0))
    const calendar = values.map((_, t) => ({ day: addDays(START, t), is_settled: true }))
    const told = values.flatMap((_, t) => (t >= 48 && chargeStep(values.slice(0, t + 1), calendar.slice(0, t + 1), P) !== null ? [t] : []))
    expect(told).toEqual([50])
    const listed = quietCharges(values, calendar, P, monthlyOfCharges(values)).flatMap((dollars, t) => (dollars > 0 ? [[t, dollars]] : []))
    expect(listed).toEqual([[50 + apart, 850]])
  })
})
