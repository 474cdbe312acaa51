import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AS_IT_IS } from '@/lib/kernel/in-zone'
import { clip, clipDeep, legibleDeep } from './clip'

// What a hostile name is made of: halves of characters, whatever turns the order of text around, controls, markup and letters of all scripts.
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('\u202e', '\u2066', '\u200f', '\u061c', '\ufeff', '\u200b', '\u001b', '\r', '\n', '<', 'script', '\u{1F680}', 'ש', 'a'),
)
const hostile = fc.array(unit, { maxLength: 60 }).map((units) => units.join(''))
const isWhole = (text: string): boolean => Buffer.from(text, 'utf8').toString('utf8') === text

describe('text of a bill or a cloud, as people read it', () => {
  it('is whole, short enough, opens no tag and holds nothing that turns the order of text around or that a terminal obeys', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 60 }), (text, max) => {
        const shown = clip(text, max)
        expect(shown.length).toBeLessThanOrEqual(max)
        expect(isWhole(shown)).toBe(true)
        expect(shown).not.toMatch(/[\p{Bidi_Control}\u206a-\u206f]/u)
        expect([...shown].filter((c) => c !== '\n' && c !== '\t' && /\p{Cc}/u.test(c))).toEqual([])
        expect(shown).not.toMatch(/<[a-z/!?]/i)
      }),
    )
  })

  it('is legible wherever a page shows it, but where it has to be sent back as it is', () => {
    const view = { rows: [{ title: 'a\u202eb', phrase: 'a\u202eb' }], at: null, count: 2 }
    expect(legibleDeep(view, new Set(['phrase']))).toEqual({ rows: [{ title: 'a\ufffdb', phrase: 'a\u202eb' }], at: null, count: 2 })
    fc.assert(fc.property(hostile, (text) => void expect(legibleDeep([text], new Set())[0]).not.toMatch(/\p{Bidi_Control}/u)))
  })

  it('stays as it is in the fields of a form, whose rows are sent back whole when one of them changes', () => {
    const view = { editable: [{ field: 'guard_tags', text: '["legal\u00adhold"]', forms: [{ rows: [{ key: 'legal\u00adhold' }] }] }] }
    expect(legibleDeep(view, AS_IT_IS)).toEqual(view)
  })

  it('is the same when it is clipped once more', () =>
    fc.assert(fc.property(hostile, fc.integer({ min: 2, max: 60 }), (text, max) => void expect(clip(clip(text, max), max)).toBe(clip(text, max)))))

  it('keeps ordinary names in every script, and emoji that are joined', () => {
    for (const name of ['loadtest-1', 'Größe µ', 'שרת בדיקה', 'می\u200cخواهم', '👩\u200d💻 laptop', 'two\nlines'])
      expect(clipDeep([{ name }], 100)).toEqual([{ name }])
  })

  it('shows that something was there: “loadtest⟨U+202E⟩dorp” does not read as “loadtestprod”', () =>
    expect(clip('loadtest\u202edorp-nottouched', 100)).toBe('loadtest\ufffddorp-nottouched'))

  it('is cut between two characters', () => expect(clip(`ab${'\u{1F680}'.repeat(3)}`, 6)).toBe('ab\u{1F680}…'))
})
