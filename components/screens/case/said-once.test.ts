import { expect, it } from 'vitest'
import { headline, triage } from '@/components/fixtures/case-analysis-intents'
import { saidOnce } from '@/components/screens/case/said-once'
import type { UiIntent } from '@/schemas/intent'

const told = (sentence: string): UiIntent => ({ ...triage, components: triage.components.map((c) => (c.kind === 'triage.explain' ? { ...c, sentence } : c)) })
const sentenceOf = (intent: UiIntent) => intent.components.find((c) => c.kind === 'triage.explain')?.sentence
const lead = headline.components.find((c) => c.kind === 'headline')?.sentence ?? ''

it('leaves out what the summary of the page has said, and keeps what the card adds', () => {
  expect(sentenceOf(saidOnce(told(`${lead} It explains all of the rise.`), headline))).toBe('It explains all of the rise.')
})

it('keeps a sentence that adds nothing, and one that is another', () => {
  expect(sentenceOf(saidOnce(told(lead), headline))).toBe(lead)
  expect(sentenceOf(saidOnce(told('Something else.'), headline))).toBe('Something else.')
})
