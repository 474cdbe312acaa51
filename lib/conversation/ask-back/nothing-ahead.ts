import type { Frame } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { buildFrame } from '../frame/build-frame'
import { NO_SLOTS } from '../frame/slots'

/** What is said where a question looks ahead: no view forecasts, and the bill ends with its last day. */
export const NOTHING_AHEAD = 'Nothing here looks ahead of the bill; it can show what was spent so far.'

/** Of the same places, what a forecast would rest on: the cost so far, day by day, and what changed. */
export function lookingBack(frame: Frame, today: Day): Frame[] {
  if (!('any_of' in frame)) return [frame]
  const { scope, except, environment, charge, any_of } = frame
  const same = { scope, except, environment, charge, any_of }
  return (['breakdown', 'timeseries', 'top_movers'] as const).map((name) => buildFrame(name, NO_SLOTS, today, '', same))
}
