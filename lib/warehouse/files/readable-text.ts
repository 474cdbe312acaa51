import { literal } from '@/lib/warehouse/sql-text'

// NUL, and in JSON the escapes of NUL and of lone surrogates. Postgres and JSON parsers refuse both, so neither may become a fact.

const REPLACEMENT = '\ufffd'
const HALF_OR_NUL = literal('\\\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})')
const PAIR = literal('\\\\u([dD][89abAB][0-9a-fA-F]{2})\\\\u([dD][c-fC-F][0-9a-fA-F]{2})')

/** The text with each NUL as U+FFFD. */
export const withoutNul = (text: string): string => `replace(${text}, chr(0), ${literal(REPLACEMENT)})`

/**
 * JSON in which every \u that is left begins an escape of a NUL, a lone surrogate or a whole character. A backslash that stands for itself is written as
 * \u005c, and surrogate pairs as \v, which JSON does not have, so that neither is taken for a lone surrogate.
 */
const withPairsAside = (json: string): string => `regexp_replace(replace(${json}, '\\\\', '\\u005c'), ${PAIR}, '\\\\v\\1\\\\v\\2', 'g')`

/** JSON text with the escapes of NUL and of lone surrogates as that of U+FFFD. */
export const withWholeEscapes = (json: string): string =>
  `case when contains(${json}, '\\u') then replace(regexp_replace(${withPairsAside(json)}, ${HALF_OR_NUL}, '\\\\ufffd', 'g'), '\\v', '\\u') else ${json} end`

/** Whether JSON text has an escape of NUL or of a lone surrogate. */
export const hasBrokenEscape = (json: string): string => `(contains(${json}, '\\u') and regexp_matches(${withPairsAside(json)}, ${HALF_OR_NUL}))`

export const hasNul = (text: string): string => `contains(${text}, chr(0))`
