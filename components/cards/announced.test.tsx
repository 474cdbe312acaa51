import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { APPROVAL_STATE } from '@/components/cards/approval-card'
import { Part } from '@/components/cards/part'
import { approvalIntent } from '@/components/fixtures/case-plan-intents'
import { Announcer } from '@/components/ui/announcer'
import { Countdown } from '@/components/ui/countdown'
import type { ComponentOf, UiIntent } from '@/schemas/intent'

const at = (seconds: number) =>
  renderToStaticMarkup(<Countdown to="2026-11-19T09:10:00.000Z" server_now={new Date(Date.parse('2026-11-19T09:10:00.000Z') - seconds * 1000).toISOString()} />)
const inState = (state: ComponentOf<'approval.card'>['state']): string => {
  const card: UiIntent = approvalIntent('pending')
  const [part] = card.components
  if (part?.kind !== 'approval.card') throw new Error('the fixture is no approval')
  return renderToStaticMarkup(<Part part={{ ...part, state }} intent={card} />)
}

describe('what a screen reader is told without being asked', () => {
  it('how every request ended, in the words that are on the card', () => {
    for (const [state, { word }] of Object.entries(APPROVAL_STATE)) {
      const live = /<span aria-live="polite"[^>]*>(.*?)<\/span>/s.exec(inState(state as ComponentOf<'approval.card'>['state']))?.[1] ?? ''
      expect(live.replace(/<[^>]+>/g, ''), state).toContain(word)
    }
  })

  it('that time runs out, at once in the last five minutes and not before', () => {
    expect(at(301)).toContain('aria-live="off"')
    expect(at(299)).toContain('aria-live="assertive"')
    expect(at(-1)).toContain('ended')
    for (const seconds of [3000, 100]) expect(at(seconds)).toContain('role="timer"')
  })

  it('the receipt of what was sent, politely', () => {
    const html = renderToStaticMarkup(<Announcer />)
    expect(html).toContain('role="status"')
    expect(html).toContain('aria-live="polite"')
  })
})
