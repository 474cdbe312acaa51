import { oncePer } from '@/lib/kernel/once-per'
import { dayOf } from '@/lib/kernel/time'
import type { MeasuredOn } from '@/schemas/verification'
import { chooseControl, ratioOf, told } from './control'
import { halfWidth, MIN_PLACEBOS, ownErrors, type Width, widest } from './half-width'
import { measure } from './measure'
import { type RatioAt, type SavingAt, savingAt } from './saving-at'
import type { SavingsInput } from './savings-input'

/** A saving with how far it may be off, and the untouched slices that it was held against, if any. */
export type Held = { found: SavingAt; width(n: number): Width; control: MeasuredOn['control'] }

/**
 * The saving over the days that are settled. Where untouched slices moved alike before and make the method's errors smaller, what those missed of their own
 * expectation is taken out of this one's.
 */
export const heldAgainst = oncePer(new WeakMap(), (input: SavingsInput): Held | null => {
  const m = measure(input)
  if (m === null) return null
  const at = (ratioAt?: RatioAt) => savingAt(m.h, m.origin, input.days, m.model, m.drops_edges, dayOf(input.executed_at), ratioAt)
  const plain = at()
  if (plain === null) return null
  const known = input.measured_on?.control ?? null
  if (known !== null) {
    const found = at(() => known.ratio)
    return found === null ? null : { found, width: (n) => halfWidth(input, m, n), control: known }
  }
  const alone: Held = { found: plain, width: oncePer(new Map(), (n: number) => halfWidth(input, m, n)), control: null }
  // What commitments were left unused is held against this one's own expectation.
  const candidates = m.freed === null ? (input.controls ?? []) : []
  const control = candidates.length === 0 ? null : chooseControl(m.h, candidates, input.bill_days, m.onset)
  if (control === null) return alone
  const ratioAt = ratioOf(control, m.model)
  const errors = ownErrors(m, plain.known_days, ratioAt)
  if (errors.length < MIN_PLACEBOS) return alone
  const without = alone.width(plain.known_days)
  if (without.source !== 'own' || widest(errors, m, plain.known_days, ratioAt) >= without.ratio) return alone
  const ratio = ratioAt(m.origin, plain.used)
  const found = at(() => ratio)
  const width = (n: number): Width => {
    const found = ownErrors(m, n, ratioAt)
    return { ratio: widest(found, m, n, ratioAt), placebos: found.length, source: 'own' }
  }
  return found === null ? alone : { found, width, control: told(control, ratio) }
})
