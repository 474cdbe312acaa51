import type { Frame, FrameName } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { askWhichCase, choices, decline } from '../ask-back/ask-back'
import type { CueName } from '../cues/cue-row'
import type { ReadingContext } from '../follow-up/context'
import { CATEGORY_OF } from '../tag/category-of-charge'
import { type Piece, tagged } from '../tag/tag'
import { CLASSES } from '../words/word-classes'
import { buildFrame } from './build-frame'
import { carriedFor } from './carried'
import { casesIn, findCase } from './find-case'
import { type Said, type Slots, withoutPair } from './slots'
import { caseStateOf } from './words-of-views'

/** A frame, and where its case came from. */
export type Built = { frame: Frame; case_source: Said }
export const isBuilt = (found: Built | Reading): found is Built => 'frame' in found && 'case_source' in found

const NEEDS_CASE = ['explain_case', 'why_category', 'evidence_for', 'similar_cases', 'plan_show', 'plan_alternatives', 'gate_explain'] as const
export type CaseFrame = (typeof NEEDS_CASE)[number]
const needsCase = (name: CueName): name is CaseFrame => (NEEDS_CASE as readonly string[]).includes(name)
// Views that speak of one case or of all of them.
const MAY_HAVE_CASE: ReadonlySet<string> = new Set(['verification_status', 'health_now', 'rollback_options', 'what_if_threshold', 'audit_search'])
// Views of cost: two places of one kind stand side by side in them.
const OF_COST: ReadonlySet<string> = new Set(['top_movers', 'breakdown', 'compare_periods', 'timeseries', 'line_items'])

/** Cue to frame, with everything the question leaves open filled from the context; or what has to be asked back first. */
export function resolveFrame(name: CueName, pieces: readonly Piece[], said: Slots, ctx: ReadingContext): Built | Reading {
  const text = tagged(pieces)
  const slots = OF_COST.has(name) ? withoutPair(said) : said
  const plain = (frame: FrameName, with_slots = slots): Built => ({
    frame: buildFrame(frame, with_slots, ctx.today, text, carriedFor(frame, text, with_slots, ctx)),
    case_source: 'default',
  })
  if (name === 'why_up') return buildWhy(text, slots, ctx)
  if (name === 'list_anomalies' || (name === 'my_queue' && areSomeOfMine(text, slots))) return plain('list_anomalies', withOwnCases(text, slots, ctx))
  // “What is going on with S3”: where no case sits, what moved there says it.
  if (
    name === 'explain_case' &&
    GOES_ON.test(text) &&
    Object.keys(slots.scope).length > 0 &&
    slots.case_ids.length === 0 &&
    findCase(slots, ctx).found === 'none'
  )
    return plain('top_movers')
  if (needsCase(name)) return caseFrame(name, text, slots, ctx)
  if (MAY_HAVE_CASE.has(name)) return withCase(name, text, slots, ctx)
  // Two places, one time: side by side. Two times: a comparison, whatever it was called.
  if (name === 'compare_periods' && slots.side_by_side !== null && slots.baseline === null && !STEPS.test(text)) return plain('breakdown')
  if (slots.baseline !== null && (name === 'breakdown' || (name === 'timeseries' && slots.joined === null)) && slots.side_by_side === null)
    return plain('compare_periods')
  // Why one time cost more than another: what moved between them.
  if (name === 'compare_periods' && slots.baseline !== null && /\bwhy\b/.test(text)) return plain('top_movers')
  if (slots.measure === 'coverage' && OF_COST.has(name)) return plain('compare_periods')
  return plain(name)
}

/** A time held against the one before it, whatever else stands side by side. */
const STEPS = /\b(?:(day|week|month|quarter|year) (?:over|on) \1|mom|wow|yoy|qoq|dod)\b/
const GOES_ON = /\bwhat (?:\S+ ){0,2}?(?:is |has been |was )?(?:going on|happening|happened|up|wrong|off) (?:with|to)\b/
const WIDE = /\b(?:rollbacks|all|every|fixes|plans|services|systems|things|overall)\b/

