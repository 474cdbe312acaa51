import type { Frame, Reading } from '@/schemas/frame'
import { buildFrame, type Carried } from './build-frame'
import { candidates } from './candidates'
import { parse, print } from './canonical'
import { chipsOf, describe, scopeValue, sourcesOf } from './chips'
import type { ReadingContext } from './context'
import type { FrameName } from './cues'
import { nearestExamples } from './examples'
import { type FoundCase, findCase } from './find-case'
import { followUp } from './follow-up'
import { nameKey } from './normalise'
import { collectSlots, type Said, type Slots } from './slots'
import { type Piece, type ScopeKey, tagged } from './tag'
import { type Correction, coverage, tagQuestion, unexplained } from './tag-question'

const RUN_AT = 0.75
const MARGIN = 0.15
const ASK_AT = 0.45
const MAX_OPTIONS = 5

const CASE_FRAMES = new Set<FrameName>(['explain_case', 'why_category', 'plan_show', 'gate_explain'])
// Verbs that would change something. A question cannot: it is answered with the view in which a person can act.
const ACTS =
  /^(?:please |now |go |just |can you |could you |ok |and )*(?:stop|shut ?down|shut|terminate|delete|kill|execute|apply|run|start|restart|resize|buy|purchase|roll ?back|undo|schedule|remove|drop|disable|turn off|switch off|do it|fix it|close|assign|snooze)\b(?!.*\b(?:trend|history)\b)/
const DECIDES = /\b(?:approve|sign|deny|reject|veto|countersign)\b/
const ASKS = /\b(?:who|why|what|which|can|must|when|need|needs|have|has|waiting|how)\b/
const NOTE_DECIDE = 'A question changes nothing: approve or deny on the card.'
const NOTE_ACT = 'A question changes nothing: an action runs only from an approved plan.'

type Built = { frame: Frame; case_source: Said }

/** Compiles a question to one frame of the closed set, or says what is missing. Pure: the same words in the same context always read the same. */
export function read(question: string, ctx: ReadingContext): Reading {
  const line = question.trim()
  if (line.startsWith('/')) return readLine(line, ctx)
  const { pieces, corrections } = tagQuestion(question, ctx.gazetteer, ctx.today)
  const slots = collectSlots(pieces, ctx)
  const text = tagged(pieces)
  if (pieces.length === 0) return decline(question, 'The question is empty.')
  if (slots.missing !== null) return unknownName(slots.missing.key, slots.missing.said, question, ctx)
  if (slots.ambiguous !== null) return askWhichName(slots, question, ctx)
  if (slots.lost_onset)
    return askWhichCase(
      'Before or since which spike?',
      'explain_case',
      ctx.gazetteer.cases.filter((c) => !c.is_closed),
      ctx,
      question,
    )
  const followed = followUp(pieces, slots, ctx)
  if (followed !== undefined)
    return 'clear' in followed
      ? answered({ frame: { frame: 'help' }, case_source: 'default' }, slots, 1, corrections, null, ctx)
      : answered({ frame: followed.frame, case_source: 'carried' }, slots, 1, corrections, null, ctx)
  if (ACTS.test(pieces.map((p) => p.text).join(' '))) return actAsked(question, slots, corrections, ctx)
  const note = DECIDES.test(text) && !ASKS.test(text) ? NOTE_DECIDE : null
  return decide(question, pieces, slots, corrections, note, ctx)
}

function readLine(line: string, ctx: ReadingContext): Reading {
  const frame = parse(line, ctx.today)
  if (frame === undefined) return decline(line, 'This line is not a question I can run: check the words after each colon.')
  const known = 'case_id' in frame && frame.case_id !== null ? ctx.gazetteer.cases.some((c) => c.case_id === frame.case_id) : true
  if (!known) return decline(line, `There is no case ${'case_id' in frame ? frame.case_id : ''}.`)
  const scope_from = 'scope' in frame ? Object.fromEntries(Object.keys(frame.scope).map((key) => [key, { source: 'said' as const, said: '' }])) : {}
  const chips = chipsOf(
    frame,
    { scope: scope_from, period: 'said', baseline: 'said', group_by: 'said', limit: 'said', case_id: 'said' },
    [],
    ctx.gazetteer,
    ctx.today,
  )
  return { outcome: 'answered', frame, canonical: print(frame, ctx.today), chips, score: 1, note: null }
}

