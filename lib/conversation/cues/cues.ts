import { cuePattern } from '../words/word-classes'
import type { CueName, CueRow } from './cue-row'
import { BILL_CUES } from './cues-bill'
import { CASE_CUES } from './cues-cases'
import { CHANGE_CUES } from './cues-changes'
import { OUTCOME_CUES } from './cues-outcome'
import { PEOPLE_CUES } from './cues-people'
import { PLAN_CUES } from './cues-plans'
import { REASON_CUES } from './cues-reasons'
import { RECORD_CUES } from './cues-record'

export type Cue = { frame: CueName; weight: number; text: string; pattern: RegExp }

const TABLE: readonly CueRow[] = [...BILL_CUES, ...CHANGE_CUES, ...CASE_CUES, ...REASON_CUES, ...PLAN_CUES, ...OUTCOME_CUES, ...PEOPLE_CUES, ...RECORD_CUES]

export const CUES: readonly Cue[] = TABLE.flatMap(([frame, weight, texts]) => texts.map((text) => ({ frame, weight, text, pattern: cuePattern(text) })))

/** From the most particular view to the most general: of two readings that fit equally well, the earlier one is meant. */
export const ORDER: readonly CueName[] = [
  'help',
  'define_term',
  'what_if_threshold',
  'rollback_options',
  'plan_alternatives',
  'similar_cases',
  'audit_search',
  'my_queue',
  'gate_explain',
  'evidence_for',
  'why_category',
  'owner_load',
  'held_back',
  'list_approvals',
  'verification_status',
  'savings_summary',
  'health_now',
  'drift_between',
  'why_up',
  'plan_show',
  'explain_case',
  'top_movers',
  'compare_periods',
  'timeseries',
  'line_items',
  'list_anomalies',
  'breakdown',
]

/** Two topics in one question: neither contains the other, so the person chooses. */
export const RIVALS: readonly (readonly [CueName, CueName])[] = [['savings_summary', 'list_anomalies']]

/** Words of the cues themselves, which are never taken for a name or for something unknown. */
export const CUE_LITERALS: ReadonlySet<string> = new Set(
  TABLE.flatMap(([, , texts]) => texts.flatMap((t) => t.replace(/\{[a-z]+\}|<[a-z]+>/g, ' ').match(/[a-z][a-z-]+/g) ?? [])),
)
