import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { AnomalyRow } from '@/components/cards/anomaly-row'
import { inbox } from '@/components/fixtures/inbox'
import type { AnomalyRow as Row } from '@/schemas/intent'

const part = inbox.components.find((c) => c.kind === 'anomaly.inbox')
const [first] = part?.rows ?? []
const said = (changes: Partial<Row>): string => {
  if (first === undefined) throw new Error('the fixture has rows')
  return renderToStaticMarkup(<AnomalyRow row={{ ...first, ...changes }} intent={inbox} />).replace(/<[^>]+>/g, ' ')
}

it('says how a closed case ended, and nothing about what is still to come', () => {
  const closed = said({ is_closed: true, next_step: 'closed', status: 'Verified', owner: null })
  expect(closed).toContain('Verified')
  expect(closed).not.toContain('No owner yet')
  expect(said({ is_closed: true, next_step: 'closed: the change was undone', status: 'Rolled back' })).toContain('closed: the change was undone')
})

it('says of an open case what comes next', () => {
  expect(said({ is_closed: false, next_step: 'send for approval', status: 'Plan ready', owner: null })).toMatch(/send for approval.*No owner yet/s)
})
