import { oncePer } from '@/lib/kernel/once-per'
import { dayOf } from '@/lib/kernel/time'
import { isNewUsage, type Model } from './counterfactual'
import { type Freed, freedCommitment } from './freed-commitment'
import { placeOf, type SavingsHistory, savingsHistory } from './history'
import { dropsEdges } from './month-edges'
import type { Place } from './saving-at'
import type { SavingsInput } from './savings-input'

/** A place with the change in it: what its days cost, since the change with what its commitments were left unused, and from where on. */
export type Measured = Place & {
  origin: number
  /** Where untouched days end: the onset of the incident, or the change itself. */
  onset: number
  freed: Freed | null
}

// A level is the newest that is known: a drift is still moving, a step is not.
const LEVEL_DAYS = { drift: 5, other: 21 } as const

/** Null where the bill does not reach the day of the change, or begins with it. */
export const measure = oncePer(new WeakMap(), (input: SavingsInput): Measured | null => {
  const billed = savingsHistory(input.points, input.bill_days)
  const origin = placeOf(billed, dayOf(input.executed_at))
  if (origin < 1) return null
  const model = modelOf(input, billed, origin)
  const onset = onsetOf(input, billed, origin)
  const freed = input.cover === undefined ? null : freedCommitment(billed, input.cover, { origin, onset, model })
  const h = freed === null ? billed : { ...billed, dollars: billed.dollars.map((y, t) => y + (freed.dollars[t] ?? 0)) }
  return { h, origin, onset, model, drops_edges: dropsEdges(h, model.kind === 'level' ? onset : origin), freed }
})

/** The level of an incident goes on if nothing is done; otherwise the whole series does. The onset day is a part of a day. */
function modelOf({ anomaly }: SavingsInput, h: SavingsHistory, origin: number): Model {
  if (anomaly === null || anomaly.shape === 'spike' || anomaly.shape === 'drop') return { kind: 'series' }
  const onset = placeOf(h, anomaly.first_day)
  const most = anomaly.shape === 'drift' ? LEVEL_DAYS.drift : LEVEL_DAYS.other
  const days = Math.min(Math.max(1, origin - Math.max(0, onset) - 1), most)
  return { kind: 'level', days, is_new: isNewUsage(h, origin, days) }
}

function onsetOf({ anomaly }: SavingsInput, h: SavingsHistory, origin: number): number {
  const onset = anomaly === null ? -1 : placeOf(h, anomaly.first_day)
  return onset < 0 ? origin : onset
}
