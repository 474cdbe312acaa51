import type { z } from 'zod'
import { deepFrozen } from '@/lib/db/known-rows'
import { Case } from '@/schemas/case'

type Field = keyof Case
const FIELDS = Object.entries(Case.shape) as [Field, z.ZodType][]

// Parts of cases that were parsed and that nobody can change since, with their text once it was needed. Between two writes most parts stay what they are.
const known = new WeakMap<object, string | null>()

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object'

/** A case out of its row, frozen. */
export function readBody(body: unknown): Case {
  const c = deepFrozen(Case.parse(body))
  for (const part of Object.values(c)) if (isObject(part)) known.set(part, null)
  return c
}

/**
 * What is written of a case, and the same case frozen, as whoever reads its row sees it. Throws for what does not fit the schema. A part that came from
 * `readBody` or from here is not parsed again: it cannot have changed.
 */
export function writeBody(c: Case): { text: string; written: Case } {
  if (Object.keys(c).some((key) => !Object.hasOwn(Case.shape, key))) Case.parse(c)
  const texts: string[] = []
  const written: Partial<Record<Field, unknown>> = {}
  for (const [key, schema] of FIELDS) {
    const part = partOf(c, key, schema)
    if (part === undefined) continue
    texts.push(`${JSON.stringify(key)}:${part.text}`)
    written[key] = part.value
  }
  return { text: `{${texts.join(',')}}`, written: Object.freeze(written) as Case } // safe: every field was parsed by its schema
}

/** Undefined for a part that is absent. */
function partOf(c: Case, key: Field, schema: z.ZodType): { text: string; value: unknown } | undefined {
  const given: unknown = c[key]
  const text = isObject(given) ? known.get(given) : undefined
  if (isObject(given) && text !== undefined) return remembered(given, text ?? JSON.stringify(given))
  const parsed = schema.safeParse(given)
  if (!parsed.success) Case.parse(c) // tells of every field at once, each with its path
  if (parsed.data === undefined) return undefined
  if (!isObject(parsed.data)) return { text: JSON.stringify(parsed.data), value: parsed.data }
  const fresh = JSON.stringify(parsed.data)
  return remembered(deepFrozen(JSON.parse(fresh) as object), fresh)
}

function remembered(value: object, text: string): { text: string; value: object } {
  known.set(value, text)
  return { text, value }
}
