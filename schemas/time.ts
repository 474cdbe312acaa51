import { z } from 'zod'

/** Point in time: UTC, always three decimals and a Z, so that text order is time order. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

/** UTC calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>

/** Billing month, `YYYY-MM`. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
export type Month = z.infer<typeof Month>

/** Half-open span of days: start is inside, end is not (as FOCUS charge periods are). */
export const DayRange = z.strictObject({ start: Day, end: Day }).refine((r) => r.start < r.end, { path: ['end'], error: 'end must be after start' })
export type DayRange = z.infer<typeof DayRange>
