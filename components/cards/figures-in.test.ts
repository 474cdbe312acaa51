import { describe, expect, it } from 'vitest'
import { figuresIn } from '@/components/cards/figures-in'
import { chart, headline, triage } from '@/components/fixtures/case-analysis-intents'
import { approvalIntent } from '@/components/fixtures/case-plan-intents'
import { verified_board } from '@/components/fixtures/verification'
import type { UiIntent } from '@/schemas/intent'

const said = (text: string, intents: UiIntent[] = [headline]): string =>
  figuresIn(text, intents)
    .map((p) => (p.fact === null ? p.text : `[${p.text} → ${p.fact.fact.label}]`))
    .join('')
const delta = headline.facts['delta']?.text ?? ''

describe('figures in a sentence', () => {
  it('lead to the fact that prints the same, and keep the sentence as it was', () => {
    const text = `It costs ${delta} since then.`
    expect(said(text)).toBe(`It costs [${delta} → ${headline.facts['delta']?.label}] since then.`)
    for (const card of [headline, chart, triage, approvalIntent('pending'), verified_board])
      expect(
        figuresIn(card.plain, [card])
          .map((p) => p.text)
          .join(''),
      ).toBe(card.plain)
  })

  it('are whole figures: part of another one leads nowhere', () => {
    expect(said(`US${delta} and ${delta}5`)).toBe(`US${delta} and ${delta}5`)
    expect(said('Nothing is known.')).toBe('Nothing is known.')
    expect(said('', [])).toBe('')
  })
})
