import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant, inZone, shownThere } from './format'
import { inZoneDeep } from './in-zone'

const NOW = '2026-11-19T09:00:00.000Z'

describe('times by the clocks of a zone', () => {
  it.each([
    ['Europe/Berlin', '2026-10-25T00:59:00.000Z', '25 Oct 02:59 UTC+2'],
    ['Europe/Berlin', '2026-10-25T01:00:00.000Z', '25 Oct 02:00 UTC+1'],
    ['Europe/Berlin', '2026-03-29T00:59:00.000Z', '29 Mar 01:59 UTC+1'],
    ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '29 Mar 03:00 UTC+2'],
    ['Asia/Kolkata', '2026-11-19T20:12:00.000Z', '20 Nov 01:42 UTC+5:30'],
    ['America/St_Johns', '2026-11-19T02:00:00.000Z', '18 Nov 22:30 UTC−3:30'],
    ['Europe/London', '2026-11-19T02:00:00.000Z', '19 Nov 02:00 UTC'],
    ['UTC', '2026-11-19T02:00:00.000Z', '19 Nov 02:00 UTC'],
  ])('shows in %s %s as %s', (zone, at, shown) => expect(formatInstant(at, undefined, zone)).toBe(shown))

  it('says the year where it is another one by those clocks', () => {
    expect(formatInstant('2026-12-31T23:30:00.000Z', '2026-12-31T12:00:00.000Z', 'Europe/Berlin')).toBe('1 Jan 2027 00:30 UTC+1')
  })

  it('leaves UTC as it is, so that a tenant there sees what it saw', () => {
    const text = 'decide by 20 Nov 09:00 UTC; runs 25 Oct 2025 00:30 UTC'
    expect(inZone(text, 'UTC', NOW)).toBe(text)
    expect(inZoneDeep({ text }, 'UTC', NOW)).toEqual({ text })
  })

  const zone = fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Kiritimati')
  const minute = fc.integer({ min: -180 * 1440, max: 180 * 1440 }).map((n) => new Date(Date.parse(NOW) + n * 60_000).toISOString())

  it('shows a written instant exactly as the instant itself, with and without its year', () => {
    fc.assert(
      fc.property(zone, minute, (there, at) => {
        expect(inZone(`due ${formatInstant(at)}, then`, there, NOW)).toBe(`due ${formatInstant(at, undefined, there)}, then`)
        const { day } = shownThere(at, there)
        const with_year = formatInstant(at, '1970-01-01T00:00:00.000Z')
        expect(inZone(with_year, there, NOW)).toContain(day.slice(0, 4))
      }),
    )
  })

  it('shows what it has shown once as it is', () => {
    fc.assert(
      fc.property(zone, zone, minute, (a, b, at) => {
        const once = inZone(formatInstant(at), a, NOW)
        if (!once.endsWith(' UTC')) expect(inZone(once, b, NOW)).toBe(once)
      }),
    )
  })

  it('moves no day of the bill, no hour without a day, no schedule and no instant as data', () => {
    const kept = {
      day: 'settled to 16 Nov',
      hour: 'unreachable since 09:12 UTC',
      schedule: 'Mon-Fri 07:00-19:00 UTC',
      at: '2026-11-19T09:00:00.000Z',
      nothing: null,
      count: 3,
      impossible: '31 Feb 09:00 UTC',
    }
    expect(inZoneDeep(kept, 'Europe/Berlin', NOW)).toMatchObject({ ...kept, impossible: expect.any(String) })
  })

  it('leaves what somebody has to type or a command carries as it was', () => {
    const action = { confirm: { phrase: 'until 20 Nov 09:00 UTC' }, params: { note: '20 Nov 09:00 UTC' }, effect: 'ends 20 Nov 09:00 UTC' }
    expect(inZoneDeep(action, 'Europe/Berlin', NOW)).toEqual({ ...action, effect: 'ends 20 Nov 10:00 UTC+1' })
  })
})