/** What was done where, said of the place of a case. */
const OF_A_PLACE =
  /\b(?:(?:events|entries|records|history|trail) (?:for|of|about|on)|(?:happened|done|worked|looked) (?:on|at|in|to|with|about|for))(?: the)? <scope>/

/** One case where one is meant, all of them otherwise; a case that does not exist is said. */
function withCase(name: FrameName, text: string, slots: Slots, ctx: ReadingContext): Built | Reading {
  // "The lumen case": a place that names a case.
  const is_placed =
    /<scope> (?:case|anomaly|spike|incident)\b|\b(?:case|anomaly|spike|incident) (?:of|in|for|on|from) <scope>/.test(text) ||
    (name === 'audit_search' && OF_A_PLACE.test(text))
  const is_said = slots.case_ids.length > 0 || slots.ordinal !== null || slots.unknown_case !== null || (name === 'audit_search' && is_placed)
  // On the page of a case “any effect” and “the checks” are those of the case.
  const is_wide =
    !is_said &&
    (WIDE.test(text) ||
      (ctx.focus_case === null && /\b(?:verifications|outcomes|checks|any|anything|everything|changes)\b/.test(text)) ||
      (name === 'rollback_options' && ctx.focus_case === null && /^what (?:can|could|else|is|may)\b(?!.*\b(?:it|this|that)\b)/.test(text)) ||
      name === 'audit_search')
  const points = /\b(?:it|this|that)\b/.test(text) && (ctx.focus_case !== null || (ctx.previous !== null && 'case_id' in ctx.previous))
  const leans = is_said || Object.keys(slots.scope).length > 0 || !is_wide || (name === 'audit_search' && points)
  const found = findCase(name === 'audit_search' && !is_placed ? { ...slots, scope: {} } : slots, ctx)
  if (is_said && found.found === 'none') return decline('', found.because)
  if (name === 'rollback_options' && found.found === 'several' && leans) return askWhichCase(found.because, 'rollback_options', found.cases, ctx)
  if (name === 'what_if_threshold') return whatIf(text, slots, ctx, is_said && found.found === 'one' ? found.case_id : null)
  const one = found.found === 'one' && leans && (name !== 'audit_search' || is_said || /\b(?:it|this|that)\b/.test(text)) ? found : null
  return { frame: buildFrame(name, withViewer(text, slots, ctx), ctx.today, text, {}, one?.case_id ?? null), case_source: one?.source ?? 'default' }
}

/** "What did I do": the person who asks. */
const withViewer = (text: string, slots: Slots, ctx: ReadingContext): Slots =>
  slots.person === null && /\b(?:did i|have i|i did|my actions|my activity|my (?:own )?(?:approvals|signatures|decisions|denials|vetoes)|by me)\b/.test(text)
    ? { ...slots, person: ctx.viewer ?? null }
    : slots

const MY_CASES = new RegExp(`(?<!\\S)my (?:(?:own|open|closed|current|other|biggest|top|worst|severity|<[a-z]+>) )*(?:${CLASSES.anomaly.join('|')})(?!\\S)`)
/** “My open cases over $100 a day”: the queue has no amounts, the list of cases has both those and whose they are. */
const areSomeOfMine = (text: string, { threshold, severity, category, period, scope }: Slots): boolean =>
  MY_CASES.test(text) && ((threshold ?? severity ?? category ?? period) !== null || Object.keys(scope).length > 0 || caseStateOf(text) !== 'open')
const withOwnCases = (text: string, slots: Slots, ctx: ReadingContext): Slots =>
  slots.person === null && MY_CASES.test(text) ? { ...slots, person: ctx.viewer ?? null } : slots

