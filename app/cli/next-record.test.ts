import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextRecord } from './next-record'

const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r', ' ', '\u2028', 'é') })
const written = (cells: readonly string[]): string => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')

/** Every record of a text that comes in parts. */
function records(parts: readonly string[]): string[][] {
  let [rest, all] = ['', [] as string[][]]
  for (const part of parts) {
    rest += part
    for (let record = nextRecord(rest, 0, ','); record !== null; record = nextRecord(rest, 0, ',')) {
      all = [...all, record.cells]
      rest = rest.slice(record.next)
    }
  }
  expect(rest).toBe('')
  return all
}

it('reads back whatever is written in quotes, with any line end and in whatever parts it comes', () => {
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 })
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 40 }), (table, end, size) => {
      const text = table.map((row) => written(row) + end).join('')
      const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
      expect(records(parts)).toEqual(table)
    }),
  )
})

it('reads cells without quotes as they stand, and a quote inside one as itself', () => {
  expect(records(['a,5" wide,c\n\n', 'd, "e, f",\r', '\n'])).toEqual([['a', '5" wide', 'c'], [''], ['d', ' e, f', '']])
})
