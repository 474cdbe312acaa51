import { round6 } from '@/lib/kernel/stats'
import type { Instant } from '@/schemas/time'
import type { Cell } from '../bill/grains'
import { changeWindow, windowChange } from '../bill/window-change'
import { ACTIVE_DAYS, RECENT_DAYS, recentIncident } from '../model/active-incident'
import { detectorOn } from '../model/detect-series'
import type { CalendarDay, Detection, Incident } from '../model/scored-day'
import type { DetectParams } from '../params'

export type Candidate = { cell: Cell; found: Detection; incident: Incident; rise: number }
export type Candidates = { rises: Candidate[]; falls: Candidate[]; unsettled: Candidate[] }

// Recent incidents and the three weeks that one may last.
const LOOK_BACK_DAYS = 56

/** Cells with an incident that is going on or ended within four weeks, largest change first. */
export function findCandidates(cells: readonly Cell[], calendar: readonly CalendarDay[], p: DetectParams, now: Instant): Candidates {
  const all: Candidates = { rises: [], falls: [], unsettled: [] }
  const detector = detectorOn(calendar, p, now)
  for (const cell of cells) {
    // No rise or fall can be material in a scope that never costs as much as the smallest material amount.
    if (!cell.values.slice(-LOOK_BACK_DAYS).some((y) => y >= p.min_impact)) continue
    const found = detector.flagged(cell.values)
    if (found === null) continue
    for (const direction of ['rise', 'fall'] as const) {
      const incident = recentIncident(found, direction, direction === 'rise' ? RECENT_DAYS : ACTIVE_DAYS)
      if (incident === undefined) continue
      const candidate = { cell, found, incident, rise: changeOf(cell, calendar, incident) }
      if (incident.flagged.length === 0) all.unsettled.push(candidate)
      else if (direction === 'rise') all.rises.push(candidate)
      else all.falls.push(candidate)
    }
  }
  const bySize = (a: Candidate, b: Candidate) => Math.abs(b.rise) - Math.abs(a.rise) || (a.cell.leaves.join() < b.cell.leaves.join() ? -1 : 1)
  return { rises: all.rises.sort(bySize), falls: all.falls.sort(bySize), unsettled: all.unsettled.sort(bySize) }
}

function changeOf(cell: Cell, calendar: readonly CalendarDay[], incident: Incident): number {
  const [first = incident.unsettled[0] ?? 0] = incident.flagged
  const { expected, actual } = windowChange(cell.values, calendar, changeWindow(calendar, first, incident.flagged.at(-1) ?? first))
  return round6(actual - expected)
}
