import { describeSchedule } from '@/lib/desks/cost/connectors/cloud/weekly-schedule'
import { WeeklySchedule } from '@/schemas/simulation'

const LISTED = 6

/** A parameter of an action as people read it. Lists are cut with a count. */
export function paramText(value: unknown): string {
  const schedule = WeeklySchedule.safeParse(value)
  if (schedule.success) return describeSchedule(schedule.data)
  if (value === null || value === undefined) return 'not set'
  if (Array.isArray(value)) {
    const shown = value.slice(0, LISTED).map(paramText).join(', ')
    return value.length > LISTED ? `${shown} and ${value.length - LISTED} more` : shown || 'none'
  }
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([k, v]) => `${paramName(k)} ${paramText(v)}`)
      .join(', ')
  return String(value)
}

// Parameters whose names say little to a reader.
const NAMES: Record<string, string> = { marginal_ratio: 'share that leaves the bill' }

export const paramName = (name: string): string => NAMES[name] ?? name.replaceAll('_', ' ')
