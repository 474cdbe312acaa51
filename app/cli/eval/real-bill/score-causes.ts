import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { BillIncident } from '@/lib/desks/cost/detect/scan/bill-incident'
import { RIGHT_ANSWERS } from './category-map'
import { cellOf, type InjectedEvent } from './injected-bill'
import { isDuring, ratio } from './score-alerts'

export type CauseScore = {
  attribution_top1: number
  attribution_top3: number
  category_accuracy: number
  scored: number
  wrong_cause: string[]
  wrong_category: string[]
}

/** The incident that tells of an event: flagged in one of its cells while it lasts; one that begins then before one that goes on. */
function incidentOf(event: InjectedEvent, incidents: readonly BillIncident[]): BillIncident | undefined {
  const flagsIn = ({ cells }: BillIncident) => cells.filter(({ scope }) => event.cells.has(cellOf(scope))).map(({ flagged }) => flagged)
  const near = incidents.filter((incident) => flagsIn(incident).some((flagged) => flagged.some((t) => isDuring(t, event))))
  return near.find((incident) => flagsIn(incident).some(([first = -1]) => isDuring(first, event))) ?? near[0]
}

/** Whether the first cause of the incident is a line of the event, and whether its category or mechanism is a right answer for it. Over the events that were found. */
export function scoreCauses(events: readonly InjectedEvent[], incidents: readonly BillIncident[]): CauseScore {
  const told = events.flatMap((event) => {
    const incident = incidentOf(event, incidents)
    return incident === undefined ? [] : [{ event, incident }]
  })
  const named = (top: number) => told.filter(({ event, incident }) => incident.causes.slice(0, top).some(({ leaf }) => event.leaves.has(leaf)))
  const right = told.filter(({ event, incident }) => {
    const { categories, mechanisms } = RIGHT_ANSWERS[event.cause]
    return categories.includes(incident.category) || mechanisms.includes(incident.mechanism)
  })
  const others = (list: typeof told) =>
    told.filter((one) => !list.includes(one)).map(({ event, incident }) => `${event.event_id} ${event.cause}: ${incident.category}`)
  return {
    attribution_top1: ratio(named(1).length, told.length),
    attribution_top3: ratio(named(3).length, told.length),
    category_accuracy: ratio(right.length, told.length),
    scored: told.length,
    wrong_cause: others(named(1)),
    wrong_category: others(right),
  }
}

const BEFORE_DAYS = 14

/** The simple way: in a flagged cell the line that moved most against its median of two weeks, on the event's first day. */
export function simpleAttribution(events: readonly InjectedEvent[], { leaves }: DailyBill): number {
  const right = events.filter((event) => {
    let best = { leaf: -1, change: -1 }
    for (const [i, leaf] of leaves.entries()) {
      if (!event.cells.has(cellOf(leaf.scope))) continue
      const change = Math.abs((leaf.values[event.first] ?? 0) - middle(leaf.values.slice(Math.max(0, event.first - BEFORE_DAYS), event.first)))
      if (change > best.change) best = { leaf: i, change }
    }
    return event.leaves.has(best.leaf)
  })
  return ratio(right.length, events.length)
}
