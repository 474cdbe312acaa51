import type { Fact } from '@/schemas/intent'
import { directionOf, roleOf } from '../roles'
import type { Ledger } from '../say'
import type { Speech } from '../speech'
import { inFull } from './contractions'
import type { Token } from './reader/derive'

const PART = /^(.+?)(?:_name)?$/
const isWindow = (id: string): boolean => id.endsWith('.window')

/** A part of the whole is a name with a change or a share of its own: "mover" with "mover_change", "top_name" with "top_share". */
const isPart = (id: string, ledger: Ledger): boolean => {
  const part = PART.exec(id)?.[1] ?? id
  return ['change', 'share'].some((figure) => `${part}_${figure}` in ledger)
}
const isOfPart = (id: string, ledger: Ledger): boolean => {
  const part = /^(.+)_(?:change|share)$/.exec(id)?.[1]
  return part !== undefined && (part in ledger || `${part}_name` in ledger)
}

const BY_LABEL: readonly (readonly [RegExp, string])[] = [
  [/^scope$/i, 'scope'],
  [/^period$/i, 'period'],
  [/^compared with$/i, 'baseline'],
  [/^resources?$/i, 'targets'],
  [/^way back$/i, 'way_back'],
  [/^agreement needed$/i, 'agreement'],
  [/^open cases$/i, 'cases'],
  [/^largest$/i, 'top'],
  [/^lines shown$/i, 'lines'],
  [/^carried out$/i, 'plans'],
  [/^on$/i, 'peak_day'],
]

/** What a fact may be taken for in a sentence. */
export function marksOf(id: string, fact: Fact, ledger: Ledger): string[] {
  if (isWindow(id)) {
    const of = ledger[id.slice(0, -'.window'.length)]
    return of === undefined ? [] : [`window_${roleOf(of)}`, ...(['stake', 'expected', 'actual'].includes(roleOf(of)) ? ['window'] : [])]
  }
  if (isPart(id, ledger)) return ['part']
  const way = directionOf(fact)
  if (isOfPart(id, ledger)) return fact.kind === 'ratio' ? ['share'] : ['part_change', way === 'up' ? 'part_rise' : way === 'down' ? 'part_drop' : '']
  const role = roleOf(fact)
  const named = BY_LABEL.find(([label]) => label.test(fact.label))?.[1]
  if (named !== undefined) return [named === 'lines' && fact.kind === 'money' ? 'shown' : named]
  if (role === 'change') {
    if (fact.kind === 'text') return ['new_spend']
    const kind = fact.kind === 'ratio' ? 'pct_' : ''
    return way === 'up' ? [`${kind}change`, `${kind}rise`] : way === 'down' ? [`${kind}change`, `${kind}drop`] : [`${kind}change`]
  }
  if (role === 'stake') return way === 'up' ? ['stake', 'excess'] : ['stake']
  if (role === 'realized') return [role, ...(fact.per === null ? [] : [`realized_${fact.per}`])]
  return role === 'other' ? [] : [role]
}

const lower = (text: string): string => text.toLowerCase().replace(/’/g, "'")
const PAUSE = /[,()–—][\s"“”]*$|\s-\s*$|\)\s*$/u
// Whatever is neither a word nor a pause is a token of its own that no rule knows.
const KEPT = /<(?:called)?\d+>|[A-Za-z]+(?:['’-][A-Za-z]+)*|[^\s,()"“”—–'’-]/gu

// Words that may stand anywhere and claim nothing.
const SAYS_NOTHING = /\b(?:also|meanwhile|currently|presently|itself)\b/gi
// A printed figure is rounded already.
const ROUGHLY = /\b(?:about|around|roughly|approximately|some) <(\d+)>/gi

/** A sentence as tokens. Commas, dashes, brackets and quotation marks part what the rules part already. */
export function tokensOf(sentence: string, speech: Speech, ledger: Ledger): Token[] {
  const dims = new Set(Object.entries(ledger).flatMap(([id, fact]) => (isPart(id, ledger) ? [fact.label.toLowerCase()] : [])))
  const called = Object.entries(ledger).filter(([id, f]) => f.kind === 'text' && !isWindow(id) && ['cause', 'status', 'change'].includes(roleOf(f)))
  const plain = called.reduce(
    (text, [, { text: words }], i) => (words === '' ? text : text.replaceAll(words, `<called${i}>`)),
    inFull(sentence)
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
      return { word: '', marks: new Set(marks.filter((mark) => mark !== '')), is_after_pause }
    }
    const word = lower(piece)
    const marks = dims.has(word) ? ['dimension'] : dims.has(word.replace(/s$/, '')) ? ['dimensions'] : []
    return { word, marks: new Set(marks), is_after_pause }
  })
}

