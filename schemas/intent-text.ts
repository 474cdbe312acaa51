import { z } from 'zod'

export const FactId = z.string().regex(/^[a-z0-9_.-]{1,80}$/)

export const IntentId = z.string().regex(/^[!-~]{1,120}$/)
export const ParamName = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/)

/** Characters of one text. Counted as JSON Schema counts them, by character and not by UTF-16 unit, so that both sides agree on every text. */
const TEXT_MAX = 2000

// No markup anywhere: text is data and is drawn as it is. A "<" that opens nothing is only a sign.
const plain = (max: number): z.ZodString =>
  z.string().regex(new RegExp(`^(?![\\s\\S]*<[a-zA-Z/!?])[\\s\\S]{0,${max}}$`, 'u'), `must be plain text of at most ${max} characters`)

export const text = plain(TEXT_MAX)
export const shortText = plain(160)
export const label = plain(80)
export const suggestion = plain(120)
export const longText = plain(8000)
