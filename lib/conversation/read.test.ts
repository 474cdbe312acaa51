import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Reading } from '@/schemas/frame'
import { parse, print } from './canonical'
import type { ReadingContext } from './context'
import names from './fixtures/northlight-names.json'
import questions from './fixtures/questions.json'
import type { Gazetteer } from './gazetteer'
import { read } from './read'

type Row = {
  group: string
  question: string
  expect: string | null
  previous?: string
  focus?: string
  listed?: string[]
  outcome?: string
  contains?: string
  note?: string
  frames?: string[]
}

const gazetteer = names as Gazetteer
const rows = questions.questions as Row[]
const { today } = questions

const contextOf = (row: Row): ReadingContext => {
  const previous = row.previous === undefined ? null : (parse(row.previous, today) ?? null)
  if (row.previous !== undefined && previous === null) throw new Error(`unreadable previous line ${row.previous}`)
  return { gazetteer, today, previous, focus_case: row.focus ?? null, ...(row.listed === undefined ? {} : { listed: row.listed }) }
}

/** What a reading amounts to, in one line: the canonical frame, or what was asked back. */
const gist = (reading: Reading): string =>
  reading.outcome === 'answered'
    ? reading.canonical
    : reading.outcome === 'clarify'
      ? `clarify: ${reading.question} [${reading.options.map((o) => o.canonical).join(' | ')}]`
      : `declined: ${reading.because}`

function verdict(row: Row): string | null {
  const reading = read(row.question, contextOf(row))
  Reading.parse(reading)
  const got = gist(reading)
  if (row.outcome === 'any') return reading.outcome !== 'answered' || row.frames?.includes(reading.frame.frame) ? null : got
  if (row.expect === null) return reading.outcome === row.outcome && got.includes(row.contains ?? '') ? null : got
  if (row.note !== undefined && (reading.outcome !== 'answered' || !reading.note?.includes(row.note))) return `note missing: ${got}`
  return got === row.expect ? null : got
}

describe('reading of questions', () => {
  it(`reads every one of ${rows.length} questions as the table says`, () => {
    const wrong = rows.flatMap((row) => {
      const got = verdict(row)
      return got === null ? [] : [`${row.group}: ${JSON.stringify(row.question)}\n    wanted ${row.expect ?? row.outcome}\n    got    ${got}`]
    })
    console.info(`questions read as expected: ${rows.length - wrong.length} of ${rows.length}`)
    expect(wrong.join('\n')).toBe('')
    expect(rows.length).toBeGreaterThanOrEqual(120)
  })

  it('prints every answered frame as a line that reads back as the same frame', () => {
    for (const row of rows) {
      const reading = read(row.question, contextOf(row))
      if (reading.outcome === 'answered') expect(parse(print(reading.frame, today), today)).toEqual(reading.frame)
    }
  })

  it('offers only choices that run', () => {
    for (const row of rows) {
      const reading = read(row.question, contextOf(row))
      for (const option of reading.outcome === 'clarify' ? reading.options : []) expect(parse(option.canonical, today), option.canonical).toBeDefined()
      for (const example of reading.outcome === 'declined' ? reading.nearest : [])
        expect(read(example, { gazetteer, today, previous: null, focus_case: 'case_lumen' }).outcome, example).toBe('answered')
    }
  })

  it('never throws, and never reaches anything but the closed set of views, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120, unit: 'grapheme' }), (question) => {
        Reading.parse(read(question, { gazetteer, today, previous: null, focus_case: null }))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps reading a known question when words of the tenant are put in any order around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...gazetteer.accounts.map((a) => a.name)),
        fc.constantFrom('cost of X last month', 'last month cost of X', 'X cost last month', 'what did X cost last month'),
        (name, form) => {
          const reading = read(form.replace('X', name), { gazetteer, today, previous: null, focus_case: null })
          expect(reading.outcome === 'answered' && reading.frame.frame === 'breakdown' && reading.frame.scope.sub_account_id).toBe(
            gazetteer.accounts.find((a) => a.name === name)?.id,
          )
        },
      ),
    )
  })
})
