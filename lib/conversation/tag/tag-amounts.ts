import { toDecimal } from '@/lib/kernel/money'
import { wordTable } from '@/lib/kernel/word-table'
import type { Threshold } from '@/schemas/frame'
import { type Piece, put, wordAt } from './tag'

// "over $100 a day", ">20%", "under 10k", "a threshold of 150 dollars per day".

const SIDES: readonly (readonly [RegExp, Threshold['side']])[] = [
  [/^(?:over|above|exceeding|exceeds|exceed|exceeded|beyond|>|>=|greater|upwards|atleast)$/, 'over'],
  [/^(?:under|below|<|<=|beneath|cheaper)$/, 'under'],
]
// Words that say a side only together with what follows: "more than 500", "at least 1k", "less than".
const PAIRS: Readonly<Record<string, Threshold['side']>> = wordTable({
  'more than': 'over',
  'greater than': 'over',
  'higher than': 'over',
  'bigger than': 'over',
  'larger than': 'over',
  'at least': 'over',
  'north of': 'over',
  'superior to': 'over',
  'inferior to': 'under',
  'in excess': 'over',
  'upwards of': 'over',
  'less than': 'under',
  'lower than': 'under',
  'smaller than': 'under',
  'fewer than': 'under',
  'cheaper than': 'under',
  'at most': 'under',
})
const AMOUNT = /^([<>]=?)?([$€£])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m)?([$€£])?(%)?(?:\/(d|day|mo|month))?$/
const CURRENCY = /^(?:usd|dollars?|bucks|euros?|eur|\$|€|£)$/
const PER: Readonly<Record<string, Threshold['unit']>> = wordTable({ day: 'day', daily: 'day', d: 'day', month: 'month', monthly: 'month', mo: 'month' })
const LIMIT_WORD = /^(?:threshold|thresholds|limit|cutoff|cut-off|floor|bar|sensitivity|trigger|minimum)$/

type Found = { threshold: Threshold; has_side: boolean; from: number; to: number }

export function tagAmounts(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const found = amountAt(out, at)
    if (found !== undefined) out = put(out, found.from, found.to - found.from, { tag: 'amount', threshold: found.threshold, has_side: found.has_side })
  }
  return out
}

function amountAt(pieces: readonly Piece[], at: number): Found | undefined {
  const match = AMOUNT.exec(wordAt(pieces, at))
  if (match === null) return undefined
  const [, sign, currency_before, whole = '', fraction = '', scale, currency_after, percent, slash] = match
  const [from, side] = sideBefore(pieces, at, sign)
  let to = at + 1
  const is_money_word = CURRENCY.test(wordAt(pieces, to))
  if (is_money_word) to += 1
  let unit: Threshold['unit'] = percent === undefined ? 'total' : 'pct'
  if (slash !== undefined) unit = slash.startsWith('d') ? 'day' : 'month'
  const [per, end] = perAfter(pieces, to)
  if (unit === 'total' && per !== undefined) {
    unit = per
    to = end
  }
  const is_money = currency_before !== undefined || currency_after !== undefined || is_money_word || unit !== 'total' || scale !== undefined
  if (!is_money && side === undefined && !isLimitNear(pieces, at)) return undefined
  const factor = scale === 'k' ? 1000 : scale === 'm' ? 1_000_000 : 1
  const amount = toDecimal(Math.round(Number(`${whole.replace(/,/g, '')}${fraction}`) * factor * 100) / 100)
  return { threshold: { side: side ?? 'over', amount, unit }, has_side: side !== undefined, from, to }
}

function sideBefore(pieces: readonly Piece[], at: number, sign: string | undefined): [number, Threshold['side'] | undefined] {
  if (sign !== undefined) return [at, sign.startsWith('>') ? 'over' : 'under']
  const [one, two] = [wordAt(pieces, at - 1), wordAt(pieces, at - 2)]
  const pair = PAIRS[`${two} ${one}`]
  if (pair !== undefined) return [at - 2, pair]
  const single = SIDES.find(([pattern]) => pattern.test(one))
  return single === undefined ? [at, undefined] : [at - 1, single[1]]
}

/** "a day", "per day", "each month", "daily". */
function perAfter(pieces: readonly Piece[], at: number): [Threshold['unit'] | undefined, number] {
  const [one, two] = [wordAt(pieces, at), wordAt(pieces, at + 1)]
  if (/^(?:a|an|per|each|every|the|on|in)$/.test(one) && PER[two] !== undefined) return [PER[two], at + 2]
  return PER[one] !== undefined && one !== 'd' ? [PER[one], at + 1] : [undefined, at]
}

const isLimitNear = (pieces: readonly Piece[], at: number): boolean =>
  [1, 2, 3, 4].some((back) => LIMIT_WORD.test(wordAt(pieces, at - back))) || LIMIT_WORD.test(wordAt(pieces, at + 1))
