import type { CueName } from '../cues/cue-row'

const ABOUT_COST: readonly CueName[] = ['breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items', 'drift_between', 'list_anomalies']

/** Views that nearly any question about cost fits: a word that nothing explains, or that is a cue elsewhere, may well mean another one. */
export const CATCH_ALL: ReadonlySet<string> = new Set(ABOUT_COST)

/** Views that many questions fit by a word or two. The others are named by a phrase that means one thing: a word beside it says how, not what. */
export const FITS_MANY: readonly CueName[] = [...ABOUT_COST, 'explain_case', 'plan_show', 'list_approvals']
