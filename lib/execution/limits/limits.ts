import { mainActions } from '@/lib/execution/accompany/main-actions'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import { addHours, addMs, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Environment, Plan } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { type BeltQuestion, beltText, beltUses, beyondBelt } from './belt'

/** One effect that was claimed: what it touched, and whether an answer is still missing. A run that waits in an account until its targets have settled is one that touches nothing. */
export type CountedClaim = {
  case_id: string
  account_id: string
  template: string | null
  environment: Environment | null
  targets: number
  claimed_at: Instant
  is_open: boolean
  /** What such a run waits for, where it is known: "until the database reports has stopped", and when that is over at the latest. */
  settling?: { because: string; until: Instant }
}

export type ExecutionLimits = {
  /** Resources changed a day, per environment. */
  mutations_per_day: Readonly<Record<Environment, number>>
  /** Runs under way at once, in the tenant and in one account. */
  concurrent: number
  concurrent_per_account: number
  /** Uses of one template an hour, and a UTC day. */
  uses_per_hour: number
  uses_per_day: number
  /** Share of each kind of resources of an account a day, and how many there are; absent: nobody counts. */
  belt?: Pick<BeltQuestion, 'estate' | 'pct'>
}

export const DEFAULT_LIMITS: Omit<ExecutionLimits, 'mutations_per_day'> = { concurrent: 2, concurrent_per_account: 1, uses_per_hour: 10, uses_per_day: 40 }

/** An open claim of another case counts as a run under way for this long; then its process is dead and its run is gone on with by its own job. */
const UNDER_WAY_MIN = 15
const MS_PER_MIN = 60_000

/** Why a plan waits, and when to ask again. */
export type Held = { limit: 'daily' | 'belt' | 'concurrent' | 'account' | 'template'; because: string; retry_at: Instant }

/** The first limit that a plan, or what is left of one, would break if it began now, or null. Pure: the claims are counted by the caller. */
export function heldBack(asked: Plan, claims: readonly CountedClaim[], limits: ExecutionLimits, now: Instant, it = 'the plan'): Held | null {
  const plan = { ...asked, actions: mainActions(asked) }
  const others = claims.filter((c) => c.case_id !== plan.case_id && c.is_open && c.claimed_at > addMs(now, -UNDER_WAY_MIN * MS_PER_MIN))
  const soon = addMs(now, MS_PER_MIN)
  const running = new Set(others.map((c) => c.case_id)).size
  if (running >= limits.concurrent)
    return {
      limit: 'concurrent',
      because: `${formatCount(running, 'other plan')} ${running === 1 ? 'is' : 'are'} being carried out, and at most ${limits.concurrent} may be at once${whatOneWaitsFor(others, running, now)}`,
      retry_at: soon,
    }
  const belt =
    limits.belt === undefined ? null : beyondBelt(beltUses({ plan, ...limits.belt, changed: claims.filter((c) => c.claimed_at >= startOfDay(dayOf(now))) }))
  if (belt !== null) return { limit: 'belt', because: beltText(belt), retry_at: addHours(startOfDay(dayOf(now)), 24) }
  for (const { account_id, environment, template, targets } of plan.actions) {
    const in_account = others.filter((c) => c.account_id === account_id)
    if (new Set(in_account.map((c) => c.case_id)).size >= limits.concurrent_per_account)
      return { limit: 'account', because: whoIsIn(account_id, in_account, now), retry_at: soon }
    const today = claims.filter((c) => c.environment === environment && c.claimed_at >= startOfDay(dayOf(now)))
    const changed = today.reduce((total, c) => total + c.targets, 0)
    const wanted = plan.actions.filter((a) => a.environment === environment).reduce((total, a) => total + a.targets.length, 0)
    const most = limits.mutations_per_day[environment]
    if (changed + wanted > most)
      return {
        limit: 'daily',
        because: `${changed} of ${most} resources in ${environment} were changed today, and ${it} changes ${Math.max(wanted, targets.length)}`,
        retry_at: addHours(startOfDay(dayOf(now)), 24),
      }
    const held = heldByTemplate(template, plan, claims, limits, now, it)
    if (held !== null) return held
  }
  return null
}

/** A run that waits until its targets have settled, the first to end at the latest. */
const firstToSettle = (claims: readonly CountedClaim[]) => claims.flatMap((c) => c.settling ?? []).toSorted((a, b) => (a.until < b.until ? -1 : 1))[0]
const waitOf = ({ because, until }: NonNullable<CountedClaim['settling']>, now: Instant): string =>
  `waits ${because}, until ${formatInstant(until, now)} at most`

function whoIsIn(account_id: string, claims: readonly CountedClaim[], now: Instant): string {
  const first = firstToSettle(claims)
  return first === undefined ? `another plan is being carried out in account ${account_id}` : `another run in account ${account_id} ${waitOf(first, now)}`
}

function whatOneWaitsFor(claims: readonly CountedClaim[], running: number, now: Instant): string {
  const first = firstToSettle(claims)
  return first === undefined ? '' : `; ${running === 1 ? 'it' : 'one of them'} ${waitOf(first, now)}`
}

/** A plan's uses of a template beside those of the day and of the last hour. */
function heldByTemplate(template: string, plan: Plan, claims: readonly CountedClaim[], limits: ExecutionLimits, now: Instant, it: string): Held | null {
  const wanted = plan.actions.filter((a) => a.template === template).length
  const uses = claims.filter((c) => c.template === template)
  const told = (used: number, when: string, most: number, each: string): string =>
    `${template.replaceAll('_', ' ')} was used ${formatCount(used, 'time')} ${when}, ${it} uses it ${formatCount(wanted, 'time')}, and it may be used at most ${most} times ${each}`
  const midnight = startOfDay(dayOf(now))
  const used = uses.filter((c) => c.claimed_at >= midnight).length
  if (used + wanted > limits.uses_per_day)
    return { limit: 'template', because: told(used, 'today', limits.uses_per_day, 'a day'), retry_at: addHours(midnight, 24) }
  const recent = uses.map((c) => c.claimed_at).filter((at) => at > addHours(now, -1))
  const excess = recent.length + wanted - limits.uses_per_hour
  if (excess <= 0) return null
  // There is room once as many of them are an hour old as are too many.
  const last_in_the_way = recent.toSorted()[excess - 1] ?? now
  return { limit: 'template', because: told(recent.length, 'in the last hour', limits.uses_per_hour, 'an hour'), retry_at: addHours(last_in_the_way, 1) }
}
