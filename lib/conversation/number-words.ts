// Number words of spoken questions. "one" alone stays a word: "the second one", "which one".

const SMALL: Readonly<Record<string, number>> = {
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
}
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
