/** The entries of a list as its field holds them, those that are still being written included. */
export const partsOf = (text: string): string[] => (text === '' ? [] : text.split(',').map((part) => part.trim()))

/** The same list with one entry written anew. A comma in what is typed or pasted makes several of it. */
export const withPart = (text: string, at: number, part: string): string => textOf(partsOf(text).map((was, i) => (i === at ? part : was)))

/** One empty entry more. */
export const withOneMore = (text: string): string => textOf([...partsOf(text), ''])

export const withoutPart = (text: string, at: number): string => textOf(partsOf(text).filter((_, i) => i !== at))

// A list of one empty entry is a space: it is not an empty list.
const textOf = (parts: readonly string[]): string => (parts.length === 1 && parts[0] === '' ? ' ' : parts.join(','))

/** Pairs as one `name=value` a line. The first equals sign parts them, so that a value may hold more. */
export function pairsOf(text: string): [string, string][] {
  return text === '' ? [] : text.split('\n').map(pairOf)
}

export const pairsText = (pairs: readonly (readonly [string, string])[]): string => pairs.map(([name, value]) => `${name}=${value}`).join('\n')

function pairOf(line: string): [string, string] {
  const at = line.indexOf('=')
  return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
}
