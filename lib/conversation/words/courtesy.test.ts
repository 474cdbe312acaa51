import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Question } from '../read/score-questions'
import type { Gazetteer } from '../tag/gazetteer'
import { withoutCourtesy } from './courtesy'

const own = readFileSync(new URL('../fixtures/questions/own.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Question)
  .filter((q) => q.thread === undefined && q.previous === undefined && q.focus === undefined)

function line(question: string): string {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null, viewer: 'usr_mara' })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('courtesy around a question', () => {
  it.each<[string, (question: string) => string]>([
    ['a greeting', (q) => `Hi team, ${q}`],
    ['thanks', (q) => `${q.replace(/[?.!]*$/, '')}, thanks a lot`],
    ['“ok so”', (q) => `ok so ${q}`],
    ['“please”', (q) => `${q.replace(/[?.!]*$/, '')}, please?`],
  ])('never leads to another view: %s', (_, around) => {
    const moved = own.flatMap(({ question }) => {
      const [plain, said] = [line(question), line(around(question))]
      return plain.startsWith('/') && said.startsWith('/') && said !== plain ? [`${question}: ${plain}, ${said}`] : []
    })
    expect(moved).toEqual([])
  })

  it('leaves a greeting that is all that was said', () => {
    expect(withoutCourtesy('hi team')).toBe('hi team')
    expect(withoutCourtesy('thanks')).toBe('thanks')
  })
})
