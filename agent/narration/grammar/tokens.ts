import type { Fact } from '@/schemas/intent'
import { roleOf } from '../roles'
import type { Ledger } from '../say'
import type { Speech } from '../speech'
import { isPart, isWindow, marksOf } from './marks'
import type { Token } from './reader/derive'

const lower = (text: string): string => text.toLowerCase().replace(/’/g, "'")
const PAUSE = /[,()–—][\s"“”]*$|\s-\s*$|\)\s*$/u
// Whatever is neither a word nor a pause is a token of its own that no rule knows.
const KEPT = /<(?:called)?\d+>|[A-Za-z]+(?:['’-][A-Za-z]+)*|[^\s,()"“”—–'’-]/gu

// Words that may stand anywhere and claim nothing.
const SAYS_NOTHING = /\b(?:also|meanwhile|currently|presently|itself)\b|(?<=\b(?:costs?|costing|saves?|saving) )us\b/gi
// A printed figure is rounded already.
const ROUGHLY = /\b(?:about|around|roughly|approximately|some) <(\d+)>/gi

const asBeginning = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** A sentence as tokens. Commas, dashes, brackets and quotation marks part what the rules part already. */
export function tokensOf(sentence: string, speech: Speech, ledger: Ledger): Token[] {
  const dimensions = new Set(Object.entries(ledger).flatMap(([id, fact]) => (isPart(id, ledger) ? [fact.label.toLowerCase()] : [])))
  const called = Object.entries(ledger).filter(([id, f]) => f.kind === 'text' && !isWindow(id) && ['cause', 'status', 'change'].includes(roleOf(f)))
  const plain = called.reduce(
    (text, [, { text: words }], i) => (words === '' ? text : text.replaceAll(words, `<called${i}>`).replaceAll(asBeginning(words), `<called${i}>`)),
    sentence
      .replace(ROUGHLY, (words, n: string) => (speech.slots[Number(n)]?.facts.every((f) => f.kind === 'text') === true ? words : `<${n}>`))
      .replace(SAYS_NOTHING, ' '),
  )
  return [...plain.matchAll(KEPT)].map((match): Token => {
    const piece = match[0]
    const is_after_pause = PAUSE.test(plain.slice(0, match.index))
    const [id, fact] = called[Number(/^<called(\d+)>$/.exec(piece)?.[1] ?? -1)] ?? []
    if (id !== undefined && fact !== undefined) return { word: '', marks: new Set(marksOf(id, fact, ledger)), is_after_pause }
    const slot = piece.startsWith('<') ? speech.slots[Number(piece.slice(1, -1))] : undefined
    if (slot !== undefined) {
      const marks = slot.ids.flatMap((id) => marksOf(id, ledger[id] ?? (slot.facts[0] as Fact), ledger))
      return { word: '', marks: new Set(marks), is_after_pause }
    }
    const word = lower(piece)
    const marks = dimensionMarks(word, dimensions)
    return { word, marks: new Set(marks), is_after_pause }
  })
}

/** What a name stands for ("account" in "the account that rose most"), said of one or of several. */
function dimensionMarks(word: string, dimensions: ReadonlySet<string>): string[] {
  if (dimensions.has(word)) return ['dimension']
  return dimensions.has(word.replace(/s$/, '')) ? ['dimensions'] : []
}
