import type { CaseContext, RunRoom } from '@/lib/desks/cost/intents/case-context'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { beltText, beltUses, excess } from '@/lib/execution/limits/belt'
import { type ForeseenRun, foreseeRun, type Stretch } from '@/lib/execution/limits/foresee-run'
import { SUBMITTABLE } from '@/lib/intents/case-statuses'
import { ENVIRONMENT_WORDS, templateWords } from '@/lib/intents/code-words'
import { type Facts, words } from '@/lib/intents/fact'
import { formatCount, formatDay, formatInstant } from '@/lib/kernel/format'
import { addHours, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Environment, Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { CaseStatus } from '@/schemas/case'
import type { Component } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

// Stretches that are told one by one; of more the number and the last are said.
const STRETCHES_TOLD = 5
const LOOKED_AT_AGAIN = 'Before it goes on, the agreement, what it did and what is left are looked at again. It can be stopped in between.'
const CHANGED_UNDER_SETTINGS =
  'Once approved, it begins by itself then, unless a freeze, the mode or the kill switch is against it. A limit is changed under settings.'

const BEFORE_A_RUN: readonly CaseStatus[] = [...SUBMITTABLE, 'awaiting_approval', 'awaiting_veto', 'approved']
// Of a request that ended otherwise the plan does not run.
const MAY_STILL_RUN: readonly Approval['state'][] = ['pending', 'veto_open', 'approved', 'window_ended', 'expired']

/** What limits will make of a plan that may still run, has not begun and that policy does not deny; null where that is not the question, or nobody looked the limits up. */
function foreseen({ c, room, now }: CaseContext, plan: Plan): { run: ForeseenRun; from: Instant; room: RunRoom } | null {
  const { approval } = c
  const is_over = approval !== null && approval.plan_hash === plan.plan_hash && !MAY_STILL_RUN.includes(approval.state)
  if (room === null || c.run !== null || is_over || !BEFORE_A_RUN.includes(c.status) || plan.actions.length === 0 || c.policy?.decision === 'deny') return null
  // A window of veto lets the plan go when it ends.
  const from = approval?.state === 'veto_open' && approval.plan_hash === plan.plan_hash && approval.deadline > now ? approval.deadline : now
  return { run: foreseeRun(plan, room.claims, room.limits, from), from, room }
}

/** Says of a plan that cannot begin at once as a whole how it is carried out: whoever signs it signs for that. */
export function roomNotices(ctx: CaseContext, plan: Plan): Component[] {
  const known = foreseen(ctx, plan)
  if (known === null) return []
  const { run, from } = known
  const notice = (title: string, text: string, remedy: string): Component[] => [{ kind: 'notice', tone: 'info', title, text, remedy }]
  const behind = run.behind === null ? '' : `${sentence(run.behind.because)}. `
  if (!run.is_complete)
    return notice(
      'Limits never let all of it through',
      `${behind}Of ${formatCount(total(plan), 'action')}, ${begun(run)} find room. ${why(run)}`,
      CHANGED_UNDER_SETTINGS,
    )
  if (run.stretches.length > 1) return notice('It is carried out in stretches', `${behind}${inStretches(run, plan, ctx.now)} ${why(run)}`, LOOKED_AT_AGAIN)
  const [only] = run.stretches
  if (run.behind !== null) return notice('It waits for another run', `${behind}Limits let it begin when that one has ended.`, CHANGED_UNDER_SETTINGS)
  if (only === undefined || only.begins_at <= from) return []
  return notice(
    'It waits for room',
    `If approved now, limits hold it back until ${formatInstant(only.begins_at, ctx.now)}. ${why(run)}`,
    CHANGED_UNDER_SETTINGS,
  )
}

/** The limits that a plan meets and how much of them is used, for those who decide about it. Nothing where they were not looked up. */
export function limitFacts(ctx: CaseContext, plan: Plan): Facts {
  const known = foreseen(ctx, plan)
  if (known === null) return {}
  const { run, from, room } = known
  const environments = [...new Set(mainActions(plan).map((a) => a.environment))]
  return {
    room_begins: words(from > ctx.now ? 'After the window, limits allow it' : 'If approved now, limits allow it', begins(run, from, ctx.now), {
      formula: 'what the run itself will ask of the limits',
    }),
    ...Object.fromEntries(environments.flatMap((e) => [targetsFact(e, plan, room), dayFact(e, plan, room, from)])),
    ...templateFact(plan, room, from),
    ...beltFact(plan, room, from),
  }
}

const total = (plan: Plan): number => mainActions(plan).length
const begun = ({ stretches }: ForeseenRun): number => stretches.reduce((sum, s) => sum + s.action_ids.length, 0)
const why = ({ held }: ForeseenRun): string => (held === null ? '' : `${sentence(held.because)}.`)
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const daysOf = (stretches: readonly Stretch[]): string[] => [...new Set(stretches.map((s) => dayOf(s.begins_at)))]

/** "3 stretches on 3 days: 5 of 12 actions 19 Nov 09:00 UTC, 5 …". */
function inStretches(run: ForeseenRun, plan: Plan, now: Instant): string {
  const { stretches } = run
  const days = daysOf(stretches)
  const told = stretches.slice(0, STRETCHES_TOLD).map((s) => `${s.action_ids.length} from ${formatInstant(s.begins_at, now)}`)
  const more = stretches.length - told.length
  const last = stretches.at(-1)
  const rest = more === 0 || last === undefined ? '' : `, and ${more} more until ${formatInstant(last.begins_at, now)}`
  const started = run.behind === null ? 'If approved now' : 'If it began now'
  return `${started}, limits would make ${stretches.length} stretches of its ${formatCount(total(plan), 'action')}, on ${formatCount(days.length, 'day')} UTC: ${told.join(', ')}${rest}.`
}

function begins(run: ForeseenRun, from: Instant, now: Instant): string {
  const [first] = run.stretches
  const [day, last] = [first, run.stretches.at(-1)].map((s) => (s === undefined ? '' : formatDay(dayOf(s.begins_at), now)))
  if (first === undefined || !run.is_complete) return `not known: ${run.held?.because ?? 'limits do not let it through'}`
  const parts = run.stretches.length === 1 ? 'as a whole' : `in ${run.stretches.length} stretches${day === last ? '' : `, ${day} to ${last} UTC`}`
  if (run.behind !== null) return `when another run has ended, ${parts}`
  return `${first.begins_at <= from ? 'at once' : formatInstant(first.begins_at, now)}, ${parts}`
}

function targetsFact(environment: Environment, plan: Plan, { max_targets }: RunRoom): [string, Facts[string]] {
  const targets = new Set(mainActions(plan).flatMap((a) => a.targets.map((t) => t.arn))).size
  const formula = 'limit of resources in one plan, under settings'
  return [
    `room_plan_${environment}`,
    words(`Resources in one plan, ${ENVIRONMENT_WORDS[environment]}`, `${targets} of at most ${max_targets[environment]}`, { formula }),
  ]
}

function dayFact(environment: Environment, plan: Plan, { limits, claims }: RunRoom, from: Instant): [string, Facts[string]] {
  const changed = claims.filter((c) => c.environment === environment && c.claimed_at >= startOfDay(dayOf(from))).reduce((sum, c) => sum + c.targets, 0)
  const wanted = mainActions(plan)
    .filter((a) => a.environment === environment)
    .reduce((sum, a) => sum + a.targets.length, 0)
  const text = `${changed} of ${limits.mutations_per_day[environment]}, and ${wanted} by this plan`
  return [
    `room_day_${environment}`,
    words(`Resources changed that day, ${ENVIRONMENT_WORDS[environment]}`, text, { formula: 'limit of a UTC day, under settings' }),
  ]
}

/** Of several templates the one with the least room in the hour. */
function templateFact(plan: Plan, { limits, claims }: RunRoom, from: Instant): Facts {
  const templates = mainActions(plan).map((a) => a.template)
  const uses = [...new Set(templates)].map((template) => ({
    template,
    wanted: templates.filter((t) => t === template).length,
    used: claims.filter((c) => c.template === template && c.claimed_at > addHours(from, -1)).length,
  }))
  const [tightest] = uses.toSorted((a, b) => b.used + b.wanted - a.used - a.wanted)
  if (tightest === undefined) return {}
  const text = `${tightest.used} of ${limits.uses_per_hour}, and ${tightest.wanted} by this plan`
  return { room_hour: words(`Uses in an hour, ${templateWords(tightest.template)}`, text, { formula: 'the same limit for every tenant' }) }
}

/** Of several accounts and kinds the one whose share is used the most; nothing where none is limited. */
function beltFact(plan: Plan, { limits, claims }: RunRoom, from: Instant): Facts {
  if (limits.belt === undefined) return {}
  const changed = claims.filter((c) => c.claimed_at >= startOfDay(dayOf(from)))
  const [tightest] = beltUses({ plan: { ...plan, actions: mainActions(plan) }, ...limits.belt, changed }).toSorted((a, b) => excess(b) - excess(a))
  if (tightest === undefined) return {}
  return { room_share: words('Share of an account in a day', beltText(tightest), { formula: 'limit of a UTC day, under settings' }) }
}
