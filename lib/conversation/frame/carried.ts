import type { Scope } from '@/schemas/evidence/cost'
import type { Frame, FrameName } from '@/schemas/frame'
import type { ReadingContext } from '../follow-up/context'
import type { GazetteerCase } from '../tag/gazetteer'
import { CLASSES } from '../words/word-classes'
import type { Carried } from './cost-frame'
import type { Slots } from './slots'

/**
 * A view that was asked for in passing ("over time", "and by team") keeps the scope and period of the last one; a new topic does not. After
 * a case, or on its page, "it" is where the case sits.
 */
export function carriedFor(name: FrameName, text: string, slots: Slots, ctx: ReadingContext): Carried {
  const { previous } = ctx
  const times = DIFFERENCE.test(text) ? lastTwoTimes(ctx) : undefined
  const leans = /\b(?:it|that|this|there|those|these|them|same|and|also|now|instead|again)\b/.test(text.replace(/<period>/g, ''))
  const has_place = Object.keys(slots.scope).length > 0 || slots.environment !== null
  const switches = SWITCHES.has(name) && !has_place && text.split(' ').length <= 6 && !/\b(?:total|whole|bill|all|overall|everything)\b/.test(text)
  if (previous !== null && 'scope' in previous) {
    if (!leans && !switches && !isRowOf(previous, name, slots) && times === undefined) return {}
    return {
      scope: previous.scope,
      ...('except' in previous ? { except: previous.except, environment: previous.environment } : {}),
      ...('charge' in previous ? { charge: previous.charge, any_of: previous.any_of } : {}),
      ...('period' in previous && previous.period !== null ? { period: previous.period } : {}),
      ...('baseline' in previous && (name === 'top_movers' || name === 'compare_periods') ? { baseline: previous.baseline } : {}),
      ...('group_by' in previous && previous.group_by !== null && slots.scope.service_name === undefined ? { group_by: previous.group_by } : {}),
      ...times,
    }
  }
  const after_case = previous !== null && 'case_id' in previous ? previous.case_id : null
  const case_id = has_place ? null : after_case !== null && (leans || switches) ? after_case : leans ? ctx.focus_case : null
  const found = ctx.gazetteer.cases.find((c) => c.case_id === case_id)
  return found === undefined ? {} : { scope: splitBy(slots.group_by, scopeOfCase(found)) }
}

/** “Lines for lumen-dev” after the cost by account: those behind that row of it. */
const isRowOf = (previous: Frame, name: FrameName, { scope, period }: Slots): boolean =>
  name === 'line_items' && period === null && 'group_by' in previous && Object.keys(scope).length === 1 && Object.keys(scope)[0] === previous.group_by

const DIFFERENCE = new RegExp(`(?<!\\S)(?:${CLASSES.different.join('|')})(?!\\S)`)
/** “Why the difference” after October and then September of the same view: those two times, side by side. */
function lastTwoTimes({ previous, trail }: ReadingContext): Carried | undefined {
  const before = trail?.at(-1)
  if (previous === null || before === undefined || before.frame !== previous.frame || !('scope' in previous) || !('scope' in before)) return undefined
  if (!('period' in previous) || !('period' in before) || previous.period === null || before.period === null) return undefined
  const [baseline, period] = [previous.period, before.period].toSorted((a, b) => (a.start < b.start ? -1 : 1))
  if (period === undefined || baseline === undefined || period.start === baseline.start) return undefined
  return { period, baseline }
}

/** “Which services” after a case of one service: where it sits is kept as far as it can be split so. */
const splitBy = (group_by: Slots['group_by'], scope: Scope): Scope => Object.fromEntries(Object.entries(scope).filter(([key]) => key !== group_by))

const SWITCHES: ReadonlySet<FrameName> = new Set(['timeseries', 'line_items', 'compare_periods', 'breakdown'])

function scopeOfCase({ sub_account_id, service_name, region_id, owner }: GazetteerCase): Scope {
  return {
    ...(sub_account_id === null ? {} : { sub_account_id }),
    ...(service_name === null ? {} : { service_name }),
    ...(region_id === null ? {} : { region_id }),
    ...(owner === null ? {} : { owner }),
  }
}
