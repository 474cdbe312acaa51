import type { Scope } from '@/schemas/evidence/cost'
import type { Frame, Reading } from '@/schemas/frame'
import { askWhichCase, decline } from './ask-back'
import { buildFrame, type Carried } from './build-frame'
import { print } from './canonical'
import { describe } from './chips'
import type { ReadingContext } from './context'
import type { FrameName } from './cues'
import { type FoundCase, findCase } from './find-case'
import type { GazetteerCase } from './gazetteer'
import type { Said, Slots } from './slots'
import { type Piece, tagged } from './tag'

/** A frame, and where its case came from. */
export type Built = { frame: Frame; case_source: Said }

const CASE_FRAMES = new Set<FrameName>(['explain_case', 'why_category', 'plan_show', 'gate_explain'])

/** Cue to frame, with everything the question leaves open filled from the context; or what has to be asked back first. */
export function resolveFrame(name: FrameName | 'why_up', pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Built | Reading {
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

/**
 * A view that was asked for in passing ("over time", "and by team") keeps the scope and period of the last one; a new topic does not. After
 * a case, or on its page, "it" is where the case sits.
 */
function carriedFor(name: FrameName, text: string, slots: Slots, ctx: ReadingContext): Carried {
  const { previous } = ctx
  const leans = /\b(?:it|that|this|there|those|these|them|same|and|also|now|instead|again)\b/.test(text)
  const switches = SWITCHES.has(name) && Object.keys(slots.scope).length === 0 && text.split(' ').length <= 6 && !/\b(?:total|whole|bill)\b/.test(text)
  if (previous !== null && 'scope' in previous)
    return leans || switches
      ? {
          scope: previous.scope,
          ...('period' in previous ? { period: previous.period } : {}),
          ...('group_by' in previous && slots.scope.service_name === undefined ? { group_by: previous.group_by } : {}),
        }
      : {}
  const after_case = previous !== null && 'case_id' in previous ? previous.case_id : null
  const case_id = after_case !== null && (leans || switches) ? after_case : leans ? ctx.focus_case : null
  const found = ctx.gazetteer.cases.find((c) => c.case_id === case_id)
  return found === undefined ? {} : { scope: scopeOfCase(found) }
}

const SWITCHES: ReadonlySet<FrameName> = new Set(['timeseries', 'line_items', 'compare_periods', 'breakdown'])

function scopeOfCase({ sub_account_id, service_name, region_id, owner }: GazetteerCase): Scope {
  return {
    ...(sub_account_id === null ? {} : { sub_account_id }),
    ...(service_name === null ? {} : { service_name }),
    ...(region_id === null ? {} : { region_id }),
    ...(owner === null ? {} : { owner }),
  }
}
