import { createHmac } from 'node:crypto'
import type { Secret } from '@/lib/kernel/secret'
import { askText } from '../http/ask-text'
import type { MessagePort } from './port'

const SERVICE = 'The message hook'

/**
 * Any address that takes JSON. The body is signed as our own hooks expect it of others: `x-countersign-signature: t=SECONDS,v1=HEX`, an HMAC-SHA256 of the
 * seconds, a dot and the body. `now_ms` is the clock that signs.
 */
export function webhookMessages(address: () => Promise<Secret>, secret: () => Promise<Secret>, timeout_ms: number, now_ms: () => number): MessagePort {
  async function post(body: { kind: string; key: string } & Record<string, unknown>): Promise<void> {
    const at = Math.floor(now_ms() / 1000)
    const signature = createHmac('sha256', (await secret()).reveal())
      .update(`${at}.${JSON.stringify(body)}`)
      .digest('hex')
    const headers = { 'x-countersign-signature': `t=${at},v1=${signature}`, 'idempotency-key': body.key }
    await askText({ service: SERVICE, url: (await address()).reveal(), method: 'POST', headers, body, timeout_ms, most_bytes: 64 * 1024 })
  }
  return {
    connector: 'webhook',
    send: ({ title, lines, url, key }) => post({ kind: 'case', key, title, lines, url }),
    async check() {
      await post({ kind: 'test', key: 'test', title: 'Countersign can write to this address', lines: [], url: null })
      return 'a signed test was taken'
    },
  }
}
