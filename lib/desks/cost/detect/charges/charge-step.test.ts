import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import { detectParams } from '../params'
import { chargeStep } from './charge-step'

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
})
