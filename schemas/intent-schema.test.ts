import Ajv from 'ajv/dist/2020'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UiIntent } from './intent'
import { intentJsonSchema } from './intent-schema'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Schema = { [key: string]: unknown }

const schema = intentJsonSchema()
// Formats say again what the patterns beside them say exactly.
const accepts = new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile(schema)

const DIGEST = 'a'.repeat(64)
// One of these fits every pattern of the contract.
const WORDS = [
  'fact_1',
  'text',
  `evd_${DIGEST}`,
  DIGEST,
  DIGEST.slice(0, 8),
  'USD',
  '1.5',
  '2026-11-19',
  '2026-11-19T09:00:00.000Z',
  `ev_${DIGEST}`,
  'sha256:x',
  `ev_${DIGEST.slice(0, 32)}`,
  `ev_${DIGEST.slice(0, 24)}`,
  '/cases/case_1',
]

/** A value that the schema accepts, with choices taken from `pick`. */
function sample(s: Schema, pick: (n: number) => number, depth = 0): Json {
  const any = (s['anyOf'] ?? s['oneOf']) as Schema[] | undefined
  if (any !== undefined) return sample(any[pick(any.length)] ?? {}, pick, depth)
  if ('const' in s) return s['const'] as Json
  if (Array.isArray(s['enum'])) return s['enum'][pick(s['enum'].length)] as Json
  switch (s['type']) {
    case 'object': {
      const properties = Object.entries((s['properties'] ?? {}) as Record<string, Schema>).map(([key, value]): [string, Json] => [
        key,
        sample(value, pick, depth + 1),
      ])
      const names = s['propertyNames'] as Schema | undefined
      const rest =
        names === undefined || pick(2) === 0
          ? []
          : [[String(sample(names, pick)), sample(s['additionalProperties'] as Schema, pick, depth + 1)] as [string, Json]]
      return Object.fromEntries([...properties, ...rest])
    }
    case 'array':
      return Array.from({ length: Math.max(Number(s['minItems'] ?? 0), depth > 4 ? 0 : pick(3)) }, () => sample(s['items'] as Schema, pick, depth + 1))
    case 'string': {
      const word = s['pattern'] === undefined ? 'text' : WORDS.find((w) => new RegExp(String(s['pattern']), 'u').test(w))
      if (word === undefined) throw new Error(`no sample fits ${String(s['pattern'])}`)
      return word
    }
    case 'integer':
      return Math.max(0, Number(s['minimum'] ?? 0), 0)
    case 'number':
      return 0.5
    case 'boolean':
      return true
    default:
      return null
  }
}

/** Every place in a value, as its holder and key. */
function places(value: Json, found: [Json[] | { [key: string]: Json }, string | number][] = []): [Json[] | { [key: string]: Json }, string | number][] {
  if (value === null || typeof value !== 'object') return found
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    found.push([value, key])
    places((value as { [key: string]: Json })[key] ?? null, found)
  }
  return found
}

const STRANGE: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 53,
  '',
  'x',
  ' ',
  '<b>bold</b>',
  '<script>',
  'a < b',
  '< a',
  '<!--',
  '😀'.repeat(2000),
  '😀'.repeat(2001),
  'x'.repeat(2000),
  'x'.repeat(2001),
  'x'.repeat(160),
  'x'.repeat(161),
  '1e5',
  '-0',
  '2026-02-30',
  '2026-11-19T09:00:00Z',
  'usd',
  [],
  {},
  [null],
  { a: 1 },
  'none',
  'typed',
  'heatmap',
  '//elsewhere.example',
  'javascript:alert(1)',
  '__proto__',
]

describe('the contract of cards', () => {
  it('accepts on the server exactly what the exported schema accepts', () => {
    let [taken, refused] = [0, 0]
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat({ max: 1_000_000 })),
        fc.nat({ max: 3 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 3 })), { maxLength: 2 }),
        (stream, _, changes) => {
          const pick = (n: number): number => Number(stream.next().value) % n
          const value = sample(schema, pick)
          for (const [where, what, how] of changes) {
            const all = places(value)
            const [holder, key] = all[where % all.length] ?? [{}, 'x']
            const slots = holder as { [key: string]: Json }
            if (how === 0) delete slots[String(key)]
            else if (how === 1 && !Array.isArray(holder)) slots['newer_field'] = 1
            else if (how === 2 && Array.isArray(slots[String(key)]))
              slots[String(key)] = Array.from({ length: 30 }, () => (slots[String(key)] as Json[])[0] ?? null)
            else slots[String(key)] = STRANGE[what % STRANGE.length] ?? null
          }
          const json = JSON.parse(JSON.stringify(value)) as unknown
          const [ours, theirs] = [UiIntent.safeParse(json), accepts(json)]
          if (theirs) taken += 1
          else refused += 1
          expect(ours.success, `${JSON.stringify(accepts.errors)} ${ours.error?.message ?? ''}`).toBe(theirs)
        },
      ),
      { numRuns: 1500, seed: 5 },
    )
    expect(Math.min(taken, refused)).toBeGreaterThan(200)
  })

  it('lets no text hold markup, and counts characters as readers do', () => {
    const with_title = (title: string): boolean => {
      const value = { ...(sample(schema, () => 0) as object), title }
      expect(accepts(value)).toBe(UiIntent.safeParse(value).success)
      return accepts(value)
    }
    expect(with_title('p99 < 5 ms and a > b')).toBe(true)
    expect(with_title('an <img src=x> of it')).toBe(false)
    expect([with_title('😀'.repeat(160)), with_title('😀'.repeat(161))]).toEqual([true, false])
  })
})
