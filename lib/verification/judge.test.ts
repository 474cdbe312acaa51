import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs } from '@/lib/kernel/time'
import type { RiskTier } from '@/schemas/action'
import { HealthStatus, type Outcome, OutcomeReason, type RealizedSavings } from '@/schemas/verification'
import { type JudgeInput, judge } from './judge'
import { checksOf, checkWords, dueCheck, nextCheck } from './schedule'

const EXECUTED = '2026-11-19T09:30:00.000Z'
const AFTER_THE_LAST = '2026-12-22T09:00:00.000Z'
const savings = (low: string, point: string, high: string, days = 7): RealizedSavings => ({
  currency: 'USD',
  days,
  point,
  low,
  high,
  predicted: '118.86',
  placebos: 24,
  method: 'x',
  distinguishable_from: null,
})
const base: JudgeInput = {
  health: 'ok',
  effect: 'in_place',
  savings: savings('100', '118', '136'),
  rollback: 'possible',
  risk_tier: 'medium',
  predicted_per_day: '118.86',
  executed_at: EXECUTED,
  now: '2026-11-30T09:00:00.000Z',
}
const rows: [string, Partial<JudgeInput>, Outcome, string][] = [
  ['degraded health rolls back, whatever was saved', { health: 'degraded' }, 'rollback', 'health_degraded'],
  ['degraded health without a way back calls a person', { health: 'degraded', rollback: 'impossible' }, 'escalate', 'health_degraded'],
  ['a rollback that failed calls a person', { health: 'degraded', rollback: 'failed' }, 'escalate', 'rollback_failed'],
  ['health still unknown after two hours calls a person on a medium plan', { health: 'unknown' }, 'escalate', 'health_unknown'],
  ['unknown health is watched on a low plan', { health: 'unknown', risk_tier: 'low' }, 'monitor', 'health_unknown'],
  [
    'health that got worse within five minutes rolls back at once',
    { health: 'degraded', savings: null, now: '2026-11-19T09:35:00.000Z' },
    'rollback',
    'health_degraded',
  ],
  [
    'health that got worse within half an hour rolls back then',
    { health: 'degraded', savings: null, now: '2026-11-19T10:00:00.000Z' },
    'rollback',
    'health_degraded',
  ],
  [
    'it is too early to call a person about unknown health after five minutes',
    { health: 'unknown', now: '2026-11-19T09:35:00.000Z' },
    'monitor',
    'health_unknown',
  ],
  ['unknown health is watched in the first two hours', { health: 'unknown', now: '2026-11-19T10:30:00.000Z' }, 'monitor', 'health_unknown'],
  ['a change that is not in place calls a person', { effect: 'missing' }, 'escalate', 'effect_missing'],
  ['nothing is verified while nobody could look whether it is in place', { effect: 'unknown' }, 'monitor', 'accumulating'],
  ['no settled days yet', { savings: null }, 'monitor', 'accumulating'],
  ['fewer than seven settled days decide nothing', { savings: savings('90', '118', '130', 5) }, 'monitor', 'accumulating'],
  ['a saving beyond doubt closes', {}, 'close', 'verified'],
  ['less than half of what was predicted closes as partial', { savings: savings('20', '50', '80') }, 'close', 'partial'],
  ['an interval around zero is watched', { savings: savings('-20', '50', '120') }, 'monitor', 'accumulating'],
  ['an interval around zero after 28 days calls a person when much was predicted', { savings: savings('-20', '50', '120', 28) }, 'escalate', 'not_measurable'],
  [
    'an interval around zero after 28 days closes without a claim when little was',
    { savings: savings('-20', '10', '40', 28), predicted_per_day: '12' },
    'close',
    'not_measurable',
  ],
  ['days that never came call a person at the last look when much was predicted', { savings: null, now: AFTER_THE_LAST }, 'escalate', 'not_measurable'],
  [
    'days that never came end without a claim at the last look when little was',
    { savings: savings('1', '10', '19', 5), now: AFTER_THE_LAST, predicted_per_day: '12' },
    'close',
    'not_measurable',
  ],
  [
    'fewer days than the last look asked for, because edges of months were left out, end it all the same',
    { savings: savings('-20', '10', '40', 26), predicted_per_day: '12', now: AFTER_THE_LAST },
    'close',
    'not_measurable',
  ],
  [
    'health that is still unknown at the last look calls a person also on a low plan',
    { health: 'unknown', risk_tier: 'low', now: AFTER_THE_LAST },
    'escalate',
    'health_unknown',
  ],
  ['a cost that rose calls a person', { savings: savings('-90', '-50', '-10') }, 'escalate', 'cost_rose'],
]

