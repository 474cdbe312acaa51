import { cut } from '@/lib/kernel/format'
import { withoutCourtesy } from './courtesy'
import { inWordsOfTheBill } from './everyday-words'
import { saidWithout } from './exclusions'
import { daysForWords, digitsForWords } from './number-words'
import { inEnglish } from './other-languages'
import { inOurWords } from './other-tools'
import { saidInFull } from './said-in-full'
import { withoutTails } from './tails'
import { writtenApart } from './written-apart'

/** One word of a question after normalisation. `quoted` words were inside quotation marks and stay together. */
export type Token = { text: string; is_quoted: boolean }

// Longer questions are cut: a question that needs more is not one question.
const MAX_CHARS = 300

// "7 d" and "30 days" name the same span as "7d"; "10 k" is one amount.
const UNIT_GLUE: readonly (readonly [RegExp, string])[] = [
  [/\b(\d{1,3}) ?-? ?(?:days?|dys|d)\b/g, '$1d'],
  [/\b(\d{1,2}) ?-? ?(?:weeks?|wks?|w)\b/g, '$1w'],
  [/\b(\d{1,2}) ?-? ?(?:months?|mths?|mos|mo)\b/g, '$1mo'],
  [/\b(\d{1,3}) ?-? ?(?:hours?|hrs?)\b/g, '$1h'],
  [/(\d) (k|m)\b/g, '$1$2'],
  [/\b(?:usd|us\$) ?(?=\d)/g, '$'],
  [/\beur ?(?=\d)/g, '€'],
  [/(^| )-(?=[a-z])/g, '$1without '],
  [/([<>]=?) (?=[$€£\d])/g, '$1'],
  [/([$€£]) (?=\d)/g, '$1'],
  [/(\d) (%|[$€£])/g, '$1$2'],
  [/(\d{4}-\d{2}(?:-\d{2})?) ?(?:\.\.|…) ?(\d{4}-\d{2}(?:-\d{2})?)/g, '$1..$2'],
  [/(\d{4}-\d{2}) ?(?:–|—| to | until ) ?(\d{4}-\d{2})(?!-)/g, '$1..$2'],
  [/\b(\d{1,2}) ?(?:–|—|-) ?(\d{1,2})(?= (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/g, '$1 - $2'],
]

/** NFKC, lower case, straight quotes, no invisible characters, digits for number words, one space between words. */
export function normalise(question: string): string {
  const lower = question
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{Cs}]+/gu, ' ')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .toLowerCase()
  let text = saidInFull(inEnglish(withoutCourtesy(cut(lower, MAX_CHARS).replace(/\s+/g, ' '))))
  text = withoutTails(inWordsOfTheBill(inOurWords(text)))
  text = digitsForWords(daysForWords(writtenApart(saidWithout(text))))
  for (const [pattern, replacement] of UNIT_GLUE) text = text.replace(pattern, replacement)
  return text.replace(/\s+/g, ' ').trim()
}

/** Words of a normalised question. Punctuation at the edges goes, punctuation inside a word (eu-west-1, 4.18.0, a..b) stays. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(/"([^"]*)"|(\S+)/g)) {
    if (match[1] !== undefined) {
      const quoted = match[1].trim()
      if (quoted !== '') tokens.push({ text: quoted, is_quoted: true })
      continue
    }
    const raw = match[2] ?? ''
    if (raw === '-' || raw === '–') {
      tokens.push({ text: '-', is_quoted: false })
      continue
    }
    const word = raw.replace(/^[^\p{L}\p{N}$€£/#<>%]+/u, '').replace(/[^\p{L}\p{N}%$€£]+$/u, '')
    for (const part of word.split(/,(?!\d)/)) if (part !== '') tokens.push({ text: part, is_quoted: false })
  }
  return tokens
}

/** One key for every spelling of a name: "Lumen_Dev", "lumen-dev" and "lumen dev" are the same. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
