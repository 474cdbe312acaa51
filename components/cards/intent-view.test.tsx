import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { IntentView } from '@/components/cards/intent-view'
import { plan } from '@/components/fixtures/case-plan-intents'
import type { UiIntent } from '@/schemas/intent'

const notice: UiIntent['components'][number] = {
  kind: 'notice',
  tone: 'degraded',
  title: 'Some resources are left for later',
  text: '11 resources are not in this plan.',
  remedy: null,
}
const headings = (intent: UiIntent): string[] =>
  [...renderToStaticMarkup(<IntentView intent={intent} />).matchAll(/<h3[^>]*>(.*?)<\/h3>/gs)].map((m) => m[1] ?? '')

it('keeps the name of a card whose first part is a notice', () => {
  expect(headings(plan)[0]).toBe(plan.title)
  expect(headings({ ...plan, components: [notice, ...plan.components] })[0]).toBe(plan.title)
})

it('names what a card rests on once where its source is its rule set', () => {
  const answer = {
    ...plan,
    evidence: { ev_bill: { ...Object.values(plan.evidence)[0], source: 'bill' } },
    produced_by: { ...plan.produced_by, ruleset_version: 'bill' },
  }
  const text = renderToStaticMarkup(<IntentView intent={answer as UiIntent} />).replace(/<[^>]+>/g, '')
  expect(text.match(/bill · as of/g)).toHaveLength(1)
  expect(text).toMatch(/ · card [0-9a-f]{8}/)
  expect(text).not.toMatch(/ · bill · card/)
})

it('says that a plan which changes nothing needs no approval', () => {
  const nothing = {
    ...plan,
    components: plan.components.map((c) => (c.kind === 'plan.card' ? { ...c, actions: [], no_action: ['A purchase is asked for by a ticket.'] } : c)),
  }
  expect(renderToStaticMarkup(<IntentView intent={plan} />)).toContain('a signature covers exactly this version')
  const html = renderToStaticMarkup(<IntentView intent={nothing} />)
  expect(html).toContain('no approval is needed')
  expect(html).not.toContain('a signature covers exactly this version')
})
