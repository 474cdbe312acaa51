/** One word of a question after normalisation. `quoted` words were inside quotation marks and stay together. */
export type Token = { text: string; is_quoted: boolean }

// Longer questions are cut: a question that needs more is not one question.
const MAX_CHARS = 300

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(what|who|where|how|why|that|it|there)'s\b/g, '$1 is'],
  [/\b(what|who|where|how|why)'re\b/g, '$1 are'],
  [/\bcan't\b/g, 'cannot'],
  [/n't\b/g, ' not'],
  [/'s\b/g, ''],
]

// "7 d" and "30 days" name the same span as "7d"; "10 k" is one amount.
const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

const UNIT_GLUE: readonly (readonly [RegExp, string])[] = [
  [/\b(\d{1,3}) ?(?:days?|d)\b/g, '$1d'],
  [/\b(\d{1,2}) ?(?:weeks?|wks?|w)\b/g, '$1w'],
  [/\b(\d{1,2}) ?(?:months?|mo)\b/g, '$1mo'],
  [/(\d{4}-\d{2}(?:-\d{2})?) ?(?:\.\.|…|–|—| to | until ) ?(\d{4}-\d{2}(?:-\d{2})?)/g, '$1..$2'],
]

/** NFKC, lower case, straight quotes, no invisible characters, one space between words. */
export function normalise(question: string): string {
  let text = question
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]+/gu, ' ')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .toLowerCase()
    .slice(0, MAX_CHARS)
  for (const [pattern, replacement] of CONTRACTIONS) text = text.replace(pattern, replacement)
  text = text.replace(/\b([a-z]+) (?=days?\b|weeks?\b|months?\b)/g, (said, word: string) => (COUNTS.indexOf(word) > 0 ? `${COUNTS.indexOf(word)} ` : said))
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
    const word = (match[2] ?? '').replace(/^[^\p{L}\p{N}$€£/#<>%]+/u, '').replace(/[^\p{L}\p{N}%$€£]+$/u, '')
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
