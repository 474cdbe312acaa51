import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { IntentView } from '@/components/cards/intent-view'
import { plan, plan_long } from '@/components/fixtures/case-plan-intents'

const html = (intent: typeof plan) => renderToStaticMarkup(<IntentView intent={intent} />)

it('offers to leave an action out in a list of its own, and never among the buttons of the whole plan', () => {
  const [before = '', footer = ''] = html(plan_long).split('<footer')
  expect(before.match(/data-command="plan.drop_action"/g)).toHaveLength(8)
  expect(before.replace(/<[^>]+>/g, ' ')).toContain('Leave something out (8 actions)')
  expect(footer).not.toContain('plan.drop_action')
  expect(footer).toContain('Send for approval')
})

it('says nothing of it where nothing can be left out', () => {
  expect(html(plan)).not.toContain('Leave something out')
})
