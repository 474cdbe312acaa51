import { expect, it } from 'vitest'
import { RUNGS, scoreRung } from './savings-rungs'

it.each(['step', 'drift'] as const)(
  'measures a %s right before the change as a place of its own, where a true cut is seen and nothing is rarely called saved',
  (rung) => {
    expect(RUNGS[rung]).toContain(rung)
    const [nothing, cut] = [scoreRung(rung, 1000, 60, 0), scoreRung(rung, 1060, 60, 0.3)]
    expect(nothing.by_days.map((d) => [d.days, d.n])).toEqual([
      [7, 60],
      [14, 60],
      [28, 60],
    ])
    for (const { confirmed } of nothing.by_days) expect(confirmed).toBeLessThanOrEqual(0.12)
    for (const { confirmed } of cut.by_days) expect(confirmed).toBeGreaterThanOrEqual(0.8)
  },
)
