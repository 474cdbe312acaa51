import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pairsOf, pairsText, partsOf, withOneMore, withoutPart, withPart } from './list-text'

const entry = fc.string({ minLength: 1, maxLength: 8 }).filter((s) => s.trim() === s && !s.includes(','))

it('holds a list as it was written, entries that are still empty included', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
      const text = entries.reduce((sofar, e, i) => withPart(withOneMore(sofar), i, e), '')
      expect(partsOf(text)).toEqual(entries)
      expect(partsOf(withOneMore(text))).toEqual([...entries, ''])
      for (const [i] of entries.entries()) expect(partsOf(withoutPart(text, i))).toEqual(entries.filter((_, at) => at !== i))
    }),
  )
})

it('makes several entries of what is pasted with commas', () => {
  expect(partsOf(withPart('a,b', 1, 'x,y'))).toEqual(['a', 'x', 'y'])
})

it('parts a pair at its first equals sign', () => {
  expect(pairsOf('shop=eu=1\nlane=a')).toEqual([
    ['shop', 'eu=1'],
    ['lane', 'a'],
  ])
  expect(pairsOf(pairsText([['', '']]))).toEqual([['', '']])
  expect(pairsOf('')).toEqual([])
})
