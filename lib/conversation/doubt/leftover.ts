import type { Frame } from '@/schemas/frame'
import type { CueName } from '../cues/cue-row'
import { cueWords } from '../cues/cue-words'
import { CUE_LITERALS, CUES } from '../cues/cues'
import type { Slots } from '../frame/slots'
import type { Piece } from '../tag/tag'
import { LEAVES_OUT } from '../tag/tag-left-out'
import { COMMON_NAMES, GROUP_WORDS, STOP_WORDS } from '../words/lexicon'
import { CLASS_WORDS, CLASSES } from '../words/word-classes'
import { CATCH_ALL } from './fits-many'
import { isOfCharge } from './of-charges'

// Words that mean a view, met in a question that was read as another one.

const group = (of: (cue: (typeof CUES)[number]) => boolean): Map<CueName, Set<string>> => {
  const found = new Map<CueName, Set<string>>()
  for (const cue of CUES) if (of(cue)) found.set(cue.frame, new Set([...(found.get(cue.frame) ?? []), ...cueWords(cue.text)]))
  return found
}
/** Every word of the cues of a view. */
const VOCABULARY = group(() => true)
/** Words that by themselves mean one view: a class of words that is a whole cue. */
const ALONE = group(({ text, weight }) => (weight >= 1 && /^\{[a-z]+\}$/.test(text)) || (weight === 0.8 && /^\([a-z| -]+\)$/.test(text)))

// Things that questions of any view mention: what is counted, what it costs, whom it belongs to, what is planned.
const MENTIONED: ReadonlySet<string> = new Set<string>([
  ...(['cost', 'anomaly', 'dear', 'own', 'most', 'least', 'what', 'resource', 'person', 'plan', 'save', 'line', 'different'] as const).flatMap((c) => [
    ...CLASSES[c],
  ]),
  ...Object.keys(GROUP_WORDS),
  ...`severity severities excluding exclude except including include without only just first top last limit instead same fewer everything all open status monthly daily weekly look looked
  detail details overview summary report threshold options option per by date month months week weeks quarter wow mom qoq dod over included stay stayed remain remained ended landed`.split(
    /\s+/,
  ),
])
// What a view shows besides its cues.
const ALSO: Readonly<Partial<Record<Frame['frame'], RegExp>>> = {
  list_anomalies:
    /^(?:cause|causes|reason|opened|raised|issues?|problems?|close[ds]?|resolved|solved|done|finished|assigned|handled|triaged|flagged|detected|impact|state|status(?:es)?|history|rule|rules|category|categories|since)$/,
  audit_search: /^(?:timeline|happened|everything|rollbacks?|approvals?|approved|denied|verifications?|polic(?:y|ies)|drift)$/,
  compare_periods: /^(?:explain|explains|explained)$/,
  explain_case: /^(?:logs?|trend|drift|deploys?|deployment|release|rollout|trigger(?:ed)?|causes?d?|increase|behind|case)$/,
  verification_status: /^(?:health|healthy|green|red)$/,
  health_now: /^(?:verify|verified|verification)$/,
  plan_show: /^(?:sign(?:ed)?|approved?|approving|signing|rollback|undo|verification|verify)$/,
  gate_explain: /^(?:rules?|tickets?)$/,
  held_back: /^impact$/,
  what_if_threshold: /^(?:ignor(?:ed|ing|e)|cases?|still|exist)$/,
}
/** “Split by team”: the grouping behind it says it. */
const SPLIT = /^(?:split|broken|grouped|divided|separated|sliced)$/
const PLAIN_COST: ReadonlySet<string> = new Set(['breakdown', 'line_items', 'timeseries'])
/** “Cases with more than one owner”: two times side by side say nothing of cases. */
const CASES = /^(?:cases|anomal(?:y|ies)|incidents?)$/
const IS_COST: ReadonlySet<string> = new Set(['breakdown', 'top_movers', 'compare_periods', 'timeseries'])
// A kind of place that is no name's noun ("the checkout team") was meant as a grouping, and is not read as one.
const SINGULAR = /^(?:team|account|region|squad|department)$/
const NAMES: ReadonlySet<string> = new Set(['entity', 'ambiguous', 'missing', 'case', 'person', 'environment', 'group'])
const nearName = (pieces: readonly Piece[], at: number): boolean => [-2, -1, 1, 2].some((step) => NAMES.has(pieces[at + step]?.tag?.tag ?? ''))

/** Cue words of other views that nothing of this one takes up. `is_weak`: one topic word led to this view, so that everything else has to be spent on it. */
export function leftover(frame: Frame, pieces: readonly Piece[], slots: Slots, owners: ReadonlySet<string>, is_weak = false): string[] {
  const own = [VOCABULARY.get(frame.frame), frame.frame === 'top_movers' || frame.frame === 'explain_case' ? VOCABULARY.get('why_up') : undefined]
  const alone = [...ALONE].flatMap(([name, words]) => (name === frame.frame ? [] : [...words]))
  const counts =
    CATCH_ALL.has(frame.frame) || is_weak ? (word: string) => CLASS_WORDS.has(word) || CUE_LITERALS.has(word) : (word: string) => alone.includes(word)
  // A view of cost alone does not say what was out of the ordinary.
  const isMentioned = (text: string): boolean =>
    MENTIONED.has(text) &&
    !(PLAIN_COST.has(frame.frame) && (CLASSES.anomaly as readonly string[]).includes(text)) &&
    !(frame.frame === 'compare_periods' && CASES.test(text))
  const ofCharge = isOfCharge(pieces)
  return pieces.flatMap(({ tag, text }, at) => {
    const is_taken =
      tag !== null ||
      STOP_WORDS.has(text) ||
      ofCharge(text) ||
      (SPLIT.test(text) &&
        /^(?:by|per|into|across|along)$/.test(pieces[at + 1]?.text ?? '') &&
        !/^(?:is|are|was|were|been|it|that)$/.test(pieces[at - 1]?.text ?? '')) ||
      isMentioned(text) ||
      own.some((words) => words?.has(text)) ||
      (slots.except.length > 0 && LEAVES_OUT.test(text)) ||
      (ALSO[frame.frame]?.test(text) ?? false)
    const is_pair = (slots.side_by_side !== null || slots.baseline !== null) && (CLASSES.compare as readonly string[]).includes(text)
    // A team whose name is also a common word: passed over it would show everybody's cost.
    const is_team = IS_COST.has(frame.frame) && tag === null && owners.has(text) && COMMON_NAMES.has(text) && text !== 'data'
    const is_loose =
      IS_COST.has(frame.frame) && tag === null && SINGULAR.test(text) && !nearName(pieces, at) && !/^(?:that|this|same|whole)$/.test(pieces[at - 1]?.text ?? '')
    return is_team || is_loose || (!is_taken && !is_pair && counts(text)) ? [text] : []
  })
}
