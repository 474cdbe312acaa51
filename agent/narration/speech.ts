import type { Fact } from '@/schemas/intent'
import type { Ledger } from './say'
import type { Violation } from './why-refused/violation'

/** A place in the text where a fact stands. Printed text can fit several facts that read the same; slots name exactly one. */
export type Slot = { ids: string[]; facts: Fact[] }

/** Text with every fact taken out: `<0>`, `<1>`, … stand where the facts stood. */
export type Speech = { bare: string; slots: Slot[]; violations: Violation[] }

const SLOT = /\{\{f:([a-z0-9_.-]+)\}\}/g

/** The ledger with the window of each fact as a fact of its own, so that "over 7 settled days" can be said: `<id>.window`. */
export function withWindows(ledger: Ledger): Ledger {
  const windows = Object.entries(ledger).flatMap(([id, fact]): [string, Fact][] =>
    fact.window === null || fact.window === '' || `${id}.window` in ledger
      ? []
      : [
          [
            `${id}.window`,
            { ...fact, label: 'Period', kind: 'text', value: fact.window, text: fact.window, currency: null, per: null, direction: null, unit: null },
          ],
        ],
  )
  return { ...ledger, ...Object.fromEntries(windows) }
}

/** Facts that print the same may stand for one another: the reader sees no difference. */
function alike(ledger: Ledger, text: string): Slot {
  const found = Object.entries(ledger).filter(([, fact]) => fact.text === text)
  return { ids: found.map(([id]) => id), facts: found.map(([, fact]) => fact) }
}

/** Reads what a model wrote: figures, dates and names only as `{{f:id}}`. */
export function readSlots(text: string, ledger: Ledger): Speech {
  const [slots, violations]: [Slot[], Violation[]] = [[], []]
  const bare = text.replace(SLOT, (written, id: string) => {
    const fact = ledger[id]
    if (fact === undefined) violations.push({ rule: 'unknown_slot', found: written })
    return `<${slots.push(fact === undefined ? { ids: [], facts: [] } : alike(ledger, fact.text)) - 1}>`
  })
  return { bare, slots, violations }
}

/** Fills the slots as the server prints these facts everywhere. An unknown slot stays as it is written. */
export const fill = (text: string, ledger: Ledger): string => text.replace(SLOT, (written, id: string) => ledger[id]?.text ?? written)

export const hasSlots = (text: string): boolean => text.includes('{{')

const isWordChar = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}\p{M}]/u.test(c)
const isSign = (c: string | undefined): boolean => c !== undefined && /[\p{Sc}+\u2212-]/u.test(c)

/** Reads a finished paragraph without knowing how it was made: every whole occurrence of a fact, longest first. */
export function findFacts(text: string, ledger: Ledger): Speech {
  const slots: Slot[] = []
  const printed_as = new Set(Object.values(ledger).map((f) => f.text))
  // "Last 7 days against 5 Nov – 11 Nov" is two facts, whatever words stand before it.
  const isTwo = (text: string): boolean => text.split(' against ').length === 2 && text.split(' against ').every((one) => printed_as.has(one))
  const texts = [...printed_as].filter((t) => t !== '' && !isTwo(t)).sort((a, b) => b.length - a.length)
  let bare = text.replaceAll('<', '‹').replaceAll('>', '›')
  for (const printed of texts) {
    for (let at = bare.indexOf(printed); at >= 0; at = bare.indexOf(printed, at + 1)) {
      if (continues(bare, at, printed)) continue
      bare = `${bare.slice(0, at)}<${slots.push(alike(ledger, printed)) - 1}>${bare.slice(at + printed.length)}`
    }
  }
  return { bare, slots, violations: [] }
}

/** "$184.90" inside "$184.905", "EU$184.90" or "−$184.90" is another figure. */
function continues(text: string, at: number, printed: string): boolean {
  const [before, after, next] = [text[at - 1], text[at + printed.length], text[at + printed.length + 1]]
  if (before === '<' || isWordChar(before) || isSign(before) || isWordChar(after)) return true
  if (/[\p{Cf}%\p{Sc}]/u.test(after ?? '') || /[\p{Cf}]/u.test(before ?? '')) return true
  const is_joined = (c: string | undefined, n: string | undefined): boolean => c !== undefined && /[.,:/_-]/.test(c) && n !== undefined && isWordChar(n)
  return is_joined(after, next) || is_joined(before, text[at - 2])
}

/** The words of a text, with the places of facts as words of their own. */
export const wordsOf = (bare: string): string[] => bare.match(/<\d+>|[A-Za-z]+(?:['’-][A-Za-z]+)*/g) ?? []

/** Sentences, without what ends them. A semicolon ends a thought as a full stop does; a colon does not: what follows it is what was named before it. */
export const sentencesOf = (bare: string): string[] =>
  bare
    .split(/[.;](?=\s|$)/)
    .map((s) => s.trim())
    .filter((s) => s !== '')

/** Parts of a sentence that speak of one thing each. */
export const clausesOf = (sentence: string): string[] =>
  sentence.split(/,?\s(?:but|while|whereas|although|though)\s|,\s(?:and|yet|or|so)\s/).filter((c) => c.trim() !== '')

/** The facts in a piece of text, in order. */
export const slotsIn = (piece: string, speech: Speech): { at: number; slot: Slot }[] =>
  [...piece.matchAll(/<(\d+)>/g)].flatMap((m) => {
    const slot = speech.slots[Number(m[1])]
    return slot === undefined ? [] : [{ at: m.index, slot }]
  })
