import { capital } from '@/lib/kernel/letters'
import { addDays, addMs, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Day, Instant } from '@/schemas/time'

// The day of the change and the one after are mixed days; a usage day is settled two days after it ended.
export const SKIPPED_DAYS = 2
const SETTLES_AFTER_DAYS = 2
/** Looks at health soon after, and then at savings over so many settled days; the last one is the end. */
const HEALTH_CHECKS = [
  { check: 'T+5min', minutes: 5, words: 'Five minutes after the run' },
  { check: 'T+30min', minutes: 30, words: 'Half an hour after the run' },
  { check: 'T+2h', minutes: 120, words: 'Two hours after the run' },
  { check: 'T+1d', minutes: 1_440, words: 'A day after the run' },
] as const
/** What was stopped or made smaller is looked at once more, at the last day of its first week: harm may come slower than within a day. */
const WEEK_CHECK = { check: 'T+7d', minutes: 7 * 1_440, words: 'A week after the run' } as const
export const SAVINGS_DAYS = [7, 14, 28] as const
export const LAST_SAVINGS_DAYS = 28

export type DueCheck = { check: string; at: Instant; settled_days: number }

/** All checks of a run that was carried out at `executed_at`, in order. The seven-day check of savings is due eleven days after it. */
export function checksOf(executed_at: Instant, is_watched_a_week = false): DueCheck[] {
  const day = dayOf(executed_at)
  const health = is_watched_a_week ? [...HEALTH_CHECKS, WEEK_CHECK] : HEALTH_CHECKS
  return [
    ...health.map(({ check, minutes }) => ({ check, at: addMs(executed_at, minutes * 60_000), settled_days: 0 })),
    ...SAVINGS_DAYS.map((n) => ({ check: `n=${n}`, at: startOfDay(settledOn(day, n)), settled_days: n })),
  ]
}

/** When a check was made, as the course of a case tells it. */
export function checkWords(check: string): string {
  const health = [...HEALTH_CHECKS, WEEK_CHECK].find((c) => c.check === check)
  if (health !== undefined) return health.words
  const [, days] = /^n=(\d+)$/.exec(check) ?? []
  return days === undefined ? capital(check) : `Over ${days} settled days`
}

/** First day on which `n` days after a change on `day` are settled. */
export const settledOn = (day: Day, n: number): Day => addDays(day, SKIPPED_DAYS + n + SETTLES_AFTER_DAYS)

/** The latest check whose time has come, which stands for those that were missed before it; null before the first. */
export const dueCheck = (executed_at: Instant, now: Instant, is_watched_a_week = false): DueCheck | null =>
  checksOf(executed_at, is_watched_a_week).findLast((c) => c.at <= now) ?? null

/** The first check that is still ahead; null after the last. */
export const nextCheck = (executed_at: Instant, now: Instant, is_watched_a_week = false): DueCheck | null =>
  checksOf(executed_at, is_watched_a_week).find((c) => c.at > now) ?? null
