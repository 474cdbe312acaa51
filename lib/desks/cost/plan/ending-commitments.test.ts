import { describe, expect, it } from 'vitest'
import { endingCommitments, endingNotice } from './ending-commitments'

const NOW = '2026-11-19T09:00:00.000Z'
const commitment = (ends_on: string | null, differs: Record<string, string> = {}) => ({
  ...{ commitment_discount_id: 'arn:aws:savingsplans::1:savingsplan/a', commitment_discount_type: 'Savings Plan', ends_on },
  ...{ covered_list_cost_before: '0', covered_effective_cost_before: '0', covered_list_cost_after: '100', covered_effective_cost_after: '70' },
  ...differs,
})
const ending = (...commitments: ReturnType<typeof commitment>[]) => endingCommitments({ commitments }, '2026-11-19')

describe('a commitment that ends', () => {
  it.each([
    ['in three months', '2027-02-17', 90],
    ['in two months', '2027-01-19', 90],
    ['in a month', '2026-12-19', 30],
    ['today', '2026-11-19', 30],
  ] as const)('%s is told with what its usage will cost more', (_, ends_on, lead_days) =>
    expect(ending(commitment(ends_on))).toMatchObject([{ ends_on, lead_days, cliff_per_day: '30' }]),
  )
  it.each([
    ['later', commitment('2027-02-18')],
    ['already', commitment('2026-11-18')],
    ['at a time that the bill does not say', commitment(null)],
    ['and covers nothing', commitment('2026-12-19', { covered_list_cost_after: '0', covered_effective_cost_after: '0' })],
  ])('%s is not told', (_, c) => expect(ending(c)).toEqual([]))

  it('is named with its cliff a day and a month, the costliest first', () => {
    const two = ending(commitment('2026-12-19'), commitment('2026-12-20', { commitment_discount_id: 'b', covered_list_cost_after: '900' }))
    expect(two.map((c) => c.id)).toEqual(['b', 'arn:aws:savingsplans::1:savingsplan/a'])
    const [, small] = two
    if (small === undefined) throw new Error('two')
    expect(endingNotice(small, 'USD', NOW)).toEqual({
      title: expect.stringContaining('Savings Plan ends on'),
      lines: [small.id, expect.stringMatching(/30\.00.*day.*912\.00 a month/), expect.stringContaining('nothing is bought from here')],
    })
  })
})
