import { wordTable } from '@/lib/kernel/word-table'

// Number words of spoken questions. "one" alone stays a word: "the second one", "which one".

const SMALL: Readonly<Record<string, number>> = wordTable({
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
})
/** The number that a word says by itself; “a” is none. */
export const numberOf = (word: string): number | undefined => (word === 'a' ? undefined : SMALL[word])

const WORD = Object.keys(SMALL).join('|')
const HUNDREDS = new RegExp(
  `\\b(?:(${WORD}|\\d+) )?(hundred|thousand|grand)\\b(?: (?:and )?(${WORD}|\\d{1,3})(?= (?:hundred|dollars?|usd|bucks|euros?|a |per |percent)))?`,
  'g',
)
const COUNTED = new RegExp(
  `\\b(${WORD.replace(/^a\|/, '')})(?: and (?:a )?half)? (?=days?\\b|weeks?\\b|months?\\b|dollars?\\b|percent\\b|hours?\\b|usd\\b|bucks\\b|euros?\\b|largest\\b|biggest\\b|most\\b|highest\\b|k\\b)`,
  'g',
)

/** "one hundred dollars" → "100 dollars", "a thousand" → "1000", "two weeks" → "2 weeks", "twenty percent" → "20%". */
export function digitsForWords(text: string): string {
  return text
    .replace(HUNDREDS, (said, count: string | undefined, scale: string, rest: string | undefined) => {
      if (count === undefined && scale === 'grand') return said
      const n = count === undefined ? 1 : (SMALL[count] ?? Number(count))
      return String(n * (scale === 'hundred' ? 100 : 1000) + (rest === undefined ? 0 : (SMALL[rest] ?? Number(rest))))
    })
    .replace(COUNTED, (_, count: string) => `${SMALL[count] ?? count} `)
    .replace(/(\d) ?(?:percent|per cent|pct)\b/g, '$1%')
}

const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  )
const NTH = ORDINALS.toReversed()
  .map((word) => word.replace('-', '[ -]'))
  .join('|')
const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)'
const MONTH_FIRST = new RegExp(`\\b(${MONTH}) (?:the )?(${NTH})\\b`, 'g')
const DAY_FIRST = new RegExp(`\\b(?:the )?(${NTH})(?: of)? (${MONTH})\\b`, 'g')
const RANGE = new RegExp(`\\b(between|from) (?:the )?(${NTH}) (and|to|until|till|through) (?:the )?(${NTH})(?: of)? (${MONTH})\\b`, 'g')
const date = (word: string): number => ORDINALS.indexOf(word.replace(' ', '-')) + 1

/** "november tenth" → "november 10", "the third of october" → "3 october", "between the first and the fifteenth of october" → "between 1 and 15 october". */
export const daysForWords = (text: string): string =>
  text
    .replace(RANGE, (_, from: string, first: string, to: string, last: string, month: string) => {
      return `${from} ${date(first)} ${to === 'and' ? to : 'to'} ${date(last)} ${month}`
    })
    .replace(MONTH_FIRST, (_, month: string, word: string) => `${month} ${date(word)}`)
    .replace(DAY_FIRST, (_, word: string, month: string) => `${date(word)} ${month}`)
