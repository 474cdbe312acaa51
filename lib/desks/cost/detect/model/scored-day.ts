import type { Day } from '@/schemas/time'
import type { Flag } from './flags'

/** One day as the detector saw it, from earlier days only. Costs are dollars; `expected` is NaN while there is too little history. */
export type ScoredDay = {
  day: Day
  actual: number
  expected: number
  /** Robust deviation of one day in log units. */
  scale: number
  z: number
  cusum: number
  parts: { level: number; weekday: number; month_edge: number; trend: number }
  /** Dollars of `expected` that come every month on about this day. */
  monthly: number
  flag: Flag | null
  is_settled: boolean
}
/** A day that the bill covers. */
export type CalendarDay = { day: Day; is_settled: boolean }

export type Detection = { days: ScoredDay[]; incidents: Incident[] }

/** Flagged days that belong together. Indices into the scored days; `flagged` holds settled days only, `unsettled` the rest. */
export type Incident = { direction: 'rise' | 'fall'; flagged: number[]; unsettled: number[]; tests: Flag[]; is_open: boolean }