function whatIf(text: string, slots: Slots, ctx: ReadingContext, case_id: string | null): Built | Reading {
  if (slots.threshold !== null) {
    // "what if it were 200": an amount of anomalies is a rate a day.
    const unit = slots.threshold.unit === 'total' ? ('day' as const) : slots.threshold.unit
    // "ignoring everything under 150" keeps what is over it.
    const is_left_out = slots.threshold.side === 'under' && /\b(?:ignor|exclud|hid|skip|drop|remain|left|without|cut)/.test(text)
    const threshold = { ...slots.threshold, unit, side: is_left_out ? ('over' as const) : slots.threshold.side }
    return { frame: buildFrame('what_if_threshold', { ...slots, threshold }, ctx.today, text, {}, case_id), case_source: 'said' }
  }
  const amounts = ['50', '100', '200', '500'] as const
  return choices(
    'Which threshold, in money per day?',
    amounts.map((amount): Frame => ({ frame: 'what_if_threshold', case_id, threshold: { side: 'over', amount, unit: 'day' } })),
    ctx,
  )
}

/** "Why is X up?": the case that sits there if there is exactly one, otherwise the movers there. A bare "why?" asks about what was shown last. */
function buildWhy(text: string, slots: Slots, ctx: ReadingContext): Built | Reading {
  const { previous } = ctx
  const is_bare = /^(?:(?:and|but|so) )?why(?: (?:is|was) (?:that|it|this))?$/.test(text)
  if (is_bare && previous !== null && 'case_id' in previous) return caseFrame('why_category', text, slots, ctx)
  const asked: Slots = is_bare && previous !== null && 'scope' in previous ? { ...slots, scope: previous.scope } : slots
  const has_scope = Object.keys(asked.scope).length > 0
  const means_case = slots.case_ids.length > 0 || slots.ordinal !== null || (!has_scope && (is_bare || /\b(?:it|this|that|spike|anomaly|case)\b/.test(text)))
  const found = findCase(asked, ctx)
  const has_place = has_scope && casesIn(asked.scope, ctx.gazetteer.cases).some((c) => !c.is_closed)
  if (found.found === 'one' && (means_case || has_place) && slots.period === null)
    return { frame: { frame: 'explain_case', case_id: found.case_id }, case_source: found.source }
  // A bare “why” without a case in sight names nothing that could be explained.
  if (is_bare && slots.period === null)
    return choices(
      'Why what?',
      [buildFrame('top_movers', asked, ctx.today, text, carriedFor('top_movers', 'it', slots, ctx)), buildFrame('list_anomalies', asked, ctx.today)],
      ctx,
    )
  return { frame: buildFrame('top_movers', asked, ctx.today, text, carriedFor('top_movers', text, slots, ctx)), case_source: 'default' }
}

function caseFrame(name: CaseFrame, text: string, slots: Slots, ctx: ReadingContext): Built | Reading {
  const found = findCase(withCategory(slots, ctx, name), ctx)
  if (found.found === 'one') return { frame: buildFrame(name, slots, ctx.today, text, {}, found.case_id), case_source: found.source }
  if (found.found === 'several') return askWhichCase(found.because, name, found.cases, ctx)
  if (Object.keys(slots.scope).length === 0) return decline('', found.because)
  return choices(
    `${found.because} What about its cost?`,
    (['top_movers', 'breakdown', 'timeseries'] as const).map((f) => buildFrame(f, slots, ctx.today)),
    ctx,
  )
}

/** "Explain the marketplace anomaly": the one open case of that category, unless the category is what is being asked about. */
function withCategory(slots: Slots, ctx: ReadingContext, name: CaseFrame): Slots {
  const is_asked = name === 'why_category' && slots.category !== null
  const category = (is_asked ? null : slots.category) ?? (slots.charge === null ? null : (CATEGORY_OF[slots.charge] ?? null))
  if (category === null || (name === 'why_category' && slots.charge === null) || slots.case_ids.length > 0) return slots
  const [only, ...more] = ctx.gazetteer.cases.filter((c) => !c.is_closed && c.category === category)
  // “Why not buy a savings plan for lumen”: another place than the one where that case sits.
  const is_elsewhere = only !== undefined && Object.keys(slots.scope).length > 0 && casesIn(slots.scope, [only]).length === 0
  return only === undefined || more.length > 0 || is_elsewhere ? slots : { ...slots, case_ids: [only.case_id] }
}
