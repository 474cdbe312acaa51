import type { Fact } from '@/schemas/intent'
import { type Role, rolesOf } from '../roles'
import { clausesOf, type Slot, type Speech, slotsIn, wordsOf } from '../speech'
import { RIGHT } from './cues-after'
import { LEFT } from './cues-before'
import type { Cue } from './place-cue'
import type { Violation } from './violation'

const GAP = 5

type Near = { cue: Cue; gap: number }

/** The cue that ends nearest to the figure, and how many words stand between. */
function nearestLeft(text: string): Near | null {
  let best: (Near & { length: number }) | null = null
  for (const cue of LEFT) {
    for (const match of text.matchAll(new RegExp(cue.words.source, 'gi'))) {
      const gap = wordsOf(text.slice(match.index + match[0].length)).length
      if (gap > (cue.gap ?? GAP)) continue
      if (best === null || gap < best.gap || (gap === best.gap && match[0].length >= best.length)) best = { cue, gap, length: match[0].length }
    }
  }
  return best
}

const fits = (slot: Slot, cue: Cue): boolean => rolesOf(slot.facts).some((role) => cue.roles.includes(role))
const isAmount = (f: Fact): boolean => f.kind === 'money' || f.kind === 'ratio' || f.kind === 'enum'

// A comma ends what a word before it can say of a figure; so does a colon, unless only a label stands before it ("At stake: <x>").
const FAR = /^.*,\s(?=\S|$)|^\s*(?:\S+\s+){4,}\S*:\s|^[^:]*\b(?:than|that|which|what|where|more|less|higher|lower)\b[^:]*:\s/i

/** "Saves $184.90 / day" where that is what it costs: a true figure in a false place. */
export function placeViolations(sentence: string, speech: Speech): Violation[] {
  return clausesOf(sentence).flatMap((clause) => {
    const slots = slotsIn(clause, speech)
    return slots.flatMap(({ at, slot }, i): Violation[] => {
      // A number of things is not what is at stake.
      if (slot.facts.every((f) => f.kind === 'count') && /^ (?:is |are |remains? )?at stake\b/i.test(clause.slice(clause.indexOf('>', at) + 1)))
        return [{ rule: 'wrong_place', found: slot.facts[0]?.text ?? '' }]
      if (!slot.facts.some(isAmount)) return []
      // A name or a day between the word and its figure does not part them; another amount does.
      const last = slots.slice(0, i).findLast((s) => s.slot.facts.some(isAmount))
      const before = clause.slice(last === undefined ? 0 : clause.indexOf('>', last.at) + 1, at).replace(FAR, ' ')
      const after = clause.slice(clause.indexOf('>', at) + 1, slots[i + 1]?.at ?? clause.length)
      const right = RIGHT.find((cue) => cue.words.test(after))
      const near = nearestLeft(before)
      const is_named = isNamed(before, sentence, slot, speech.bare)
      const left = near === null || givesWay(near, slot, { is_named, has_right: right !== undefined, before }) ? undefined : near.cue
      const is_fitting = [left, right].every((cue) => cue === undefined || fits(slot, cue))
      if (is_fitting && isProjectedSo(sentence, slot)) return []
      const found = `${before.trim().split(' ').slice(-3).join(' ')} ${slot.facts[0]?.text ?? ''}${after.split(' ').slice(0, 3).join(' ')}`.trim()
      return [{ rule: 'wrong_place', found }]
    })
  })
}

/**
 * Whether the words before a figure say nothing of it: after a label's colon the words behind it do, and a weak word leaves it to those or to the rest of the
 * sentence.
 */
function givesWay({ cue, gap }: Near, { facts }: Slot, at: { is_named: boolean; has_right: boolean; before: string }): boolean {
  if (at.has_right && /:\s*$/.test(at.before)) return true
  if (cue.is_weak === undefined) return false
  if (at.has_right) return true
  return at.is_named && (cue.is_weak === 'preposition' || gap >= 2 || facts.every((f) => f.kind !== 'money'))
}

/** What would come if it went on is said as such. */
const isProjectedSo = (sentence: string, slot: Slot): boolean =>
  !rolesOf(slot.facts).every((role) => role === 'projected') ||
  /\b(?:if|unless|would|over|left|come to|comes to|reach|amount|amounts|adds? up)\b/i.test(sentence)

const NAMES: Partial<Record<Role, RegExp>> = {
  stake:
    /\b(?:at stake|exceed(?:s|ed)?|grown|grew|climbed|jumped|higher|increased|risen|up|added|adds|unexpected(?:ly)?|overspend|expensive|above|extra|additional|more|excess|difference|gap|rise|rose|overspend|increase|not expected|outside)\b/i,
  change: /\b(?:mover?s?|moved|change[sd]?|rise|rose|fell|drop|increase|decrease|growth|movement|difference|new)\b/i,
  projected: /\b(?:if|would|over|left as)\b/i,
  saving: /\bsav(?:e|es|ing|ings)\b/i,
  realized: /\b(?:realized|realised|measured|saved)\b/i,
  low: /\b(?:low end|interval|between)\b/i,
  high: /\b(?:high end|interval|between)\b/i,
  confidence: /\bconfiden\w+\b/i,
  risk: /\b(?:risks?|rated|scored)\b/i,
  waiting: /\bwait\w*\b/i,
  expected: /\bexpected\b/i,
  before: /\bbefore\b/i,
  share: /\b(?:share|top|largest|biggest|part|most|highest|leads?|led)\b/i,
}

/** Somewhere in the sentence a word says what the figure is; after "that is" the sentence before may say it. */
function isNamed(before: string, sentence: string, slot: Slot, paragraph: string): boolean {
  const where = /\b(?:this|that|which|it) (?:is|was|equals|would be) $/i.test(before) ? paragraph : sentence
  return rolesOf(slot.facts).some((role) => NAMES[role]?.test(where) ?? false)
}
