import { cuePattern } from '../words/word-classes'
import type { CueName, CueRow } from './cue-row'
import { CASE_CUES } from './cues-case'
import { CAUSE_CUES } from './cues-cause'
import { CHARGE_CUES } from './cues-charges'
import { COST_CUES } from './cues-cost'
import { DOINGS_CUES } from './cues-doings'
import { EVERYDAY_CASE_CUES } from './cues-everyday-case'
import { EVERYDAY_COST_CUES } from './cues-everyday-cost'
import { EVERYDAY_WORK_CUES } from './cues-everyday-work'
import { INDIRECT_CUES } from './cues-indirect'
import { OTHER_TOOLS_CUES } from './cues-other-tools'
import { OUTCOME_CUES } from './cues-outcome'
import { SENTENCE_CUES } from './cues-sentence'
import { SPOKEN_CUES } from './cues-spoken'
import { STANDING_CUES } from './cues-standing'
import { TOPIC_CUES } from './cues-topic'
import { TRAIL_CUES } from './cues-trail'
import { VERB_CUES } from './cues-verbs'
import { WORK_CUES } from './cues-work'

export type Cue = { frame: CueName; weight: number; text: string; pattern: RegExp }

const TABLE: readonly CueRow[] = [
  ...COST_CUES,
  ...CASE_CUES,
  ...CAUSE_CUES,
  ...WORK_CUES,
  ...OUTCOME_CUES,
  ...EVERYDAY_COST_CUES,
  ...EVERYDAY_CASE_CUES,
  ...EVERYDAY_WORK_CUES,
  ...SPOKEN_CUES,
  ...TOPIC_CUES,
  ...INDIRECT_CUES,
  ...SENTENCE_CUES,
  ...DOINGS_CUES,
  ...TRAIL_CUES,
  ...CHARGE_CUES,
  ...STANDING_CUES,
  ...VERB_CUES,
  ...OTHER_TOOLS_CUES,
]

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
