import { daysBetween } from '@/lib/kernel/time'
import type { BillIncident } from './bill-incident'

// Most incidents that are told on one day and in any seven days. More would not be read.
export const MOST_PER_DAY = 10
const MOST_PER_WEEK = 30

/** Tells the dearest first, day by day, and holds back what is over the budget of that day or of the week before it. */
export function withinBudget(incidents: readonly BillIncident[]): { told: BillIncident[]; held: BillIncident[] } {
  const told: BillIncident[] = []
  const held: BillIncident[] = []
  const days = [...new Set(incidents.map(({ told_on }) => told_on))].sort()
  for (const day of days) {
    const today = incidents.filter(({ told_on }) => told_on === day).sort((a, b) => riseOf(b) - riseOf(a) || (a.incident_id < b.incident_id ? -1 : 1))
    for (const incident of today) {
      const recent = told.filter(({ told_on }) => daysBetween(told_on, day) < 7)
      const has_room = recent.length < MOST_PER_WEEK && recent.filter(({ told_on }) => told_on === day).length < MOST_PER_DAY
      ;(has_room ? told : held).push(incident)
    }
  }
  return { told, held }
}

const riseOf = (incident: BillIncident): number => Number(incident.actual_daily_cost) - Number(incident.expected_daily_cost)
