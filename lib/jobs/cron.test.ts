import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toInstant } from '@/lib/kernel/time'
import { nextRun, parseCron } from './cron'

const next = (cron: string, after: string, zone = 'UTC'): string => nextRun(parseCron(cron), after, zone)

describe('the next time of a schedule', () => {
  it('is the first that the five fields name, after now', () => {
    expect(next('15 6 * * *', '2026-11-19T06:15:00.000Z')).toBe('2026-11-20T06:15:00.000Z')
    expect(next('*/20 * * * *', '2026-11-19T06:41:00.000Z')).toBe('2026-11-19T07:00:00.000Z')
    expect(next('30 5 * * 1-5', '2026-11-20T09:00:00.000Z')).toBe('2026-11-23T05:30:00.000Z')
    expect(next('0 0 29 2 *', '2026-11-19T00:00:00.000Z')).toBe('2028-02-29T00:00:00.000Z')
  })

  it('takes a day and a weekday that are both named as either-or', () => {
    expect(next('0 0 1 * 1', '2026-11-24T00:00:00.000Z')).toBe('2026-11-30T00:00:00.000Z')
    expect(next('0 0 1 * 1', '2026-11-30T00:00:00.000Z')).toBe('2026-12-01T00:00:00.000Z')
  })

  it('is by the clocks of the tenant, also across a change of the clocks', () => {
    expect(next('0 6 * * *', '2026-10-24T12:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-25T05:00:00.000Z')
    expect(next('0 6 * * *', '2026-10-24T00:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-24T04:00:00.000Z')
    // 02:30 does not exist in Berlin on 28 March 2027.
    expect(next('30 2 * * *', '2027-03-27T02:00:00.000Z', 'Europe/Berlin')).toBe('2027-03-29T00:30:00.000Z')
  })

  it('always lies after now, and is never a time that the minute field does not name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), (m, h, at) => {
        const after = toInstant(at * 1000)
        const found = next(`${m} ${h} * * *`, after)
        expect(found > after).toBe(true)
        expect(found.slice(11, 16)).toBe(`${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
      }),
      { numRuns: 50 },
    )
  })

  it('is refused by the name of the field for what cron would not take', () => {
    expect(() => parseCron('61 * * * *')).toThrow('the minute "61" is not usable')
    expect(() => parseCron('* * * *')).toThrow('five fields')
    expect(() => parseCron('*/0 * * * *')).toThrow('the minute')
    expect(() => next('0 0 31 2 *', '2026-11-19T00:00:00.000Z')).toThrow('no day is ever named')
  })
})
