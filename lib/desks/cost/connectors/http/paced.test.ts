import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { askText, type HttpCall } from './ask-text'

type Reply = { status: number; retry_after?: string }
let replies: Reply[] = []
let asked = 0
const server = createServer((_request, response) => {
  asked += 1
  const { status, retry_after } = replies.shift() ?? { status: 200 }
  response.writeHead(status, retry_after === undefined ? {} : { 'retry-after': retry_after }).end('{}')
})
let url = ''
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  replies = []
  asked = 0
})
const ask = (token: string, differs: Partial<HttpCall> = {}) =>
  askText({ service: 'Jira', url, headers: { authorization: token }, timeout_ms: 2_000, pace: { per_sec: 50, burst: 5 }, ...differs })

it('asks again when a service says that it may, whatever was asked: what is refused for its rate was not done', async () => {
  replies = [
    { status: 429, retry_after: '0' },
    { status: 429, retry_after: 'Thu, 19 Nov 2020 09:00:00 GMT' },
  ]
  expect(await ask('a', { method: 'POST', body: {} })).toMatchObject({ status: 200 })
  expect(asked).toBe(3)
})

it('does not ask before the moment that the service named, from nowhere in this process, and says that it did not', async () => {
  replies = [{ status: 429, retry_after: '30' }]
  await expect(ask('b')).rejects.toMatchObject({
    code: 'provider_down',
    message: 'Jira is limiting our requests and may be asked again in 30 s: it was not asked until then',
    detail: { retry_after_sec: 30 },
  })
  await expect(ask('b')).rejects.toMatchObject({
    code: 'provider_down',
    message: expect.stringMatching(/^Jira was not asked: it may be asked again in (30|29) s/),
  })
  expect(asked).toBe(1)
  // Somebody else's token is another limit.
  expect(await ask('c')).toMatchObject({ status: 200 })
})

it('never repeats a change that may have been made, also where the service says when to come back', async () => {
  replies = [
    { status: 503, retry_after: '0' },
    { status: 503, retry_after: '0' },
  ]
  await expect(ask('d', { method: 'POST', body: {} })).rejects.toThrow('status 503')
  expect(asked).toBe(1)
  expect(await ask('d')).toMatchObject({ status: 200 })
  expect(asked).toBe(3)
})

it('gives up after three answers that it is busy', async () => {
  replies = Array.from({ length: 9 }, () => ({ status: 429, retry_after: '0' }))
  await expect(ask('e')).rejects.toThrow('is limiting our requests')
  expect(asked).toBe(3)
})

it('holds more requests than the burst back to its rate, and refuses those that would not be sent within the time-out', async () => {
  const pace = { per_sec: 20, burst: 2 }
  const sent = await Promise.allSettled(Array.from({ length: 6 }, () => ask('f', { pace, timeout_ms: 120 })))
  // Two at once, and one each after 50 and 100 ms.
  expect(sent.filter((s) => s.status === 'rejected')).toHaveLength(2)
  expect(asked).toBeLessThanOrEqual(4)
  const refused = sent.find((s) => s.status === 'rejected')
  expect(refused).toMatchObject({ reason: { code: 'provider_down', message: expect.stringContaining('too many of our own requests wait for it') } })
})
