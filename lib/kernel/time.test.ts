import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isLastOfMonth, weekday } from './time'

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays('1970-01-01', n))

describe('days', () => {
  it('have the weekday that the calendar gives them', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekday(day)).toBe((new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7)
      }),
    )
  })

  it('follow one another as in the calendar, however far', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, n) => {
        expect(addDays(day, n)).toBe(new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })

  it('are the last of a month exactly when a month begins on the day after', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(isLastOfMonth(day)).toBe(addDays(day, 1).endsWith('-01'))
      }),
    )
    expect(['2024-02-29', '2023-02-28', '2100-02-28', '2000-02-29', '2024-02-28', '2000-02-28'].map(isLastOfMonth)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
