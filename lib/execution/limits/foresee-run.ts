import { mainActions } from '@/lib/execution/accompany/main-actions'
import { addHours, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { type CountedClaim, type ExecutionLimits, type Held, heldBack } from './limits'
import { nextStretch, roomFor } from './stretch'

/** Actions of a plan that begin together, in its order. */
export type Stretch = { begins_at: Instant; action_ids: readonly string[] }

/** What limits make of a plan that is let go at a moment, were nothing else asked for after it. */
export type ForeseenRun = {
  stretches: readonly Stretch[]
  /** The limit that keeps the plan from beginning as a whole at that moment; null where none does. */
  held: Held | null
  /** A run of another plan that has to end first; nobody knows when it does. */
  behind: Held | null
  /** Whether every action finds room. What nobody can count never does. */
  is_complete: boolean
}

// Bound of the moments that are looked at: a stretch each of the most actions that a plan has, and the hours and midnights between them.
const MOMENTS = 400

/** Asks of a plan what its run will ask (`roomFor`, `nextStretch`), at each moment from which it says that there is room. Pure. */
export function foreseeRun(plan: Plan, claims: readonly CountedClaim[], limits: ExecutionLimits, now: Instant): ForeseenRun {
  let left = { ...plan, actions: mainActions(plan) }
  const first = roomFor(left, claims, limits, now, false)
  const behind = 'held' in first && isAnotherRun(first.held) ? first.held : null
  const counted = claims.map((c) => (behind === null ? c : { ...c, is_open: false }))
  const stretches: Stretch[] = []
  const held = heldBack(left, counted, limits, now)
  let at = now
  for (let n = 0; n < MOMENTS && left.actions.length > 0; n++) {
    const room = roomFor(left, counted, limits, at, stretches.length > 0)
    if ('held' in room) {
      // Nothing that was asked for stands in the way any more: it never finds room.
      if (room.held.retry_at <= at || counted.every((c) => c.claimed_at < startOfDay(dayOf(addHours(at, -1))))) break
      at = room.held.retry_at
      continue
    }
    stretches.push({ begins_at: at, action_ids: room.may_begin })
    counted.push(...claimsOf(left, room.may_begin, at))
    left = { ...left, actions: left.actions.filter((a) => !room.may_begin.includes(a.action_id)) }
    const next = left.actions.length === 0 ? null : nextStretch(left, counted, limits, at, 'what is left of the plan')
    at = next?.retry_at ?? at
  }
  return { stretches, held, behind, is_complete: left.actions.length === 0 }
}

const isAnotherRun = ({ limit }: Held): boolean => limit === 'concurrent' || limit === 'account'

/** What a stretch leaves behind for the limits to count. */
const claimsOf = ({ case_id, actions }: Plan, begun: readonly string[], claimed_at: Instant): CountedClaim[] =>
  actions
    .filter((a) => begun.includes(a.action_id))
    .map(({ account_id, template, environment, targets }) => ({
      ...{ case_id, account_id, template, environment, targets: targets.length, claimed_at },
      is_open: false,
    }))
