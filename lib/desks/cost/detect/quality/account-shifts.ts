import { type BillLeaf, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import { BEFORE_DAYS } from './handover'

// What a place costs after a change is the middle of so many days, or of those that there are.
const AFTER_DAYS = 3
// Smaller changes are told nowhere. Dollars a day.
const LEAST_CHANGE = 1
// A change of less than this share of the dearer side, or within so many times the range of the week before, is how the place moves anyway.
const LEAST_SHARE = 0.3
const RANGES = 2
// Of what it came to by the next day, what it has to have come to on its first: otherwise it began a day later.
const BEGUN_SHARE = 0.1
// What is left of this share or less is gone.
const GONE_RATIO = 0.05

/**
 * What one account's cost of one place (one usage of one service in one region, of one owner) did on a day, and stayed at. Dollars a day; `members` are its lines,
 * `thing` is the place whoever owns it and `usage` that whoever pays for it. `noise` is what it ranged over in the week before, as a share of the change, and `is_clear` is
 * false of a place that is too restless to say by itself that it ended.
 */
export type PlaceShift = { thing: string; usage: string; owner: string; account: string; members: number[] } & Shift
export type Shift = { at: number; before: number; change: number; noise: number; is_clear: boolean }

/** Changes of level of everything that is billed in several accounts. Only the first `days` days are looked at: those that are whole. */
export function shiftsIn(leaves: readonly BillLeaf[], days: number): PlaceShift[] {
  return placesOf(leaves).flatMap(({ members, ...place }) =>
    levelShifts(sumLeaves(members, leaves).slice(0, days)).map((shift): PlaceShift => ({ ...place, members, ...shift })),
  )
}

type Place = Pick<PlaceShift, 'thing' | 'usage' | 'owner' | 'account' | 'members'>

/** The lines of each thing by account and owner, where it is billed in several accounts. */
function placesOf(leaves: readonly BillLeaf[]): Place[] {
  const places = new Map<string, Map<string, Place>>()
  const accounts = new Map<string, Set<string>>()
  for (const [i, { scope, operation, kind }] of leaves.entries()) {
    if (!USAGE_KINDS.has(kind)) continue
    const usage = [scope.service_name, scope.region_id, scope.usage_type].join('\u0000')
    const thing = [usage, operation, kind].join('\u0000')
    const { sub_account_id: account = '', owner = '' } = scope
    const known = places.get(thing) ?? new Map<string, Place>()
    places.set(thing, known)
    accounts.set(thing, (accounts.get(thing) ?? new Set()).add(account))
    const key = `${account}\u0000${owner}`
    const place = known.get(key) ?? { thing, usage, owner, account, members: [] }
    known.set(key, place)
    place.members.push(i)
  }
  return [...places].flatMap(([thing, known]) => ((accounts.get(thing)?.size ?? 0) > 1 ? [...known.values()] : []))
}

/** The days on which a series left its level for another one. */
export function levelShifts(values: readonly number[]): Shift[] {
  const found: Shift[] = []
  for (let at = BEFORE_DAYS; at + 1 < values.length; at++) {
    const [yesterday, today, tomorrow] = [values[at - 1] ?? 0, values[at] ?? 0, values[at + 1] ?? 0]
    // Asked of every day of every place: nothing else is looked at unless it began today and went on.
    const step = tomorrow - yesterday
    if (Math.abs(step) < LEAST_CHANGE || Math.abs(step) < LEAST_SHARE * Math.max(yesterday, tomorrow) || (today - yesterday) / step < BEGUN_SHARE) continue
    const week = values.slice(at - BEFORE_DAYS, at)
    const range = Math.max(...week) - Math.min(...week)
    const before = middle([...week])
    const later = values.slice(at + 1, at + 1 + AFTER_DAYS)
    const after = middle([...later])
    const change = after - before
    const is_clear = Math.abs(change) >= RANGES * range
    const has_ended = later.every((y) => y <= GONE_RATIO * before)
    if (Math.abs(change) < Math.max(LEAST_CHANGE, LEAST_SHARE * Math.max(before, after)) || change * step <= 0 || !(is_clear || has_ended)) continue
    found.push({ at, before, change: after <= GONE_RATIO * before ? -before : change, noise: range / Math.abs(change), is_clear })
    at += AFTER_DAYS
  }
  return found
}
