import { capital } from '@/lib/kernel/letters'
import { addDays, addHours, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Day, Instant } from '@/schemas/time'

// The day of the change and the one after are mixed days; a usage day is settled two days after it ended.
export const SKIPPED_DAYS = 2
const SETTLES_AFTER_DAYS = 2
/** Looks at health soon after, then at savings over so many settled days; the last one is the end. */
const HEALTH_CHECKS = [
  { check: 'T+2h', hours: 2 },
  { check: 'T+1d', hours: 24 },
] as const
export const SAVINGS_DAYS = [7, 14, 28] as const
export const LAST_SAVINGS_DAYS = 28

export type DueCheck = { check: string; at: Instant; settled_days: number }

/** All checks of a run that was carried out at `executed_at`. The seven-day check is due eleven days after it. */
export function checksOf(executed_at: Instant): DueCheck[] {
  const day = dayOf(executed_at)
  return [
    ...HEALTH_CHECKS.map(({ check, hours }) => ({ check, at: addHours(executed_at, hours), settled_days: 0 })),
    ...SAVINGS_DAYS.map((n) => ({ check: `n=${n}`, at: startOfDay(settledOn(day, n)), settled_days: n })),
  ]
}

/** When a check was made, as the course of a case tells it. */
export function checkWords(check: string): string {
  if (check === 'T+2h') return 'Two hours after the run'
  if (check === 'T+1d') return 'A day after the run'
  const [, days] = /^n=(\d+)$/.exec(check) ?? []
  return days === undefined ? capital(check) : `Over ${days} settled days`
}

/** First day on which `n` days after a change on `day` are settled. */
export const settledOn = (day: Day, n: number): Day => addDays(day, SKIPPED_DAYS + n + SETTLES_AFTER_DAYS)

/** The latest check whose time has come; null before the first. */
export const dueCheck = (executed_at: Instant, now: Instant): DueCheck | null => checksOf(executed_at).findLast((c) => c.at <= now) ?? null

/** The first check that is still ahead; null after the last. */
export const nextCheck = (executed_at: Instant, now: Instant): DueCheck | null => checksOf(executed_at).find((c) => c.at > now) ?? null
