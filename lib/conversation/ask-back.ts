import type { Reading } from '@/schemas/frame'
import { buildFrame } from './build-frame'
import { print } from './canonical'
import { scopeValue } from './chips'
import type { ReadingContext } from './context'
import { nearestExamples } from './examples'
import { nameKey } from './normalise'
import type { Slots } from './slots'
import type { ScopeKey } from './tag'

/** Choices offered when a question needs one more word. */
export const MAX_OPTIONS = 5

export const decline = (question: string, because: string): Reading => ({ outcome: 'declined', because, nearest: nearestExamples(question) })

export function askWhichCase(
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

export const KIND: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'account',
  service_name: 'service',
  region_id: 'region',
  usage_type: 'usage type',
  owner: 'team',
}

export function unknownName(key: ScopeKey, said: string, question: string, ctx: ReadingContext): Reading {
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
