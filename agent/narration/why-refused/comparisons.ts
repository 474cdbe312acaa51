import { roleOf } from '../roles'
import { type Slot, type Speech, slotsIn } from '../speech'
import { LARGEST, QUANTITY, SMALLEST } from './claims'
import type { Violation } from './violation'

// An exact figure is not "more than" itself.
const BOUND =
  /\b(?:(?<!> )(?:more|less|fewer|higher|lower|greater|other|rather|no more|no less) than|at (?:least|most)|over|under|nearly|almost|well (?:over|above)) (?:an? |the )?<(\d+)>/gi
const SPREAD = /\b(?:spread|divided|split|distributed|measured|summed|averaged) over\b/gi
const UP_TO =
  /(?<!\b(?:went|goes|gone|moved|moves|rose|risen|climbed|grew|grown|jumped|stepped|brought|came|back|now|adds?|added|comes?|sums?|ranged|ranges|ranging|all the way) |> )\bup to (?:an? |the )?<(\d+)>/gi

// "Of all accounts", "more than any other": the largest, in other words.
const OF_ALL =
  /\b(?:of|among|amongst|across) all (?:the )?(?:accounts?|services?|regions?|teams?|parts|days|entries|slices|environments?)\b|\b(?:more |higher |larger )?than (?:on |in )?any other(?: (?:account|service|region|team|part|day|one|single))?\b/gi

const isFigure = (slot: Slot | undefined): boolean => slot?.facts.some((f) => f.kind === 'money' || f.kind === 'ratio' || f.kind === 'count') ?? false
const isLimit = (slot: Slot | undefined): boolean => slot?.facts.some((f) => ['bound', 'peak'].includes(roleOf(f))) ?? false

/** Which is the largest, how many of all, more than what: only where a fact says so. */
export function comparisonViolations(sentence: string, speech: Speech): Violation[] {
  const facts = slotsIn(sentence, speech).flatMap(({ slot }) => slot.facts)
  const is_ranked =
    facts.some((f) => /largest|highest|most|top/i.test(f.label) || roleOf(f) === 'peak') ||
    speech.slots.some((s) => s.ids.some((id) => /^(?:top|mover|highest|lines)/.test(id)))
  const is_whole = facts.some((f) => (f.kind === 'ratio' && Number(f.value) >= 99.5) || /^new\b/.test(f.text))
  const words = [
    ...(is_ranked ? [] : [sentence.replace(/\bon top\b/gi, '').match(LARGEST)?.[0]]),
    ...(is_whole
      ? []
      : [
          sentence
            .replace(OF_ALL, (said) => (is_ranked ? '' : said))
            .replace(/\b(?:all in all|in all|in full|if any)\b/gi, '')
            .replace(/\b(?:every|each) (hour|day|month|year)\b/gi, (words, per: string) => (facts.some((f) => f.per === per) ? '' : words))
            .match(QUANTITY)?.[0],
        ]),
    sentence.match(SMALLEST)?.[0].replace(/^lowest$/i, (word) => (facts.some((f) => roleOf(f) === 'low') ? '' : word)),
    ...[...sentence.replace(SPREAD, '').matchAll(BOUND), ...sentence.matchAll(UP_TO)].flatMap((m) => {
      const slot = speech.slots[Number(m[1])]
      // "Over 7 cases" is where, not how many more than.
      if (/^(?:over|under)\b/i.test(m[0]) && (slot?.facts.every((f) => f.kind === 'count') ?? true)) return []
      return isFigure(slot) && !(isLimit(slot) && /^at most/i.test(m[0])) ? [m[0].replace(/<\d+>/, slot?.facts[0]?.text ?? '')] : []
    }),
  ]
  return words.flatMap((found): Violation[] => (found === undefined || found === '' ? [] : [{ rule: 'comparison', found }]))
}
