import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { parse } from '../frame/canonical'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const today = '2026-11-19'
const readAfter = (before: string, question: string) =>
  read(question, { gazetteer: names as Gazetteer, today, previous: parse(before, today) ?? null, focus_case: null, viewer: 'usr_mara' })
const lineAfter = (before: string, question: string): string => {
  const reading = readAfter(before, question)
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('nothing but a grouping or a time, after a view that has none', () => {
  it.each([
    ['/savings period:q2-2026', 'by team'],
    ['/approvals', 'last week'],
    ['/queue', 'by account'],
    ['/health', 'last month'],
  ])('after %s “%s” is asked back and never answered with the cost', (before, question) => {
    const reading = readAfter(before, question)
    expect(reading.outcome).toBe('clarify')
    expect(reading.outcome === 'clarify' && reading.options[0]?.canonical.split(' ')[0]).toBe(before.split(' ')[0])
  })

  it.each([
    ['/approvals', 'cost in October by team', '/breakdown by:team period:october-2026 top:10'],
    ['/queue', 'what are the top 10 services', '/breakdown by:service period:month-to-date top:10'],
  ])('after %s “%s” says by itself what it is about', (before, question, line) => {
    expect(lineAfter(before, question)).toBe(line)
  })
})

describe('a follow-up that a view has a slot for', () => {
  it.each([
    ['/approvals state:decided', 'last week', '/approvals state:decided period:last-week'],
    ['/audit period:yesterday person:usr_tomas top:20', 'about approvals', '/audit about:approval period:yesterday person:usr_tomas top:20'],
    ['/audit period:yesterday top:20', 'for the lumen case', '/audit case:case_lumen period:yesterday top:20'],
    ['/anomalies over:100/day top:20', 'closed ones as well', '/anomalies state:all over:100/day top:20'],
    ['/anomalies over:100/day top:20', 'include the closed ones too', '/anomalies state:all over:100/day top:20'],
    ['/anomalies over:100/day top:20', 'assigned to ines', '/anomalies person:usr_ines over:100/day top:20'],
    [
      '/movers by:service period:last-week baseline:2026-10-26..2026-11-01 top:10',
      'compared with the week before that',
      '/movers by:service period:last-week baseline:2026-11-02..2026-11-08 top:10',
    ],
    ['/trend period:september-2026 not-account:210000000006', 'what are the lines behind it', '/lines period:september-2026 top:20 not-account:210000000006'],
  ])('after %s “%s” keeps the rest of what is shown', (before, question, line) => {
    expect(lineAfter(before, question)).toBe(line)
  })

  it('offers what moved in the same two times for a bare “why”', () => {
    const reading = readAfter('/compare by:usage period:last-month baseline:september-2026 top:10 account:210000000003', 'why')
    expect(reading).toMatchObject({ outcome: 'clarify', options: [{ canonical: expect.stringContaining('period:last-month baseline:september-2026') }, {}] })
  })
})
