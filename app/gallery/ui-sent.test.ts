import { expect, it } from 'vitest'
import { cards } from '@/components/cards/registry'
import { UI_SENT } from '@/components/cards/ui-sent'
import { readUiClient } from '@/lib/intents/negotiate'

it('is read by the server as every kind and confirmation that this build draws', () => {
  const client = readUiClient(UI_SENT)
  expect([...(client?.kinds ?? [])].sort()).toEqual(Object.keys(cards).sort())
  expect(client?.confirm).toContain('typed')
})
