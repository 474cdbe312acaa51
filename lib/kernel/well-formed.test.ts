import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut } from './format'
import { brokenField, mayHoldBroken, wellFormed, wellFormedDeep } from './well-formed'

const any = fc.string({ unit: 'binary' })
const halves = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))
// What an encoder keeps as it is, said in another way than the code says it.
const isWhole = (text: string): boolean => Buffer.from(text, 'utf8').toString('utf8') === text && !text.includes('\0')
const value = fc.jsonValue().chain((v) => fc.constantFrom(v, [v], { a: v }))

describe('text that can be kept', () => {
  it('stays as it is, and any other is whole afterwards', () => {
    fc.assert(fc.property(any, (text) => void expect(wellFormed(text)).toBe(text.replaceAll('\0', '\ufffd'))))
    fc.assert(fc.property(halves, (text) => void expect(isWhole(wellFormed(text))).toBe(true)))
  })
  it('is told from what cannot be kept in its JSON, by one look that misses none', () => {
    fc.assert(
      fc.property(value, halves, (v, text) => {
        const whole = { v, inner: [{ text }], [text]: 1 }
        if (brokenField(whole) !== null) expect(mayHoldBroken(JSON.stringify(whole))).toBe(true)
        expect(brokenField(wellFormedDeep(whole))).toBeNull()
        if (brokenField(whole) === null) expect(wellFormedDeep(whole)).toEqual(whole)
      }),
    )
  })
  it('is found by the name of its field, however deep', () => {
    expect(brokenField({ params: { files: [{ name: 'a' }, { name: '\ud83d' }] } })).toBe('params.files.1.name')
    expect(brokenField({ '\ud83d': 1 })).toBe('\ufffd')
    expect(brokenField('a\0')).toBe('body')
    let deep: unknown = '\ud83d'
    for (let i = 0; i < 20_000; i++) deep = [deep]
    expect(brokenField(deep)).toContain('0.0')
  })
})

describe('a text that is cut', () => {
  it('is the beginning of the text, no longer than asked, shorter by one unit at most, and never ends with half of a character', () => {
    fc.assert(
      fc.property(any, fc.nat(40), (text, most) => {
        const short = cut(text, most)
        expect(text.startsWith(short)).toBe(true)
        expect(short.length).toBeLessThanOrEqual(most)
        expect(short.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1)
        if (isWhole(text)) expect(isWhole(short)).toBe(true)
      }),
    )
    expect(cut('ab\u{1F680}', 3)).toBe('ab')
    expect(cut('ab\u{1F680}', 4)).toBe('ab\u{1F680}')
  })
})
