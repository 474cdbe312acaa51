import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { parse } from '../frame/canonical'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const today = '2026-11-19'
const readAfter = (before: string, question: string) =>
  read(question, { gazetteer: names as Gazetteer, today, previous: parse(before, today) ?? null, focus_case: null })

describe('a question that keeps a part of what is shown', () => {
  it('is asked back where its words were read as another view', () => {
    const reading = readAfter('/anomalies region:eu-west-1 top:20', 'only new resource')
    expect(reading).toMatchObject({ outcome: 'clarify', question: 'Only what of it?' })
    expect(reading.outcome === 'clarify' && reading.options[0]?.canonical).toBe('/anomalies top:20 region:eu-west-1')
  })

  it('is answered where the view has that part, or another form of it is asked for', () => {
    expect(readAfter('/anomalies top:20', 'only eu-west-1')).toMatchObject({ canonical: '/anomalies top:20 region:eu-west-1' })
    expect(readAfter('/breakdown by:service period:last-month top:10', 'just the lines')).toMatchObject({ outcome: 'answered' })
  })
})
