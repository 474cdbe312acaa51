import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { handle, readInput, readJson, readText } from './http'

const post = (body: BodyInit) => new Request('http://localhost:3100/api/commands', { method: 'POST', body, duplex: 'half' } as RequestInit)

it('stops reading a body at its limit, however much follows', async () => {
  let parts_taken = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      parts_taken++
      controller.enqueue(new Uint8Array(1024))
    },
  })
  await expect(readText(post(endless), 10 * 1024)).rejects.toMatchObject({ code: 'validation_failed' })
  expect(parts_taken).toBeLessThan(20)
})

it('reads letters of several bytes whole, also across parts', async () => {
  const bytes = new TextEncoder().encode('{"reason":"geprüft – 承認"}')
  const split = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  expect(await readJson(post(split))).toEqual({ reason: 'geprüft – 承認' })
})

it('refuses a body that is no JSON, none at all, or holds what the database cannot', async () => {
  await expect(readJson(post('{'))).rejects.toMatchObject({ code: 'validation_failed', message: 'body: is not JSON' })
  await expect(readJson(new Request('http://localhost/', { method: 'POST' }))).rejects.toMatchObject({ code: 'validation_failed' })
  await expect(readJson(post('{"reason":"a\\u0000b"}'))).rejects.toMatchObject({ code: 'validation_failed', detail: { field: 'reason' } })
  await expect(readJson(post('{"params":{"query":"\\ud83d"}}'))).rejects.toMatchObject({ code: 'validation_failed', detail: { field: 'params.query' } })
})

it('refuses what is nested deeper than anything that is sent here, before something that calls itself fails at it', async () => {
  const nested = (depth: number): string => `{"params":${'['.repeat(depth)}${']'.repeat(depth)}}`
  await expect(readJson(post(nested(10_000)))).rejects.toMatchObject({
    code: 'validation_failed',
    message: 'body: nested more than 64 deep',
    detail: { field: 'body' },
  })
  expect(await readJson(post(nested(63)))).toHaveProperty('params')
})

it('answers a body of hostile names in the time of a request', async () => {
  const answer = await handle(async (request: Request) => Response.json(readInput(z.strictObject({}), await readJson(request))))(
    post(JSON.stringify({ [`token ${'eyJ-'.repeat(15_000)}`]: 1 })),
    undefined,
  )
  expect(answer.status).toBe(400)
}, 2_000)

it('takes whole characters however they are written, and a backslash that somebody typed', async () => {
  expect(await readJson(post('{"reason":"\\ud83d\\ude80 \\\\u0000"}'))).toEqual({ reason: '\u{1F680} \\u0000' })
})

it('answers 404 for a name that the database cannot even be asked for', async () => {
  const answer = await handle(async () => Response.json({}))(new Request('http://localhost/api/intents/case_%00'), undefined)
  expect(answer.status).toBe(404)
})

it('names the field of a request that does not fit, and answers 400', async () => {
  const answer = await handle(async () => Response.json(readInput(z.object({ days: z.number() }), { days: 'x' })))(post('{}'), undefined)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error: { code: 'validation_failed', detail: { field: 'days' } } })
})

it('keeps to itself what went wrong inside, also when stored data does not fit its schema', async () => {
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const inside = [
    () => z.object({ secret: z.string() }).parse({ secret: 1 }),
    () => Promise.reject(new Error('/var/lib/secret')),
    () => Promise.reject(new Fault('broken_invariant', 'secret')),
  ]
  for (const fail of inside) {
    const answer = await handle(async () => Response.json(await fail()))(post('{}'), undefined)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
  }
  silent.mockRestore()
})

it('says when to come back where a limit knows it', async () => {
  const answer = await handle(async () => {
    throw new Fault('rate_limited', 'too many calls: wait 7 s and try again', { retry_after_sec: 7 })
  })(new Request('http://localhost/api/commands'), undefined)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
})