function decide(
  question: string,
  pieces: readonly Piece[],
  slots: Slots,
  corrections: readonly Correction[],
  note: string | null,
  ctx: ReadingContext,
): Reading {
  const found = candidates(pieces)
  const [best, second] = found
  if (best === undefined) return withoutCue(question, pieces, slots, corrections, ctx)
  const is_clear = best.score >= RUN_AT && (second === undefined || best.score - second.score >= MARGIN)
  if (is_clear) {
    const built = build(best.frame, pieces, slots, ctx)
    return 'outcome' in built ? built : answered(built, slots, best.score, corrections, note, ctx)
  }
  if (best.score < ASK_AT) return decline(question, 'This is not a question about the bill, its cases or their approvals.')
  const options = found.flatMap((c) => {
    const built = build(c.frame, pieces, slots, ctx)
    return 'outcome' in built ? [] : [{ label: describe(built.frame, ctx.gazetteer), canonical: print(built.frame, ctx.today) }]
  })
  const unknown = unexplained(pieces)
    .slice(0, 3)
    .map((w) => `“${w}”`)
  const asked = unknown.length === 0 ? 'Did you mean' : `Not known: ${unknown.join(', ')}. Did you mean`
  return options.length === 0
    ? decline(question, 'This can be read in more than one way, and none fits.')
    : { outcome: 'clarify', question: asked, options: options.slice(0, MAX_OPTIONS) }
}

/** No cue at all: names and periods alone still say enough, nothing at all does not. */
function withoutCue(question: string, pieces: readonly Piece[], slots: Slots, corrections: readonly Correction[], ctx: ReadingContext): Reading {
  const has_scope = Object.keys(slots.scope).length > 0
  if (coverage(pieces) < RUN_AT || !pieces.some((p) => p.tag !== null))
    return decline(question, 'This is not a question about the bill, its cases or their approvals.')
  if (slots.case_ids.length > 0 || slots.ordinal !== null || slots.unknown_case !== null) {
    const built = build('explain_case', pieces, slots, ctx)
    return 'outcome' in built ? built : answered(built, slots, 0.85, corrections, null, ctx)
  }
  if (slots.period !== null || slots.group_by !== null || slots.side_by_side !== null)
    return answered({ frame: buildFrame('breakdown', slots, ctx.today), case_source: 'default' }, slots, 0.8, corrections, null, ctx)
  if (slots.severity !== null)
    return answered({ frame: buildFrame('list_anomalies', slots, ctx.today), case_source: 'default' }, slots, 0.8, corrections, null, ctx)
  if (!has_scope) return decline(question, 'This is not a question about the bill, its cases or their approvals.')
  const options = (['breakdown', 'top_movers', 'list_anomalies'] as const).map((name) => buildFrame(name, slots, ctx.today))
  return {
    outcome: 'clarify',
    question: 'What about it?',
    options: options.map((f) => ({ label: describe(f, ctx.gazetteer), canonical: print(f, ctx.today) })),
  }
}

