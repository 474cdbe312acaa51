import type { CueName } from '../cues/cue-row'

/** Views that many questions fit by a word or two. The others are named by a phrase that means one thing: a word beside it says how, not what. */
export const FITS_MANY: readonly CueName[] = [
  'breakdown',
  'top_movers',
  'compare_periods',
  'timeseries',
  'line_items',
  'drift_between',
  'list_anomalies',
  'explain_case',
  'plan_show',
  'list_approvals',
]
