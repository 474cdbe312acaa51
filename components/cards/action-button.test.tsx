import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ActionButton } from '@/components/cards/action-button'
import { shownCard } from '@/components/cards/shown-card'
import { approvalIntent } from '@/components/fixtures/case-plan-intents'
import { Button } from '@/components/ui/button'
import type { IntentAction } from '@/schemas/intent'

const REASON = { rule: 'open_beside', text: 'Case case_59c8e7edf0 is open for the same incident.', unblock: 'Go on there.' }

it('links the case in which somebody goes on, where a button says that it is in another', () => {
  const card = approvalIntent('pending')
  const [action] = card.actions as [IntentAction]
  const html = renderToStaticMarkup(<ActionButton action={{ ...action, disabled: REASON }} shown={shownCard(card)} />)
  expect(html).toContain('href="/cases/case_59c8e7edf0"')
  expect(html.replace(/<[^>]+>/g, '')).toContain('Case case_59c8e7edf0 is open for the same incident. Go on there.')
})

it('keeps the focus on a button that is at work: it is not disabled, and says that it cannot be pressed', () => {
  const html = renderToStaticMarkup(<Button is_busy>Test</Button>)
  expect(html).toContain('aria-disabled="true"')
  expect(html).not.toContain('disabled=""')
  expect(renderToStaticMarkup(<Button>Test</Button>)).not.toContain('aria-disabled=')
})