function build(name: FrameName | 'why_up', pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Built | Reading {
  const text = tagged(pieces)
  if (name === 'why_up') return buildWhy(text, slots, ctx)
  if (name === 'compare_periods' && slots.side_by_side !== null && slots.baseline === null)
    return { frame: buildFrame('breakdown', slots, ctx.today), case_source: 'default' }
  // "why not marketplace?" names a category, not the service of that name.
  if (name === 'why_category' && slots.scope_from.service_name?.said === 'marketplace') return caseFrame(name, { ...slots, scope: {} }, ctx)
  if (CASE_FRAMES.has(name)) return caseFrame(name as 'explain_case', slots, ctx)
  if (name === 'verification_status') {
    const found = findCase(slots, ctx)
    if (found.found === 'none' && (slots.unknown_case !== null || slots.ordinal !== null)) return decline('', found.because)
    const is_wide =
      slots.case_ids.length === 0 && slots.ordinal === null && Object.keys(slots.scope).length === 0 && /\b(?:verifications|outcomes|all|every)\b/.test(text)
    const case_id = found.found === 'one' && !is_wide ? found.case_id : null
    return { frame: { frame: name, case_id }, case_source: found.found === 'one' ? found.source : 'default' }
  }
  return { frame: buildFrame(name, slots, ctx.today, carriedFor(name, text, slots, ctx)), case_source: 'default' }
}

/** "Why is X up?": the case that sits there if there is exactly one, otherwise the movers there. A bare "why?" asks about what was shown last. */
function buildWhy(text: string, slots: Slots, ctx: ReadingContext): Built | Reading {
  const { previous } = ctx
  const is_bare = /^(?:(?:and|but|so) )?why(?: (?:is|was) (?:that|it|this))?$/.test(text)
  if (is_bare && previous !== null && 'case_id' in previous) return caseFrame('why_category', slots, ctx)
  const asked: Slots = is_bare && previous !== null && 'scope' in previous ? { ...slots, scope: previous.scope } : slots
  const has_scope = Object.keys(asked.scope).length > 0
  const means_case = slots.case_ids.length > 0 || slots.ordinal !== null || (!has_scope && (is_bare || /\b(?:it|this|that|spike|anomaly|case)\b/.test(text)))
  const found = findCase(asked, ctx)
  if (found.found === 'one' && (means_case || has_scope) && slots.period === null)
    return { frame: { frame: 'explain_case', case_id: found.case_id }, case_source: found.source }
  return { frame: buildFrame('top_movers', asked, ctx.today, carriedFor('top_movers', text, slots, ctx)), case_source: 'default' }
}

function caseFrame(name: 'explain_case' | 'why_category' | 'plan_show' | 'gate_explain', slots: Slots, ctx: ReadingContext): Built | Reading {
  const found: FoundCase = findCase(slots, ctx)
  if (found.found === 'one') return { frame: { frame: name, case_id: found.case_id }, case_source: found.source }
  if (found.found === 'several') return askWhichCase(found.because, name, found.cases, ctx, '')
  if (Object.keys(slots.scope).length === 0) return decline('', found.because)
  const options = (['top_movers', 'breakdown', 'timeseries'] as const).map((f) => buildFrame(f, slots, ctx.today))
  return {
    outcome: 'clarify',
    question: `${found.because} What about its cost?`,
    options: options.map((f) => ({ label: describe(f, ctx.gazetteer), canonical: print(f, ctx.today) })),
  }
}

/** A view that was asked for in passing ("over time", "and by team") keeps the scope and period of the last one; a new topic does not. */
function carriedFor(name: FrameName, text: string, slots: Slots, ctx: ReadingContext): Carried {
  const { previous } = ctx
  if (previous === null || !('scope' in previous)) return {}
  const leans = /\b(?:it|that|this|there|those|these|them|same|and|also|now|instead|again)\b/.test(text)
  const switches =
    ['timeseries', 'line_items', 'compare_periods', 'breakdown'].includes(name) &&
    Object.keys(slots.scope).length === 0 &&
    text.split(' ').length <= 6 &&
    !/\b(?:total|whole|bill)\b/.test(text)
  if (!leans && !switches) return {}
  return {
    scope: previous.scope,
    ...('period' in previous ? { period: previous.period } : {}),
    ...('group_by' in previous && slots.scope.service_name === undefined ? { group_by: previous.group_by } : {}),
  }
}

function actAsked(question: string, slots: Slots, corrections: readonly Correction[], ctx: ReadingContext): Reading {
  const found = findCase(slots, ctx)
  if (found.found === 'one')
    return answered({ frame: { frame: 'plan_show', case_id: found.case_id }, case_source: found.source }, slots, RUN_AT, corrections, NOTE_ACT, ctx)
  return decline(question, NOTE_ACT)
}

function answered(built: Built, slots: Slots, score: number, corrections: readonly Correction[], note: string | null, ctx: ReadingContext): Reading {
  const { frame } = built
  const chips = chipsOf(frame, sourcesOf(frame, slots, ctx.previous, built.case_source), corrections, ctx.gazetteer, ctx.today)
  const fixed = corrections.map((c) => `Read “${c.said}” as ${c.as}.`).join(' ')
  return { outcome: 'answered', frame, canonical: print(frame, ctx.today), chips, score, note: [note, fixed].filter(Boolean).join(' ') || null }
}

const decline = (question: string, because: string): Reading => ({ outcome: 'declined', because, nearest: nearestExamples(question) })

function askWhichCase(
  question: string,
  name: 'explain_case' | 'why_category' | 'plan_show' | 'gate_explain',
  cases: readonly { case_id: string; headline: string }[],
  ctx: ReadingContext,
  asked: string,
): Reading {
  if (cases.length === 0) return decline(asked, 'There is no open case.')
  return {
    outcome: 'clarify',
    question,
    options: cases.slice(0, MAX_OPTIONS).map((c) => ({ label: c.headline, canonical: print({ frame: name, case_id: c.case_id }, ctx.today) })),
  }
}

const KIND: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'account',
  service_name: 'service',
  region_id: 'region',
  usage_type: 'usage type',
  owner: 'team',
}

