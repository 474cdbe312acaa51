import { addDays } from '@/lib/kernel/time'
import type { Scope } from '@/schemas/evidence/cost'
import type { Frame } from '@/schemas/frame'
import type { Reading, ReadingOption } from '@/schemas/reading'
import { describe } from '../chips/describe'
import { scopeValue } from '../chips/place-words'
import { DID_YOU_MEAN, FUTURE } from '../doubt/unsure'
import type { ReadingContext } from '../follow-up/context'
import { buildFrame } from '../frame/build-frame'
import { print } from '../frame/canonical'
import { NO_SLOTS, type Slots } from '../frame/slots'
import { dates } from '../period/calendar'
import type { ScopeKey } from '../tag/tag'
import { nameKey } from '../words/normalise'
import { nearestExamples } from './examples'
import { lookingBack, NOTHING_AHEAD } from './nothing-ahead'

/** Choices offered when a question needs one more word. */
const MAX_OPTIONS = 5

/** `first` is the nearest thing when it is known. */
export const decline = (question: string, because: string, first: ReadingOption | null = null): Reading => ({
  outcome: 'declined',
  because,
  ...(first === null ? {} : { first }),
  nearest: nearestExamples(question),
})

/** A frame that can be picked: in words, and as the line that runs. */
export const optionOf = (frame: Frame, ctx: ReadingContext): ReadingOption => ({ label: describe(frame, ctx.gazetteer), canonical: print(frame, ctx.today) })

/** One question back, with frames to pick from; those that say the same are offered once. */
export function choices(question: string, frames: readonly Frame[], ctx: ReadingContext): Reading {
  const options = frames.map((frame) => optionOf(frame, ctx))
  const distinct = options.filter((o, i) => options.findIndex((other) => other.canonical === o.canonical) === i)
  return { outcome: 'clarify', question, options: distinct.slice(0, MAX_OPTIONS) }
}

/** Something was said that the nearest view would pass over: it is offered, not shown. */
export const notRead = (doubts: readonly string[], frames: readonly Frame[], ctx: ReadingContext): Reading => {
  const [nearest] = frames
  if (nearest !== undefined && doubts.includes(FUTURE)) return choices(`${NOTHING_AHEAD} ${DID_YOU_MEAN}`, lookingBack(nearest, ctx.today), ctx)
  const said = [...new Set(doubts)].slice(0, 3)
  const all = said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`
  return choices(`The nearest view says nothing about ${all}. ${DID_YOU_MEAN}`, frames, ctx)
}

type OneCaseFrame = 'explain_case' | 'why_category' | 'evidence_for' | 'similar_cases' | 'plan_show' | 'plan_alternatives' | 'gate_explain' | 'rollback_options'

export function askWhichCase(question: string, name: OneCaseFrame, cases: readonly { case_id: string; headline: string }[], ctx: ReadingContext): Reading {
  if (cases.length === 0) return decline('', 'There is no open case.')
  return {
    outcome: 'clarify',
    question,
    options: cases
      .slice(0, MAX_OPTIONS)
      .map((c) => ({ label: c.headline, canonical: print(buildFrame(name, NO_SLOTS, ctx.today, '', {}, c.case_id), ctx.today) })),
  }
}

export const KIND: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'account',
  service_name: 'service',
  region_id: 'region',
  usage_type: 'usage type',
  owner: 'team',
}

const costOf =
  (ctx: ReadingContext) =>
  (scope: Scope): Frame =>
    buildFrame('breakdown', { ...NO_SLOTS, scope }, ctx.today)

/** A name that the bill does not have: those it has, the nearest first, each as the question that `asked` makes of it. */
export function unknownName(key: ScopeKey, said: string, question: string, ctx: ReadingContext, asked: (scope: Scope) => Frame = costOf(ctx)): Reading {
  const { accounts, services, regions, usage_types, owners } = ctx.gazetteer
  const values = { sub_account_id: accounts.map((a) => a.id), service_name: services, region_id: regions, usage_type: usage_types, owner: owners }[key].filter(
    (v) => v !== '',
  )
  const near = values.filter((v) => nameKey(scopeValue(key, v, ctx.gazetteer)).slice(0, 2) === nameKey(said).slice(0, 2))
  const options = (near.length > 0 ? near : values).slice(0, MAX_OPTIONS).map((value) => {
    return { label: `${KIND[key]} ${scopeValue(key, value, ctx.gazetteer)}`, canonical: print(asked({ [key]: value }), ctx.today) }
  })
  return options.length === 0
    ? decline(question, `The bill has no ${KIND[key]} “${said}”.`)
    : { outcome: 'clarify', question: `The bill has no ${KIND[key]} “${said}”. Which one?`, options }
}

/** "3/11" is two days: one question about which. */
export function askWhichDay(slots: Slots, ctx: ReadingContext, name: 'breakdown' | 'line_items' = 'breakdown'): Reading {
  const days = slots.vague_day?.days ?? []
  const frames = days.map((day) => buildFrame(name, { ...slots, period: dates(day, addDays(day, 1), ctx.today) }, ctx.today))
  return choices(`“${slots.vague_day?.said ?? ''}” can be two days. Which one?`, frames, ctx)
}
