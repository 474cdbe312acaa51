import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addMs, toInstant } from '@/lib/kernel/time'
import type { WeeklySchedule } from '@/schemas/simulation'
import { describeSchedule, hoursOn, isOn, lastSwitch, toCron } from './weekly-schedule'

const OFFICE: WeeklySchedule = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }

it('counts the hours of a week', () => {
  expect(hoursOn(OFFICE)).toBe(60)
  expect(hoursOn({ ...OFFICE, days: [0, 0, 1] })).toBe(24)
  expect(describeSchedule({ ...OFFICE, days: [0, 2, 5] })).toBe('Mon, Wed, Sat 07:00-19:00 UTC')
})

it('starts at the hour and ends before it', () => {
  expect(isOn(OFFICE, '2026-11-19T06:59:59.999Z')).toBe(false)
  expect(isOn(OFFICE, '2026-11-19T07:00:00.000Z')).toBe(true)
  expect(isOn(OFFICE, '2026-11-19T19:00:00.000Z')).toBe(false)
  expect(isOn(OFFICE, '2026-11-21T12:00:00.000Z')).toBe(false)
})

it('follows the clock of its time zone, also over the change to winter time', () => {
  const berlin = { ...OFFICE, time_zone: 'Europe/Berlin' }
  expect(isOn(berlin, '2026-10-23T05:30:00.000Z')).toBe(true) // 07:30 in summer time
  expect(isOn(berlin, '2026-10-26T05:30:00.000Z')).toBe(false) // 06:30 in winter time
  expect(lastSwitch({ ...OFFICE, time_zone: 'Asia/Kathmandu' }, '2026-11-19T09:00:00.000Z')).toEqual({ at: '2026-11-19T01:15:00.000Z', is_on: true })
})

it('knows when it switched last, at every moment', () => {
  const schedules = fc.record({
    time_zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns'),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 }),
    on_hour: fc.integer({ min: 0, max: 22 }),
    off_hour: fc.integer({ min: 23, max: 24 }),
  })
  fc.assert(
    fc.property(schedules, fc.integer({ min: 0, max: 40 * 24 * 60 }), (schedule, minutes) => {
      const at = addMs(toInstant(Date.UTC(2026, 9, 20)), minutes * 60_000)
      const last = lastSwitch(schedule, at)
      expect(last?.is_on).toBe(isOn(schedule, at))
      expect(isOn(schedule, last?.at ?? at)).toBe(last?.is_on)
      expect(isOn(schedule, addMs(last?.at ?? at, -1))).toBe(!last?.is_on)
    }),
    { numRuns: 60 },
  )
})

it('is written for the scheduler as one start and one stop', () => {
  expect(toCron(OFFICE)).toEqual({ on: 'cron(0 7 ? * MON,TUE,WED,THU,FRI *)', off: 'cron(0 19 ? * MON,TUE,WED,THU,FRI *)' })
  expect(toCron({ ...OFFICE, days: [4], off_hour: 24 })).toEqual({ on: 'cron(0 7 ? * FRI *)', off: 'cron(0 0 ? * SAT *)' })
  expect(toCron({ ...OFFICE, on_hour: 0, off_hour: 24 })).toEqual({ on: 'cron(0 0 ? * MON *)', off: 'cron(0 0 ? * SAT *)' })
})