function unknownName(key: ScopeKey, said: string, question: string, ctx: ReadingContext): Reading {
  const { accounts, services, regions, usage_types, owners } = ctx.gazetteer
  const values = { sub_account_id: accounts.map((a) => a.id), service_name: services, region_id: regions, usage_type: usage_types, owner: owners }[key].filter(
    (v) => v !== '',
  )
  const near = values.filter((v) => nameKey(scopeValue(key, v, ctx.gazetteer)).slice(0, 2) === nameKey(said).slice(0, 2))
  const options = (near.length > 0 ? near : values).slice(0, MAX_OPTIONS).map((value) => {
    const frame = buildFrame('breakdown', { ...EMPTY, scope: { [key]: value } }, ctx.today)
    return { label: `${KIND[key]} ${scopeValue(key, value, ctx.gazetteer)}`, canonical: print(frame, ctx.today) }
  })
  return options.length === 0
    ? decline(question, `The bill has no ${KIND[key]} “${said}”.`)
    : { outcome: 'clarify', question: `The bill has no ${KIND[key]} “${said}”. Which one?`, options }
}

function askWhichName(slots: Slots, question: string, ctx: ReadingContext): Reading {
  const { ambiguous } = slots
  if (ambiguous === null) return decline(question, 'The name is not known.')
  const options = ambiguous.options.map(({ key, value }) => {
    const resolved: Slots = { ...slots, ambiguous: null, scope: { ...slots.scope, [key]: value } }
    return { label: `${KIND[key]} ${scopeValue(key, value, ctx.gazetteer)}`, canonical: print(bestFrame(question, resolved, ctx), ctx.today) }
  })
  return { outcome: 'clarify', question: `“${ambiguous.said}” fits more than one name. Which one?`, options }
}

/** What the question would have been with the name settled: its best cue, or a breakdown. */
function bestFrame(question: string, slots: Slots, ctx: ReadingContext): Frame {
  const { pieces } = tagQuestion(question, ctx.gazetteer, ctx.today)
  const best = candidates(pieces)[0]?.frame ?? 'breakdown'
  const built = build(best, pieces, slots, ctx)
  return 'outcome' in built ? buildFrame('breakdown', slots, ctx.today) : built.frame
}

const EMPTY: Slots = {
  scope: {},
  scope_from: {},
  period: null,
  baseline: null,
  group_by: null,
  limit: null,
  severity: null,
  case_ids: [],
  unknown_case: null,
  ordinal: null,
  ambiguous: null,
  missing: null,
  side_by_side: null,
  lost_onset: false,
}
