import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { ReadingContext } from '../follow-up/context'
import { parse } from '../frame/canonical'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const today = '2026-11-19'
const offer = (canonical: string) => ({ label: canonical, canonical })
const ctx: ReadingContext = {
  gazetteer: names as Gazetteer,
  today,
  previous: parse('/breakdown by:service period:last-month top:10', today) ?? null,
  focus_case: null,
  offered: [offer('/movers by:service period:october-2026 baseline:september-2026 top:10')],
}
const options = (question: string): string[] => {
  const reading = read(question, ctx)
  return reading.outcome === 'clarify' ? reading.options.map((o) => o.canonical) : []
}

describe('a question right after one that was asked back', () => {
  it('is offered for what was shown and for what would have been shown', () => {
    expect(options('by team')).toEqual(['/movers by:team period:october-2026 baseline:september-2026 top:10', '/breakdown by:team period:last-month top:10'])
  })

  it('is answered where it says everything itself, or picks what was offered', () => {
    expect(read('cost by team in October', ctx)).toMatchObject({ outcome: 'answered' })
    expect(read('the first', ctx)).toMatchObject({ outcome: 'answered', canonical: ctx.offered?.[0]?.canonical })
  })

  it('is offered for what would have been shown where nothing was shown before', () => {
    expect(read('by team', { ...ctx, previous: null })).toMatchObject({ outcome: 'clarify' })
  })

  it('goes with what was shown where nothing is open', () => {
    expect(read('by team', { ...ctx, offered: [] })).toMatchObject({ outcome: 'answered', canonical: '/breakdown by:team period:last-month top:10' })
  })
})
