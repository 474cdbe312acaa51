import { expect, it } from 'vitest'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import type { Case } from '@/schemas/case'
import type { Anomaly } from '@/schemas/cost'
import { afterClosing } from './known-incident'

const [{ c: STORY_CASE }] = STORY as [(typeof STORY)[number]]
const at = (over: Partial<Anomaly>): Anomaly => ({ ...(STORY_CASE.cost as NonNullable<Case['cost']>).anomaly, ...over })
const JUNE = at({ first_day: '2026-06-01', last_day: '2026-06-20', actual_daily_cost: '220', delta_daily_cost: '120' })

/** A case of June that was closed on its last day. */
const closed = (over: Partial<Case>): Case => ({
  ...STORY_CASE,
  status: 'accepted',
  updated_at: '2026-06-20T09:00:00.000Z',
  at_stake_per_day: '120',
  cost: { ...(STORY_CASE.cost as NonNullable<Case['cost']>), anomaly: JUNE },
  ...over,
})
const goesOn = (delta_daily_cost: string) => at({ first_day: '2026-06-01', last_day: '2026-06-28', actual_daily_cost: '260', delta_daily_cost })
const inNovember = (actual_daily_cost: string, delta_daily_cost: string) =>
  at({ first_day: '2026-11-14', last_day: '2026-11-18', actual_daily_cost, delta_daily_cost })

it('begins a case again that a rule closed, once its incident is clearly larger', () => {
  expect([afterClosing(closed({ early_end: 'ended' }), goesOn('160')), afterClosing(closed({ early_end: 'ended' }), goesOn('125'))]).toEqual([
    'again',
    'settled',
  ])
})

it('leaves the same incident of a case that a person closed, however it grows', () => {
  expect(afterClosing(closed({}), goesOn('400'))).toBe('settled')
  expect(afterClosing(closed({ early_end: 'refused' }), goesOn('400'))).toBe('settled')
})

it('makes a case of its own of what began months later, also where a rule had closed the first', () => {
  expect(afterClosing(closed({ early_end: 'ended' }), inNovember('260', '160'))).toBe('another')
  expect(afterClosing(closed({}), inNovember('260', '160'))).toBe('another')
  expect(afterClosing(closed({}), inNovember('225', '160'))).toBe('settled')
})
