import type { SeriesKind } from './series-kind'

/** One row of a series: the time as the file spells it, and its value; null where the file has none. */
export type SeriesRow = { at: string; ms: number; value: number | null }

/** What a detector said about one row: flagged exactly when its score reaches `flag_at`. A row that could not be judged (no value, too little history) has `is_judged` false and a score of 0, which says nothing about it. */
export type JudgedPoint = {
  at: string
  value: number | null
  is_judged: boolean
  score: number
  flag: boolean
  expected: number | { low: number; high: number } | null
  /** The tests that a flagged point passed; a drop of a daily series is named without a flag. */
  tests: string[]
}

/** Rows that belong together. `expected` and `actual` are means over them; `change` is their difference times the number of rows. */
export type SeriesIncident = {
  start: string
  end: string
  direction: 'rise' | 'fall'
  shape: 'spike' | 'step' | 'drift' | 'new_spend' | 'drop' | 'unusual'
  points: number
  expected: number
  actual: number
  change: number
  peak_score: number
  is_open: boolean
}

export type JudgedSeries = SeriesKind & { flag_at: number; points: JudgedPoint[]; incidents: SeriesIncident[] }
