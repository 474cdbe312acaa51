import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { makeSecret } from '@/lib/kernel/secret'
import { ConnectorSettings, type MessageChannel } from '@/schemas/connectors'
import { channelOf } from './channel-of'
import { mayHaveBeenTaken } from './may-have-been-taken'
import type { Message, MessagePort } from './port'
import { webhookMessages } from './signed-webhook'
import { simulatedMessages } from './simulated'
import { slackMessages } from './slack'

const MESSAGE: Message = {
  title: 'EC2 rose <here> & there',
  lines: ['+184.90 USD / day', 'A plan is proposed'],
  url: 'https://countersign.test/cases/case_a',
  key: 'case_a:plan',
}
const SECRET = 'the-key-that-signs'
const NOW_MS = 1_795_078_800_000

type Got = { path: string; headers: Record<string, unknown>; text: string }
let got: Got[] = []
let answer: number | 'silent' | 'cut' = 200
/** What both services are to us: an address that takes JSON, and says "ok" as Slack does. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  got.push({ path: request.url ?? '', headers: request.headers, text: Buffer.concat(parts).toString('utf8') })
  if (answer === 'silent') return
  if (answer === 'cut') return void request.socket.destroy()
  response.writeHead(answer, { location: '/elsewhere' }).end(answer === 200 ? 'ok' : 'no')
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  configure({ internal_hosts: [origin.replace('http://', '')] })
  got = []
  answer = 200
})

const address = async () => makeSecret(`${origin}/services/T0/B0/x`)
const slack = (): MessagePort => slackMessages(address, 300)
const webhook = (): MessagePort =>
  webhookMessages(
    address,
    async () => makeSecret(SECRET),
    300,
    () => NOW_MS,
  )

describe.each([
  ['slack', slack],
  ['a signed webhook', webhook],
  ['the simulated channel', () => simulatedMessages()],
] as const)('%s keeps the contract of messages', (_, make) => {
  it('takes a message, and a test', async () => {
    await expect(make().send(MESSAGE)).resolves.toBeUndefined()
    expect(await make().check()).toMatch(/taken|simulated/)
  })
})

it('gives the simulated channel what it would have said', async () => {
  const told: Message[] = []
  await simulatedMessages((m) => told.push(m)).send(MESSAGE)
  expect(told).toEqual([MESSAGE])
})

it('writes to Slack in its own marks, and lets no text become one', async () => {
  await slack().send(MESSAGE)
  expect(JSON.parse(got[0]?.text ?? '')).toEqual({
    text: '*EC2 rose &lt;here&gt; &amp; there*\n+184.90 USD / day\nA plan is proposed\n<https://countersign.test/cases/case_a|Open Countersign>',
  })
})

it('signs the time and the very bytes that a webhook gets, and names the message so that a second one can be dropped', async () => {
  await webhook().send(MESSAGE)
  const [{ text, headers }] = got as [Got]
  const at = NOW_MS / 1000
  expect(headers['x-countersign-signature']).toBe(`t=${at},v1=${createHmac('sha256', SECRET).update(`${at}.${text}`).digest('hex')}`)
  expect(headers['idempotency-key']).toBe('case_a:plan')
  expect(JSON.parse(text)).toMatchObject({ kind: 'case', title: MESSAGE.title, url: MESSAGE.url })
})

describe.each([
  ['slack', slack],
  ['a signed webhook', webhook],
] as const)('%s that does not take it', (_, make) => {
  const failing = async (how: typeof answer): Promise<unknown> => {
    answer = how
    return make()
      .send(MESSAGE)
      .catch((error: unknown) => error)
  }
  it.each([
    ['refuses it', 403, false],
    ['is limiting us', 429, false],
    ['sends it elsewhere', 302, false],
    ['breaks after it was sent', 500, true],
    ['never answers', 'silent', true],
    ['cuts the connection', 'cut', true],
  ] as const)('%s: it is told apart whether people may have read it', async (_how, how, may) => {
    const error = await failing(how)
    expect(error).toMatchObject({ code: 'provider_down' })
    expect(mayHaveBeenTaken(error)).toBe(may)
    expect(got).toHaveLength(1) // nothing follows a redirect, and nothing is sent twice
  })
  it('is at an internal address that nobody named: nothing is sent', async () => {
    configure({ internal_hosts: [] })
    const error = await failing(200)
    expect(error).toMatchObject({ code: 'provider_down', message: expect.stringContaining('internal address') })
    expect({ may: mayHaveBeenTaken(error), got }).toEqual({ may: false, got: [] })
  })
})

it('knows that nothing was sent where nobody listens', async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  const error = await slackMessages(async () => makeSecret('http://127.0.0.1:1/x'), 300)
    .send(MESSAGE)
    .catch((e: unknown) => e)
  expect(mayHaveBeenTaken(error)).toBe(false)
  expect(mayHaveBeenTaken(new Fault('forbidden', 'no'))).toBe(false)
})

describe('the channel of an owner', () => {
  const channel = (owner: string | null): MessageChannel => ({
    kind: 'slack',
    owner,
    url: `env:COUNTERSIGN_TN_A_${(owner ?? 'ALL').toUpperCase()}`,
    secret: null,
  })
  const all = channel(null)
  it('is their own, else that of everybody else, else none', () => {
    expect(channelOf([all, channel('ML')], 'ml')?.owner).toBe('ML')
    expect(channelOf([all, channel('ML')], 'data')).toBe(all)
    expect(channelOf([all, channel('ML')], null)).toBe(all)
    expect(channelOf([channel('ML')], 'data')).toBeUndefined()
  })
  it('needs a secret that signs where it is a webhook', () => {
    const of = (c: object) => ConnectorSettings.safeParse({ messages: [{ ...all, ...c }] })
    expect(of({ kind: 'webhook' }).error?.issues[0]?.message).toContain('signed')
    expect(of({ kind: 'webhook', secret: 'env:COUNTERSIGN_TN_A_KEY' }).success).toBe(true)
    expect(of({ url: 'https://hooks.slack.com/services/T0/B0/x' }).success).toBe(false)
  })
})
