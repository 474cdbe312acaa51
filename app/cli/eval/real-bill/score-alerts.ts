import type { InjectedEvent } from './injected-bill'

/** Days of the bill (from 0) that are scored: six weeks of history come first. */
export const SCORED = { from: 43, to: 132 } as const
// Flags of one cell with no more than this many days between them are one alert.
const MERGE_DAYS = 7
// An event is found when its cell is flagged up to this many days after its end; a natural alert is the same one within this many days.
const LATE_DAYS = 2

/** Days on which a detector flags each cell. */
export type Flags = ReadonlyMap<string, ReadonlySet<number>>
export type Alert = { cell: string; first: number }

export type AlertScore = {
  events: number
  found: number
  /** Against the same bill without the events: alerts that it also raises are neither right nor wrong. */
  f1: number
  precision: number
  /** With every alert of the bill's own counted as false, in proportion to the share of the events that is scored. */
  f1_all: number
  precision_all: number
  recall: number
  dollar_recall: number
  alerts: number
  alerts_per_week: number
  natural_alerts: number
  false_alerts: number
  by_cause: Record<string, { found: number; events: number }>
  missed: string[]
}

export function alertsOf(flags: Flags): Alert[] {
  return [...flags].flatMap(([cell, days]) => {
    const alerts: Alert[] = []
    let last = Number.NEGATIVE_INFINITY
    for (const t of [...days].sort((a, b) => a - b)) {
      if (t < SCORED.from || t > SCORED.to) continue
      if (t - last > MERGE_DAYS) alerts.push({ cell, first: t })
      last = t
    }
    return alerts
  })
}

export const isDuring = (t: number, event: InjectedEvent): boolean => t >= event.first && t <= event.last + LATE_DAYS

const isFoundBy = (flags: Flags, event: InjectedEvent): boolean =>
  [...event.cells].some((cell) => [...(flags.get(cell) ?? [])].some((t) => t >= SCORED.from && t <= SCORED.to && isDuring(t, event)))

/** Scores flags on the injected bill. `events` are scored; alerts on the events of `others` count neither way. `natural` are the flags on the bill without events. */
export function scoreAlerts(flags: Flags, natural: Flags, events: readonly InjectedEvent[], others: readonly InjectedEvent[]): AlertScore {
  const all = alertsOf(flags)
  const own = alertsOf(natural)
  const hits = (alert: Alert, list: readonly InjectedEvent[]) => list.some((event) => event.cells.has(alert.cell) && isDuring(alert.first, event))
  const right = all.filter((alert) => hits(alert, events))
  const rest = all.filter((alert) => !hits(alert, events) && !hits(alert, others))
  const wrong = rest.filter((alert) => !own.some(({ cell, first }) => cell === alert.cell && Math.abs(first - alert.first) <= LATE_DAYS))
  const found = events.filter((event) => isFoundBy(flags, event))
  const recall = ratio(found.length, events.length)
  const precision = ratio(right.length, right.length + wrong.length)
  const share = events.length / Math.max(1, events.length + others.length)
  const precision_all = ratio(right.length, right.length + share * rest.length)
  const dollars = (list: readonly InjectedEvent[]) => list.reduce((sum, { impact }) => sum + impact, 0)
  const by_cause: AlertScore['by_cause'] = {}
  for (const event of events) {
    const known = by_cause[event.cause] ?? { found: 0, events: 0 }
    by_cause[event.cause] = { found: known.found + (found.includes(event) ? 1 : 0), events: known.events + 1 }
  }
  return {
    events: events.length,
    found: found.length,
    f1: harmonic(precision, recall),
    precision,
    f1_all: harmonic(precision_all, recall),
    precision_all,
    recall,
    dollar_recall: ratio(dollars(found), dollars(events)),
    alerts: all.length,
    alerts_per_week: round3((all.length * 7) / (SCORED.to - SCORED.from + 1)),
    natural_alerts: own.length,
    false_alerts: wrong.length,
    by_cause,
    missed: events.filter((event) => !found.includes(event)).map(({ event_id }) => event_id),
  }
}

export const round3 = (x: number): number => Math.round(x * 1000) / 1000
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : round3(part / whole))
const harmonic = (a: number, b: number): number => (a + b === 0 ? 0 : round3((2 * a * b) / (a + b)))