/** What is so in a ledger and may be said without a figure. */
export function givenIn(ledger: Ledger): Set<string> {
  const facts = Object.values(ledger)
  const has = (test: (fact: Fact) => boolean): boolean => facts.some(test)
  const status = facts.find((f) => roleOf(f) === 'status')?.text ?? ''
  return new Set([
    ...(status === '' ? [] : [`status_${status.replace(/ /g, '_')}`]),
    ...(has((f) => roleOf(f) === 'expected' && f.kind === 'money' && Number(f.value) === 0) ? ['none_expected'] : []),
    ...(has((f) => roleOf(f) === 'stake' && directionOf(f) === 'up') ? ['rise'] : []),
    ...(has((f) => roleOf(f) === 'realized') && !has((f) => roleOf(f) === 'saving') ? ['only_realized'] : []),
    ...(has((f) => roleOf(f) === 'cause' && f.text.startsWith('after ')) ? ['cause_is_after'] : []),
    has((f) => roleOf(f) === 'realized') ? 'realized' : 'unrealized',
    ...(has((f) => ['saving', 'realized', 'bound'].includes(roleOf(f))) ? ['saves'] : []),
    ...(has((f) => ['stake', 'expected', 'saving', 'realized'].includes(roleOf(f))) ? ['expects'] : []),
    ...(has((f) => roleOf(f) === 'total') ? ['total'] : []),
    ...(isMost(ledger) ? ['most'] : []),
    // Only what has a change of its own can have moved; a share says nothing of that.
    ...(Object.keys(ledger).some((id) => id.endsWith('_change') && isOfPart(id, ledger)) ? ['moves'] : []),
    ...(isAsExpected(facts) ? ['as_expected'] : []),
    ...wayOfPart(ledger),
    ...(Object.entries(ledger).some(([id, f]) => roleOf(f) === 'change' && !isOfPart(id, ledger) && directionOf(f) === 'up') ? ['up'] : []),
    ...(Object.entries(ledger).some(([id, f]) => roleOf(f) === 'change' && !isOfPart(id, ledger) && directionOf(f) === 'down') ? ['down'] : []),
  ])
}

/** Which way the part moved, and whether the whole went the same way: only then can the part have contributed to it. */
function wayOfPart(ledger: Ledger): string[] {
  const entries = Object.entries(ledger)
  const part = entries.find(([id]) => isOfPart(id, ledger) && id.endsWith('_change'))?.[1]
  const whole = entries.find(([id, f]) => roleOf(f) === 'change' && f.kind === 'money' && !isOfPart(id, ledger))?.[1]
  const way = part === undefined ? null : directionOf(part)
  if (way !== 'up' && way !== 'down') return []
  return [`part_${way}`, ...(whole !== undefined && directionOf(whole) === way ? ['with_whole'] : [])]
}

/** What was realized reads the same as what was expected. */
const isAsExpected = (facts: readonly Fact[]): boolean =>
  facts.some((f) => roleOf(f) === 'saving' && facts.some((g) => roleOf(g) === 'realized' && g.text === f.text))

/** The part is more than half of the whole. A double is enough: printed figures are compared, nothing is decided. */
function isMost(ledger: Ledger): boolean {
  const whole = Object.entries(ledger).find(([id, f]) => roleOf(f) === 'change' && f.kind === 'money' && !isOfPart(id, ledger))?.[1]
  return Object.entries(ledger).some(([id, f]) => {
    if (!isOfPart(id, ledger)) return false
    return f.kind === 'ratio' ? Number(f.value) > 50 : whole !== undefined && Number(f.value) / Number(whole.value) > 0.5
  })
}
