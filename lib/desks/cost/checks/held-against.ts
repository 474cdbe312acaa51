import { middle } from '@/lib/desks/cost/detect/model/middle'
import { oncePer } from '@/lib/kernel/once-per'
import { round6 } from '@/lib/kernel/stats'
import { dayOf } from '@/lib/kernel/time'
import type { MeasuredOn } from '@/schemas/verification'
import { type Control, chooseControl, ratiosOf } from './control'
import { halfWidth, ownWidth, type Width } from './half-width'
import { type Measured, measure } from './measure'
import type { RatioAt } from './placebos'
import { type SavingAt, savingAt, timesExpected } from './saving-at'
import type { SavingsInput } from './savings-input'

/**
 * A saving with how far it may be off: by what the method misses, and by `margin` if any of the untouched slices that it was held against did alone what happened to all. `came_apart` tells of slices
 * that differ by too much since to be held against.
 */
export type Held = {
  found: SavingAt
  width(n: number): Width
  margin: { more: number; less: number }
  control: MeasuredOn['control']
  came_apart: MeasuredOn['came_apart']
}

/**
 * The saving over the days that are settled. Where untouched slices moved alike before and make the interval narrower, what the middle of them missed of its own
 * expectation is taken out of this one's.
 */
export const heldAgainst = oncePer(new WeakMap(), (input: SavingsInput): Held | null => {
  const m = measure(input)
  if (m === null) return null
  const found = savingAt(m, m.origin, input.days, dayOf(input.executed_at))
  if (found === null) return null
  const width = oncePer(new Map(), (n: number) => halfWidth(input, m, n))
  const alone: Held = { found, width, margin: { more: 0, less: 0 }, control: null, came_apart: undefined }
  const known = input.measured_on?.control ?? null
  if (known !== null) return { ...alone, found: timesExpected(found, known.ratio), control: known }
  // What commitments were left unused is held against this one's own expectation.
  const control = m.freed === null ? chooseControl(m.h, input.controls ?? [], input.bill_days, m.onset) : null
  return control === null || width(found.known_days).source !== 'own' ? alone : against(control, m, alone)
})

/** Any of the slices may have moved by itself, which would be taken for a saving or a loss: so the interval spans what each of them says, and where that is as wide as without them, they are left out. */
function against(control: Control, m: Measured, alone: Held): Held {
  const { found } = alone
  const ratioAt: RatioAt = (origin, used) => middle(ratiosOf(control, m.model, origin, used))
  const width = oncePer(new Map(), (n: number) => ownWidth(m, n, ratioAt) ?? alone.width(n))
  const [within, without] = [width(found.known_days).ratio, alone.width(found.known_days).ratio]
  if (within >= without) return alone
  const ratios = ratiosOf(control, m.model, m.origin, found.used)
  const ratio = middle([...ratios])
  const [least, most] = [ratios[0] ?? ratio, ratios.at(-1) ?? ratio]
  const told = { least: round6(least), most: round6(most) }
  if (ratio * within + (most - least) / 2 >= without) return { ...alone, came_apart: { slices: ratios.length, ...told } }
  const { scope, correlation } = control
  return {
    found: timesExpected(found, ratio),
    width,
    margin: { more: found.expected * (ratio - least), less: found.expected * (most - ratio) },
    control: { scope, correlation: round6(correlation), ratio: round6(ratio), others: ratios.length - 1, ...told },
    came_apart: undefined,
  }
}
