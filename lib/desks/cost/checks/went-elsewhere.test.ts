import { expect, it } from 'vitest'
import { addDays, addHours, startOfDay } from '@/lib/kernel/time'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { SavingsInput } from './savings-input'
import { type Around, cameBackBeside, wentElsewhere } from './went-elsewhere'

const START = '2026-06-01'
const CHANGED = 100
const at = (t: number) => addDays(START, t)

/** A place that costs `before` a day until the change of day 100 and `since` from then on. */
const place = (before: number, since: number): SavingsInput => ({
  points: Array.from({ length: 120 }, (_, t) => ({ day: at(t), effective_cost: String(t >= CHANGED ? since : before), is_settled: true })),
  pool: [],
  anomaly: null,
  executed_at: addHours(startOfDay(at(CHANGED)), 9),
  days: 7,
  predicted_per_day: '100',
  currency: 'USD',
})

const costs = (after: ResourceCosts['after'], resources: readonly [id: string, cost: string, first_seen: string][]): ResourceCosts => ({
  kind: 'cost.resource_costs',
  scope: {},
  currency: 'USD',
  after,
  resources: resources.map(([resource_id, cost, first_seen]) => ({
    resource_id,
    usage_type: 'BoxUsage',
    effective_cost_per_day: cost,
    list_cost_per_day: cost,
    first_seen,
    tags: {},
  })),
  is_cut: false,
})
const around = (before: readonly [string, string, string][], since: readonly [string, string, string][]): Around => ({
  before: costs({ start: at(CHANGED - 9), end: at(CHANGED) }, before),
  since: costs({ start: at(CHANGED), end: at(CHANGED + 9) }, since),
})
const told = (of: Around, slice: SavingsInput | null = place(500, 400)) => wentElsewhere(place(100, 0), slice, of, ['i-a'])

it('sees that resources began in the slice that cost more than half of what these saved', () => {
  expect(told(around([], []))).toBeNull()
  expect(told(around([], [['i-new', '51', at(CHANGED + 1)]]))).toBe('replaced')
  expect(told(around([], [['i-new', '49', at(CHANGED + 1)]]))).toBeNull()
  expect(told(around([], [['i-old', '80', at(10)]])), 'it was there before').toBeNull()
  expect(told(around([], [['i-a', '80', at(CHANGED + 1)]])), 'it is one of these').toBeNull()
})

it('takes what begins there anyway for no replacement', () => {
  const usual: [string, string, string][] = [['i-1', '200', at(CHANGED - 3)]]
  expect(told(around(usual, [['i-2', '210', at(CHANGED + 2)]]))).toBeNull()
  expect(told(around(usual, [['i-2', '260', at(CHANGED + 2)]]))).toBe('replaced')
})

it('sees that the slice did not fall, where there is one to compare with', () => {
  expect(told(around([], []), place(500, 500))).toBe('contradicted')
  expect(told(around([], []), null)).toBeNull()
})

it('asks nothing of resources that saved nothing', () => {
  expect(wentElsewhere(place(100, 100), place(500, 500), around([], [['i-new', '90', at(CHANGED)]]), ['i-a'])).toBeNull()
})

it('sees since a claim what came back on others, from the day on which they cost half of the claim, and no less', () => {
  const back = (before: readonly [string, string, string][], since: readonly [string, string, string][], saved = '100') =>
    cameBackBeside(around(before, since), ['i-a'], saved)
  const two: [string, string, string][] = [
    ['i-new', '40', at(CHANGED + 4)],
    ['i-newer', '30', at(CHANGED + 6)],
  ]
  expect(back([], two)).toEqual({ since: at(CHANGED + 4), resource_ids: ['i-new', 'i-newer'] })
  expect(back([], [['i-tiny', '1', at(CHANGED + 1)], ...two])?.since, 'what began first costs next to nothing').toBe(at(CHANGED + 4))
  expect(back([['i-usual', '20', at(CHANGED - 3)]], two)?.since, 'so much begins there anyway').toBe(at(CHANGED + 6))
  // Over the nine days they cost 40 and 30 a day, from their first days on 72 and 90.
  expect(back([], two, '300')).not.toBeNull()
  expect(back([], two, '330')).toBeNull()
  expect(back([['i-usual', '50', at(CHANGED - 3)]], two), 'as much begins there anyway').toBeNull()
  expect(back([], [['i-a', '80', at(CHANGED + 1)]]), 'it is one of these').toBeNull()
  expect(back([], two, '0'), 'nothing was claimed').toBeNull()
})
