import { found, type Violation } from './violation'

/** Outside facts only plain letters and plain punctuation: everything that could look like something else is out. */
export function characterViolations(bare: string): Violation[] {
  const rest = bare.replace(/<\d+>/g, '')
  return [
    ...found('hidden_character', rest.match(/[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Mn}\p{Me}\u00a0\u2000-\u200a\u202f\u205f\u3000]/u)?.[0]),
    ...found('unknown_figure', rest.match(/[\p{Sc}%‰]?\s?[\p{N}][\p{N}.,:/%-]*|[\p{Sc}%‰]/u)?.[0]),
    ...found('foreign_script', rest.match(/[^\p{ASCII}’“”–—…‹›\p{N}\p{Sc}\p{Cf}\p{Cc}\p{Mn}]/u)?.[0]),
    ...found('markup', rest.match(/https?|www\.|[<>‹›*_`#[\]|{}\\^~@=+/&!?]|\.\.\.|…|\w\.\w/)?.[0]),
  ]
}

/** A name of the tenant that no fact holds. */
export function nameViolations(bare: string, names: readonly string[]): Violation[] {
  const text = asWords(bare)
  const said = names.find((name) => name.length > 2 && text.includes(asWords(name)))
  return found('unknown_name', said)
}

const asWords = (text: string): string => ` ${text.toLowerCase().replace(/[^a-z0-9<>-]+/g, ' ')} `
