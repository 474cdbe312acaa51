import type { Ledger } from '../say'
import { clausesOf, type Slot, type Speech, slotsIn } from '../speech'
import type { Violation } from './violation'

// A figure of one part ("mover_change", "top_share") and the name of that part ("mover", "top_name").
const PART = /^(.+)_(?:change|share)$/

const nameOf = (id: string, ledger: Ledger): string | undefined => {
  const part = PART.exec(id)?.[1]
  return part === undefined ? undefined : [part, `${part}_name`].find((name) => name in ledger)
}

/** A part's figure said of the whole, or the whole's figure said of a part. */
export function ownerViolations(sentence: string, speech: Speech, ledger: Ledger): Violation[] {
  return clausesOf(sentence).flatMap((clause) => {
    const said = slotsIn(clause, speech).map(({ slot }) => slot)
    return said.flatMap((slot, at): Violation[] => {
      const names = slot.ids.map((id) => nameOf(id, ledger))
      const is_nameless = names.length > 0 && names.every((name) => name !== undefined && !speechHas(name, slot, sentence, speech))
      // "<mover> rose by <the whole's change>": the part is named first and its own figure is not there.
      const has = (id: string, of = said): boolean => of.some((other) => other.ids.includes(id))
      const is_whole = slot.ids.includes('change_by') && 'mover_change' in ledger && has('mover', said.slice(0, at)) && !has('mover_change')
      return is_nameless || is_whole ? [{ rule: 'wrong_place', found: slot.facts[0]?.text ?? '' }] : []
    })
  })
}

/** A share may follow in the next sentence ("its share is"); a change may not. */
const speechHas = (name: string, slot: Slot, sentence: string, speech: Speech): boolean =>
  (slot.facts.every((f) => f.kind === 'ratio') ? speech.slots : slotsIn(sentence, speech).map((s) => s.slot)).some((other) => other.ids.includes(name))
