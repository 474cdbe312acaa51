import { type BillLeaf, type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { monthlyCharges } from '@/lib/desks/cost/detect/charges/monthly-charges'
import { detectValues } from '@/lib/desks/cost/detect/model/detect-series'
import type { CalendarDay, Detection, Incident } from '@/lib/desks/cost/detect/model/scored-day'
import type { Scope } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import type { Alarm, Silenced } from './alarm'
import { type BillFall, billFall } from './bill-fall'
import { frozenDays } from './frozen-days'
import { isNews } from './is-news'
import type { ScanParams } from './scan-params'
import { silencedMonthly } from './silenced-monthly'
import { wasStill } from './was-still'

/** The grain at which causes are named: a usage type in an account and region. */
const LEAF_KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type', 'owner'] as const satisfies readonly (keyof Scope)[]

const ESCALATION_DAYS = 3
// What an operation says within so many days of its usage type is the same news.
const SAME_NEWS_DAYS = 3

/** What the daily model says about every usage type, and about its operations where the usage type shows nothing, over all days, each judged by the days before it. */
export function levelAlarms({ days, is_whole, leaves }: DailyBill, p: ScanParams): Found {
  const calendar = days.map((day, t) => ({ day, is_settled: is_whole[t] === true }))
  // A day that is not whole is expected and not judged: nothing is known about it yet when the bill ends.
  const now: Instant = `${days.at(-1) ?? '1970-01-01'}T00:00:00.000Z`
  const cells = groupLeaves(leaves, LEAF_KEYS, ({ kind }) => USAGE_KINDS.has(kind)).map((members) => {
    const cell = cellAlarms(members, leaves, calendar, now, p)
    const lines = operationsOf(members, leaves).flatMap((line) => cellAlarms(line, leaves, calendar, now, p).alarms)
    return { ...cell, alarms: [...cell.alarms, ...lines.filter((alarm) => !cell.alarms.some((other) => isSameNews(other, alarm)))] }
  })
  return {
    alarms: cells.flatMap(({ alarms }) => alarms),
    silenced: cells.flatMap(({ silenced }) => silenced),
    falls: cells.flatMap(({ falls }) => falls),
  }
}

type Found = { alarms: Alarm[]; silenced: Silenced[]; falls: BillFall[] }

function cellAlarms(members: number[], leaves: readonly BillLeaf[], calendar: readonly CalendarDay[], now: Instant, p: ScanParams): Found {
  const values = sumLeaves(members, leaves)
  if (!values.some((y) => y >= p.still_impact)) return { alarms: [], silenced: [], falls: [] }
  const alarms: Alarm[] = []
  const silenced: Silenced[] = []
  const came = monthlyCharges(values)?.came
  const plain = came === undefined ? values : values.map((y, t) => y - (came[t] ?? 0))
  const found = detectValues(calendar, values, { ...p, min_impact: p.still_impact, min_impact_ratio: p.still_impact_ratio }, now)
  for (const incident of found.incidents.filter(({ direction, flagged }) => direction === 'rise' && flagged.length > 0)) {
    const [first = 0] = incident.flagged
    const material = wasStill(values, first, p) ? incident.flagged : incident.flagged.filter((t) => isMaterial(found, t, p))
    if (material.length === 0) continue
    const news = material.filter((t) => isNews(plain, t, p))
    const told = segmentsOf(values, news, p).map((flagged, i, all) => alarmOf(members, leaves, found, incident, flagged, all[i + 1]?.[0]))
    alarms.push(...told)
    if (told.length === 0) silenced.push({ alarm: alarmOf(members, leaves, found, incident, incident.flagged, undefined), rule: 'known_level' })
  }
  const scope = leaves[members[0] ?? 0]?.scope ?? {}
  silenced.push(...silencedMonthly({ detector: 'level', scope, members }, values, came, alarms, p.min_impact))
  const falls = found.incidents.filter(({ direction }) => direction === 'fall').flatMap((incident) => billFall(scope, found, incident, 2 * p.min_impact) ?? [])
  return { alarms, silenced, falls }
}

/**
 * The operations of a usage type, where there are several: transfer between zones and through a load balancer are one usage type, and the one hides what
 * the other does. Only usage at the usual price: between spot, committed and on demand the same usage moves to and fro.
 */
function operationsOf(members: readonly number[], leaves: readonly BillLeaf[]): number[][] {
  const lines = new Map<string, number[]>()
  for (const i of members) {
    const leaf = leaves[i]
    if (leaf?.kind === 'standard') lines.set(leaf.operation, [...(lines.get(leaf.operation) ?? []), i])
  }
  return lines.size < 2 ? [] : [...lines.values()]
}

const isSameNews = (a: Alarm, b: Alarm): boolean => a.lasting.some((t) => Math.abs(t - (b.flagged[0] ?? 0)) <= SAME_NEWS_DAYS)

/** The floors for cells that move by themselves. New spend has a floor of its own, and a share of nothing is nothing. */
function isMaterial({ days }: Detection, t: number, p: ScanParams): boolean {
  const { actual, expected, z } = days[t] ?? { actual: 0, expected: 0, z: 0 }
  return actual - expected >= Math.max(z >= p.clear_z ? p.clear_impact : p.min_impact, p.min_impact_ratio * expected)
}

/** Days with news that belong together; a jump far above the days just before it begins anew. */
function segmentsOf(values: readonly number[], news: readonly number[], p: ScanParams): number[][] {
  const segments: number[][] = []
  for (const t of news) {
    const current = segments.at(-1)
    if (current === undefined || t - (current.at(-1) ?? 0) > p.gap_days || isEscalation(values, t, current, p)) segments.push([t])
    else current.push(t)
  }
  return segments
}

function isEscalation(values: readonly number[], t: number, current: readonly number[], p: ScanParams): boolean {
  const highest = Math.max(...values.slice(t - ESCALATION_DAYS, t))
  return current.length >= ESCALATION_DAYS && (values[t] ?? 0) - highest >= Math.max(p.min_impact, p.escalation_ratio * highest)
}

function alarmOf(members: number[], leaves: readonly BillLeaf[], found: Detection, incident: Incident, flagged: number[], next: number | undefined): Alarm {
  const [first = 0] = flagged
  const lasting = incident.flagged.filter((t) => t >= first && (next === undefined || t < next))
  const expected = lasting.map((t) => found.days[t]?.expected ?? 0)
  return {
    detector: 'level',
    scope: leaves[members[0] ?? 0]?.scope ?? {},
    members,
    flagged,
    lasting,
    expected,
    is_new: incident.tests.length === 1 && incident.tests[0] === 'new_spend',
    usual: frozenDays(found, first),
  }
}
