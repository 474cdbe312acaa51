import { expect, it } from 'vitest'
import { triage } from '@/components/fixtures/case-analysis-intents'
import { plan } from '@/components/fixtures/case-plan-intents'
import { contentKey } from '@/components/screens/case/content-key'

it('is the same for a card that was made again later, with another revision and other actions', () => {
  const later = { ...structuredClone(plan), rev: plan.rev + 1, server_now: plan.server_now.replace(/T.*/, 'T23:59:59.000Z'), actions: [] }
  expect(contentKey(later)).toBe(contentKey(plan))
})

it('is another one when anything that the card draws changed', () => {
  const [id = '', fact] = Object.entries(triage.facts)[0] ?? []
  const [note_id = '', note] = Object.entries(triage.evidence)[0] ?? []
  if (fact === undefined || note === undefined) throw new Error('the fixture has a fact and evidence')
  const others = [
    { ...triage, title: `${triage.title}.` },
    { ...triage, facts: { ...triage.facts, [id]: { ...fact, text: `${fact.text}0` } } },
    { ...triage, evidence: { ...triage.evidence, [note_id]: { ...note, as_of: '2026-11-19T08:40:00.001Z' } } },
    { ...triage, components: triage.components.slice(1) },
    { ...triage, lifecycle: 'superseded' as const },
    { ...triage, server_now: '2026-11-20T00:00:00.000Z' },
    plan,
  ].map(contentKey)
  expect(new Set([contentKey(triage), ...others]).size).toBe(others.length + 1)
})
