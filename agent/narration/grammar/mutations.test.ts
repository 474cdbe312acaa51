import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readItems, readLedgers } from '../corpus'
import { guard } from '../guard'
import { roleOf } from '../roles'
import type { Ledger } from '../say'
import { hasSlots, readSlots, withWindows } from '../speech'
import { underived } from './derivation'

const FOLDER = join(import.meta.dirname, '../fixtures')
const LEDGERS = readLedgers(FOLDER)
const FILES = [
  'good-fresh-4',
  'good-fresh-5',
  'good-fresh-6',
  'good-fresh-7',
  'good-fresh-8',
  'good-fresh-9',
  'good-fresh-10',
  'good-fresh-11',
  'good-fresh-12',
  'good-fresh-13',
  'good-fresh-14',
  'good-wide',
]
const RUNS = 800

type Paragraph = { text: string; ledger: Ledger }
const isShown = ({ text, ledger }: Paragraph): boolean => {
  const speech = readSlots(text, ledger)
  return speech.violations.length === 0 && underived(speech.bare, speech, ledger) === null && guard(text, { facts: ledger }).length === 0
}
// Sentences that are shown by themselves: a mutant of one is refused for what was put into it and for nothing else.
const SENTENCES: readonly Paragraph[] = FILES.flatMap((file) => readItems(FOLDER, `${file}.jsonl`))
  .flatMap(({ ledger, text }) => text.split(/(?<=[.;]) /).map((sentence) => ({ text: sentence, ledger: withWindows(LEDGERS[ledger]?.facts ?? {}) })))
  .filter((paragraph) => hasSlots(paragraph.text) && isShown(paragraph))

const sentence = fc.constantFrom(...SENTENCES)
const SLOT = /\{\{f:([a-z0-9_.-]+)\}\}/g

/** Claims that no fact of a card makes: denials, quantities, periods, certainty, advice, states and causes. */
const ADDED: readonly string[] = (
  'not|never|no longer|hardly|barely|half|a third of|twice|double|mostly|merely|only|every week|per week|every account|certainly|definitely|surely|approved|should|must|will|' +
  'again|tomorrow|yesterday|last month|next month|until|at least|at most|nearly|almost|because of a deploy|because|safely|smallest|always|two|several|below|' +
  'less than|proven|guaranteed|confirmed|rejected|denied|unusually|sharply|slightly|significantly|by far|permanently|automatically|failed|stopped|resolved|fixed|please|' +
  'can be ignored|in payments|٣|３|о'
).split('|')
/** What says the opposite, or names another period or role. */
const OPPOSITES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:above|beyond|higher)\b/gi, ['below', 'under', 'lower than']],
  [/\b(?:rose|risen|increased|climbed|grew)\b/gi, ['fell', 'dropped', 'doubled', 'stayed flat']],
  [/\b(?:fell|dropped|declined|decreased)\b/gi, ['rose', 'increased', 'grew']],
  [/\b(?:largest|biggest|highest)\b/gi, ['smallest', 'lowest', 'second largest', 'only']],
  [/\b(?:average|mean|averaged)\b/gi, ['peak', 'maximum', 'minimum']],
  [/\b(?:saving|save|saved|savings)\b/gi, ['loss', 'waste', 'lose']],
  [/\b(?:daily|day)\b/gi, ['weekly', 'month', 'yearly', 'hour']],
  [/\b(?:since)\b/gi, ['until', 'before']],
  [/\b(?:at stake)\b/gi, ['saved', 'approved', 'lost', 'at risk of being lost']],
  [/\b(?:needed|needs|requires|required)\b/gi, ['obtained', 'has', 'waived', 'optional']],
  [/\b(?:is|are|was|has|have)\b/gi, ['is not', 'will be', 'must be', 'is no longer', 'has never']],
]

const expectRefused = ({ text, ledger }: Paragraph): void => {
  expect(isShown({ text, ledger }), text).toBe(false)
}
const isSaid = (text: string, at: number): boolean => !/\{\{f:[^}]*$/.test(text.slice(0, at))

describe('a sentence that was true', () => {
  it('is refused with another amount in the place of one', () => {
    fc.assert(
      fc.property(sentence, fc.nat(), fc.nat(), ({ text, ledger }, which, other) => {
        const slots = [...text.matchAll(SLOT)].filter((slot) => ledger[slot[1] ?? '']?.kind === 'money')
        const slot = slots[which % Math.max(slots.length, 1)]
        const own = ledger[slot?.[1] ?? '']
        fc.pre(slot !== undefined && own !== undefined)
        const texts = Object.values(ledger).flatMap((f) => (roleOf(f) === roleOf(own) ? [f.text] : []))
        const others = Object.entries(ledger).filter(([, f]) => f.kind === 'money' && !texts.includes(f.text))
        // What was realized may stand where it was expected only if both read the same, and then it is none of these.
        const put = others[other % Math.max(others.length, 1)]?.[0]
        fc.pre(put !== undefined && !isRepeat(text, put))
        expectRefused({ text: `${text.slice(0, slot.index)}{{f:${put}}}${text.slice(slot.index + slot[0].length)}`, ledger })
      }),
      { numRuns: RUNS, seed: 11 },
    )
  })

  it('is refused with a claim put before any of its words', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(sentence, fc.nat(), fc.constantFrom(...ADDED), ({ text, ledger }, at, added) => {
        const words = text.split(' ')
        const from = at % (words.length + 1)
        expectRefused({ text: [...words.slice(0, from), added, ...words.slice(from)].join(' '), ledger })
      }),
      { numRuns: RUNS * 4, seed: 12 },
    )
  })

  it('is refused with a word that says the opposite', () => {
    fc.assert(
      fc.property(sentence, fc.constantFrom(...OPPOSITES), fc.nat(), fc.nat(), ({ text, ledger }, [word, opposites], which, opposite) => {
        const found = [...text.matchAll(word)].filter(({ index }) => isSaid(text, index))
        const one = found[which % Math.max(found.length, 1)]
        fc.pre(one !== undefined)
        expectRefused({ text: `${text.slice(0, one.index)}${opposites[opposite % opposites.length]}${text.slice(one.index + one[0].length)}`, ledger })
      }),
      { numRuns: RUNS, seed: 13, maxSkipsPerRun: 1_000 },
    )
  })
})

/** An amount that is said twice contradicts nobody: "at <expected> instead of <expected>". */
const isRepeat = (text: string, id: string): boolean => text.includes(`{{f:${id}}}`)

describe('false twins of single forms', () => {
  it('are refused', () => {
    const shown = readItems(FOLDER, 'mutated-twins.jsonl').filter(({ ledger, text }) => guard(text, { facts: LEDGERS[ledger]?.facts ?? {} }).length === 0)
    expect(shown.map(({ text }) => text)).toEqual([])
  })
})