describe('judge', () => {
  it.each(rows)('%s', (_, change, outcome, reason) => {
    expect(judge({ ...base, ...change })).toMatchObject({ outcome, reason })
  })

  const money = fc.integer({ min: -500, max: 500 }).map(String)
  const anyInput: fc.Arbitrary<JudgeInput> = fc.record({
    health: fc.constantFrom(...HealthStatus.options),
    effect: fc.constantFrom('in_place', 'missing', 'unknown'),
    savings: fc.option(
      fc.record({ low: money, point: money, high: money, days: fc.constantFrom(0, 3, 7, 14, 28) }).map((s) => savings(s.low, s.point, s.high, s.days)),
    ),
    rollback: fc.constantFrom('possible', 'impossible', 'failed'),
    risk_tier: fc.constantFrom<RiskTier>('low', 'low_medium', 'medium', 'high', 'critical'),
    predicted_per_day: money,
    executed_at: fc.constant(EXECUTED),
    is_watched_a_week: fc.boolean(),
    now: fc.constantFrom(
      '2026-11-19T09:31:00.000Z',
      '2026-11-19T09:36:00.000Z',
      '2026-11-19T10:01:00.000Z',
      '2026-11-20T10:00:00.000Z',
      '2026-12-01T00:00:00.000Z',
      '2027-01-31T00:00:00.000Z',
    ),
  })

  it('answers every input, plans another look only while watching, and closes only on known health', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { outcome, reason, next_check_at } = judge(input)
        expect(OutcomeReason.options).toContain(reason)
        expect(next_check_at === null).toBe(outcome !== 'monitor')
        if (outcome === 'close') expect(input.health).toBe('ok')
      }),
    )
  })

  it('rolls back on degraded health at any check where it can, and before two hours calls nobody for what is not known', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(judge({ ...input, health: 'degraded', rollback: 'possible' }).outcome).toBe('rollback')
        if (input.now < '2026-11-19T11:30:00.000Z') expect(judge({ ...input, health: 'unknown' }).outcome).toBe('monitor')
      }),
    )
  })

  it('lets no saving outweigh health', () => {
    fc.assert(
      fc.property(anyInput, anyInput, (a, b) => {
        if (a.health === 'ok') return
        expect(judge({ ...a, savings: b.savings, effect: b.effect, predicted_per_day: b.predicted_per_day })).toEqual(judge(a))
      }),
    )
  })
})

describe('the schedule of checks', () => {
  it('skips the day of the change and the next, and waits until days are settled', () => {
    expect(checksOf(EXECUTED).map((c) => [c.check, c.at])).toEqual([
      ['T+5min', '2026-11-19T09:35:00.000Z'],
      ['T+30min', '2026-11-19T10:00:00.000Z'],
      ['T+2h', '2026-11-19T11:30:00.000Z'],
      ['T+1d', '2026-11-20T09:30:00.000Z'],
      ['n=7', '2026-11-30T00:00:00.000Z'],
      ['n=14', '2026-12-07T00:00:00.000Z'],
      ['n=28', '2026-12-21T00:00:00.000Z'],
    ])
  })

  it('looks once more after a week at what was stopped or made smaller', () => {
    expect(checksOf(EXECUTED, true).map((c) => c.check)).toEqual(['T+5min', 'T+30min', 'T+2h', 'T+1d', 'T+7d', 'n=7', 'n=14', 'n=28'])
    expect(nextCheck(EXECUTED, '2026-11-21T00:00:00.000Z', true)?.at).toBe('2026-11-26T09:30:00.000Z')
    expect(judge({ ...base, savings: null, is_watched_a_week: true, now: '2026-11-21T00:00:00.000Z' }).next_check_at).toBe('2026-11-26T09:30:00.000Z')
  })

  it('says of every check when it is made, also of those of former versions', () => {
    expect(checksOf(EXECUTED, true).map((c) => checkWords(c.check))).toEqual([
      'Five minutes after the run',
      'Half an hour after the run',
      'Two hours after the run',
      'A day after the run',
      'A week after the run',
      'Over 7 settled days',
      'Over 14 settled days',
      'Over 28 settled days',
    ])
    expect(checkWords('first look')).toBe('First look')
  })

  it('has a next look ahead of every moment before the last check, at a check of its own, and never one that has passed', () => {
    const minutes = (days: number) => fc.integer({ min: 0, max: days * 1_440 })
    fc.assert(
      fc.property(minutes(400), minutes(40), fc.boolean(), fc.constantFrom<RiskTier>('low', 'high'), (begins, passes, is_watched_a_week, risk_tier) => {
        const executed_at = addMs('2026-01-01T00:00:07.000Z', begins * 60_000)
        const now = addMs(executed_at, passes * 60_000)
        const all = checksOf(executed_at, is_watched_a_week)
        expect(all.map((c) => c.at)).toEqual([...new Set(all.map((c) => c.at))].sort())
        for (const health of HealthStatus.options) {
          const { outcome, next_check_at } = judge({ ...base, savings: null, rollback: 'impossible', health, risk_tier, executed_at, is_watched_a_week, now })
          if (outcome !== 'monitor') continue
          expect(next_check_at !== null && next_check_at > now && dueCheck(executed_at, next_check_at, is_watched_a_week)?.at === next_check_at).toBe(true)
        }
        const last = all.at(-1)?.at ?? ''
        expect(nextCheck(executed_at, now, is_watched_a_week) === null).toBe(now >= last)
      }),
    )
  })

  it('knows the latest check that is due and the next one', () => {
    expect(nextCheck(EXECUTED, EXECUTED)?.check).toBe('T+5min')
    expect(dueCheck(EXECUTED, '2026-11-19T10:10:00.000Z')?.check).toBe('T+30min')
    expect(dueCheck(EXECUTED, EXECUTED)).toBeNull()
    expect(dueCheck(EXECUTED, '2026-11-30T09:00:00.000Z')?.check).toBe('n=7')
    expect(nextCheck(EXECUTED, '2026-11-30T09:00:00.000Z')?.check).toBe('n=14')
    expect(nextCheck(EXECUTED, '2026-12-21T00:00:00.000Z')).toBeNull()
  })
})
