import type { Scope } from '@/schemas/evidence/cost'
import type { ReadingContext } from '../follow-up/context'
import type { GazetteerCase } from '../tag/gazetteer'
import { nameKey } from '../words/normalise'
import type { Slots } from './slots'

export type FoundCase =
  | { found: 'one'; case_id: string; source: 'said' | 'carried' | 'default' }
  | { found: 'several'; cases: GazetteerCase[]; because: string }
  | { found: 'none'; because: string }

/** Cases that sit inside a scope; open ones first. A case that does not say a key is not excluded by it. */
export function casesIn(scope: Scope, cases: readonly GazetteerCase[]): GazetteerCase[] {
  const keys = (['sub_account_id', 'service_name', 'region_id', 'owner'] as const).filter((k) => scope[k] !== undefined)
  const inside = cases.filter((c) => keys.every((k) => c[k] === scope[k]))
  const open = inside.filter((c) => !c.is_closed)
  return open.length > 0 ? open : inside
}

/** The case a question means: named, by its row, by its place, by its category, carried on, in view, or the only open one. Never a guess among several. */
export function findCase(slots: Slots, ctx: ReadingContext): FoundCase {
  const { cases } = ctx.gazetteer
  const named = [...new Set(slots.case_ids)]
  if (named.length > 1) return { found: 'several', cases: cases.filter((c) => named.includes(c.case_id)), because: 'More than one case was named. Which one?' }
  if (named[0] !== undefined) return { found: 'one', case_id: named[0], source: 'said' }
  if (slots.unknown_case !== null) return { found: 'none', because: `There is no case ${slots.unknown_case}.` }
  if (slots.ordinal !== null) {
    const listed = ctx.listed ?? []
    // "The biggest anomaly" before any list was shown: one of the open ones.
    const some = cases.filter((c) => !c.is_closed)
    if (listed.length === 0 && slots.ordinal === 0 && some.length > 1) return { found: 'several', cases: some, because: 'Which case?' }
    const case_id = listed.at(slots.ordinal)
    return case_id === undefined ? { found: 'none', because: 'No list with that many rows was shown before.' } : { found: 'one', case_id, source: 'said' }
  }
  if (Object.keys(slots.scope).length > 0) {
    const found = inScope(slots, ctx)
    const titled = found.found === 'one' ? undefined : byHeadline(slots.words, found.found === 'several' ? found.cases : placed(slots, cases))
    return titled === undefined ? found : { found: 'one', case_id: titled.case_id, source: 'said' }
  }
  const previous = ctx.previous
  const carried = previous !== null && 'case_id' in previous ? previous.case_id : null
  if (carried !== null) return { found: 'one', case_id: carried, source: 'carried' }
  if (ctx.focus_case !== null) return { found: 'one', case_id: ctx.focus_case, source: 'default' }
  // After a list of one, "it" is that one.
  const [listed] = ctx.listed ?? []
  if (ctx.listed?.length === 1 && listed !== undefined) return { found: 'one', case_id: listed, source: 'carried' }
  // After the cost of a place, “who owns it” asks for the case that sits there.
  const shown =
    previous !== null && 'scope' in previous && Object.keys(previous.scope).length > 0 ? casesIn(previous.scope, cases).filter((c) => !c.is_closed) : []
  if (shown.length === 1 && shown[0] !== undefined) return { found: 'one', case_id: shown[0].case_id, source: 'carried' }
  const open = shown.length > 0 ? shown : cases.filter((c) => !c.is_closed)
  const titled = byHeadline(slots.words, open)
  if (titled !== undefined) return { found: 'one', case_id: titled.case_id, source: 'said' }
  const [only] = open
  if (open.length === 1 && only !== undefined) return { found: 'one', case_id: only.case_id, source: 'default' }
  return open.length > 1 ? { found: 'several', cases: open, because: 'Which case?' } : { found: 'none', because: 'There is no open case.' }
}

/** Cases that do not sit somewhere else: a usage type is no place of a case. */
const placed = ({ scope: { usage_type: _, ...scope } }: Slots, cases: readonly GazetteerCase[]): GazetteerCase[] =>
  casesIn(scope, cases).filter((c) => !c.is_closed)

/** The one case whose headline holds a thing that was named: "undo the volume change". */
function byHeadline(words: readonly string[], cases: readonly GazetteerCase[]): GazetteerCase | undefined {
  const key = (word: string): string => word.replace(/s$/, '')
  const fits = cases.filter((c) => {
    const title = nameKey(c.headline).split(' ').map(key)
    return words.some((word) => title.includes(key(word)))
  })
  return fits.length === 1 ? fits[0] : undefined
}

/** A team without a case of its own is often said for the account that bears its name: "payments" for payments-prod. */
function ofTeam({ owner, ...scope }: Scope, { gazetteer }: ReadingContext): GazetteerCase[] {
  if (owner === undefined || owner === '' || scope.sub_account_id !== undefined) return []
  const [only, ...more] = gazetteer.accounts.filter((a) => nameKey(a.name).split(' ')[0] === nameKey(owner))
  return only === undefined || more.length > 0 ? [] : casesIn({ ...scope, sub_account_id: only.id }, gazetteer.cases)
}

function inScope(slots: Slots, ctx: ReadingContext): FoundCase {
  const { cases } = ctx.gazetteer
  // Cases do not name a usage type; their headline may: "the NAT case".
  const said = slots.scope_from.usage_type?.said
  const titled = said === undefined ? [] : cases.filter((c) => said.split(' ').some((word) => nameKey(`${c.headline} ${c.case_id}`).split(' ').includes(word)))
  const placed_there = casesIn(slots.scope, titled.length > 0 ? titled : said === undefined ? cases : [])
  const inside = placed_there.length > 0 ? placed_there : ofTeam(slots.scope, ctx)
  const [only] = inside
  if (inside.length === 1 && only !== undefined) return { found: 'one', case_id: only.case_id, source: 'said' }
  return inside.length > 1
    ? { found: 'several', cases: inside, because: 'More than one case fits. Which one?' }
    : { found: 'none', because: 'No case sits there.' }
}
