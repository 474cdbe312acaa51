import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, dayOf, weekday } from '@/lib/kernel/time'
import { healthWindow, instantsOf, POINT_MS, readingOf, type SignalSeries } from './signal-points'

// A Thursday.
const EXECUTED = '2026-11-19T11:05:12.000Z'

describe('what a look at health compares', () => {
  it('takes the whole points since the run, and the same hour of the two Thursdays before it', () => {
    expect(healthWindow(EXECUTED, '2026-11-19T11:35:12.000Z')).toMatchObject({
      hours: [
        { after: ['2026-11-19T11:10:00.000Z', '2026-11-19T11:15:00.000Z', '2026-11-19T11:20:00.000Z', '2026-11-19T11:25:00.000Z', '2026-11-19T11:30:00.000Z'] },
      ],
      stretches: [
        { start: '2026-11-05T11:00:00.000Z', end: '2026-11-05T12:00:00.000Z' },
        { start: '2026-11-12T11:00:00.000Z', end: '2026-11-12T12:00:00.000Z' },
        { start: '2026-11-19T11:10:00.000Z', end: '2026-11-19T11:35:00.000Z' },
      ],
    })
  })

  it('has nothing to compare before the first whole point', () => {
    expect(healthWindow(EXECUTED, '2026-11-19T11:10:12.000Z')).toEqual({ hours: [], stretches: [], unseen: null })
    expect(healthWindow(EXECUTED, EXECUTED)).toEqual({ hours: [], stretches: [], unseen: null })
  })

  it('takes in the whole time since health was last known, up to 45 days, and never less than the last day', () => {
    const begins = (known_to: string, now = '2026-11-26T11:05:12.000Z') => healthWindow(EXECUTED, now, known_to).stretches.at(-1)?.start
    expect(begins('2026-11-20T11:05:40.000Z')).toBe('2026-11-20T11:05:00.000Z')
    expect(begins('2026-11-26T11:00:00.000Z')).toBe('2026-11-25T11:05:00.000Z')
    expect(begins(EXECUTED)).toBe('2026-11-19T11:10:00.000Z')
    expect(begins(EXECUTED, '2026-12-24T11:05:12.000Z'), 'a bill that comes once a month').toBe('2026-11-19T11:10:00.000Z')
    expect(begins(EXECUTED, '2027-01-05T00:00:00.000Z')).toBe('2026-11-21T00:00:00.000Z')
  })

  it('names the time of which nothing can be told any more', () => {
    expect(healthWindow(EXECUTED, '2027-01-03T11:00:00.000Z', EXECUTED).unseen).toBeNull()
    expect(healthWindow(EXECUTED, '2027-01-05T00:00:00.000Z', '2026-11-21T00:04:00.000Z').unseen).toBeNull()
    const unseen = { start: '2026-11-19T11:10:00.000Z', end: '2026-11-21T00:00:00.000Z' }
    expect(healthWindow(EXECUTED, '2027-01-05T00:00:00.000Z', EXECUTED).unseen).toEqual(unseen)
  })

  it('keeps the time since a run on the hour apart from the hour before it', () => {
    const ran = '2026-11-19T11:00:00.000Z'
    expect(healthWindow(ran, '2026-11-27T11:00:00.000Z', ran).stretches.at(-1)).toEqual({ start: ran, end: '2026-11-27T11:00:00.000Z' })
  })

  it('compares what goes with people’s days by the clocks of their zone, and everything else by UTC', () => {
    // In New York clocks went back on 1 November: ten in the morning was 14:00 UTC in the weeks before, and is 15:00 now.
    const window = healthWindow('2026-11-03T15:00:00.000Z', '2026-11-03T16:00:00.000Z', undefined, 'America/New_York')
    const [hour] = window.hours
    const begins = (weeks: readonly (readonly string[])[] | undefined) => weeks?.map(([at]) => at)
    expect(begins(hour?.weeks)).toEqual(['2026-10-27T15:00:00.000Z', '2026-10-20T15:00:00.000Z'])
    expect(begins(hour?.local_weeks)).toEqual(['2026-10-27T14:00:00.000Z', '2026-10-20T14:00:00.000Z'])
    const points = instantsOf(window.stretches).map((at) => ({ at, value: Number(at.slice(11, 13)) }))
    const orders = { signal: 'orders', kind: 'throughput', unit: '', points } as const
    expect(readingOf({ ...orders, is_business: true }, window).hours[0]?.before.every((x) => x === 14)).toBe(true)
    expect(readingOf(orders, window).hours[0]?.before.every((x) => x === 15)).toBe(true)
  })

  it('takes for a baseline by no clocks what lies after the run', () => {
    // In Berlin clocks went back on 25 October: a week before, an hour by UTC was an hour earlier there.
    const { stretches } = healthWindow('2026-10-20T10:30:00.000Z', '2026-10-27T11:00:00.000Z', undefined, 'Europe/Berlin')
    expect(stretches.slice(0, -1).every(({ end }) => end <= '2026-10-20T10:30:00.000Z')).toBe(true)
  })

  it('leaves out the hours in which a signal is silent as it was in the weeks before, and no others', () => {
    const window = healthWindow(EXECUTED, '2026-11-19T13:05:12.000Z')
    const told = (silent: (at: string) => boolean): SignalSeries => ({
      signal: 's',
      kind: 'throughput',
      unit: 'u',
      points: instantsOf(window.stretches).flatMap((at) => (silent(at) ? [] : [{ at, value: 3 }])),
    })
    expect(
      readingOf(
        told((at) => at.includes('T12:')),
        window,
      ).hours.map((h) => h.after.length),
    ).toEqual([10, 1])
    expect(
      readingOf(
        told((at) => at.startsWith('2026-11-19T12:')),
        window,
      ).hours.map((h) => h.after.length),
    ).toEqual([10, 12, 1])
    expect(
      readingOf(
        told(() => true),
        window,
      ).hours.map((h) => h.after.length),
    ).toEqual([10, 12, 1])
  })

  it('looks at the last day of a longer time, and never takes for a baseline what lies after the run', () => {
    const { stretches } = healthWindow(EXECUTED, '2026-11-26T11:05:12.000Z')
    expect(stretches.at(-1)).toEqual({ start: '2026-11-25T11:05:00.000Z', end: '2026-11-26T11:05:00.000Z' })
    expect(stretches.slice(0, -1).every(({ end }) => end <= '2026-11-19T11:00:00.000Z')).toBe(true)
  })

  it('counts no week as a baseline in which nothing was reported, and the missing points of the others', () => {
    const window = healthWindow(EXECUTED, '2026-11-19T11:35:12.000Z')
    const reported = instantsOf(window.stretches).filter((at) => at > '2026-11-10' && !at.includes('11:20'))
    const series: SignalSeries = { signal: 's', kind: 'trouble_count', unit: 'u', points: reported.map((at) => ({ at, value: 3 })) }
    const [hour] = readingOf(series, window).hours
    expect(hour?.before.map((x) => x ?? 'none').join(' ')).toBe('3 3 3 3 none 3 3 3 3 3 3 3')
    expect(hour?.after).toEqual([3, 3, null, 3, 3])
  })

  it('compares each whole point of the last day once, with two weeks of its own weekday and hour that were over before the run', () => {
    fc.assert(
      fc.property(fc.nat(90 * 24 * 3_600_000), fc.nat(40 * 24 * 3_600_000), (begins, passes) => {
        const executed_at = addMs('2026-10-01T00:00:00.000Z', begins)
        const now = addMs(executed_at, passes)
        const { hours, stretches } = healthWindow(executed_at, now)
        const after = hours.flatMap((h) => h.after)
        expect(new Set(after).size).toBe(after.length)
        expect(after.every((at) => at >= executed_at && addMs(at, POINT_MS) <= now && at >= addMs(now, -25 * 3_600_000))).toBe(true)
        expect(after.length).toBeGreaterThanOrEqual(Math.min(286, Math.floor(passes / POINT_MS) - 1))
        const asked = new Set(instantsOf(stretches))
        for (const {
          after: [at],
          weeks,
        } of hours) {
          expect(weeks.map((week) => week.length)).toEqual([12, 12])
          for (const before of weeks.flat()) {
            expect(asked.has(before) && addMs(before, POINT_MS) <= executed_at).toBe(true)
            expect([weekday(dayOf(before)), before.slice(11, 13)]).toEqual([weekday(dayOf(at ?? '')), at?.slice(11, 13)])
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
