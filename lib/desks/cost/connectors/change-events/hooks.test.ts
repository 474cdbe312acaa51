import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import type { HookSettings } from '@/schemas/connectors'
import { TenantSettings } from '@/schemas/tenant'
import { receiveDelivery } from './receive'
import { storedChanges } from './stored'
import { toEvents } from './to-events'

testDatabase()
const TENANT = 'tn_hooks'
const SECRET = 'It is a secret to everybody'
const hook = (hook_id: string, kind: HookSettings['kind']): HookSettings => ({
  hook_id,
  kind,
  secret: 'env:COUNTERSIGN_TN_HOOKS_SECRET',
  account_id: '210000000005',
  service_name: 'payments-api',
})
const HOOKS = [hook('git', 'github'), hook('argo', 'argocd'), hook('any', 'generic')]

beforeAll(async () => {
  process.env['COUNTERSIGN_TN_HOOKS_SECRET'] = SECRET
  await addTenant(TENANT, { name: 'Hooks', is_demonstration: false, settings: TenantSettings.parse({ connectors: { hooks: HOOKS } }) })
})

const sign = (text: string): string => createHmac('sha256', SECRET).update(text).digest('hex')
const send = (hook_id: string, body: string, headers: Record<string, string>, system_now_ms = Date.now()) =>
  receiveDelivery({ tenant_id: TENANT, hook_id, headers: new Headers(headers), body: Buffer.from(body), system_now_ms })
const generic = (patch: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: 'd-1',
    service: 'payments-api',
    at: '2026-11-16T13:20:00Z',
    kind: 'deploy',
    ref: '4.18.0',
    env: 'prod',
    url: 'https://deliver.example/1',
    ...patch,
  })
const signed = (body: string, at = Math.floor(Date.now() / 1000)) => ({ 'x-countersign-signature': `t=${at},v1=${sign(`${at}.${body}`)}` })
const WINDOW = { start: '2026-11-15', end: '2026-11-18' }

describe('before anything was delivered', () => {
  it('nothing can be said about changes, which is not that there were none', async () =>
    expect(storedChanges(TENANT).events(WINDOW, [])).rejects.toMatchObject({ code: 'provider_down' }))
})

describe('the generic hook', () => {
  it('keeps a signed change once, with its audit event, and takes the same body again for a copy', async () => {
    expect(await send('any', generic(), signed(generic()))).toEqual({ events: 1, is_copy: false })
    expect(await send('any', generic(), signed(generic()))).toEqual({ events: 0, is_copy: true })
    const { events } = await storedChanges(TENANT).events(WINDOW, ['210000000005'])
    expect(events).toEqual([
      expect.objectContaining({ at: '2026-11-16T13:20:00.000Z', type: 'deploy', title: 'payments-api 4.18.0 in prod', sub_account_id: '210000000005' }),
    ])
    expect((await listAudit(TENANT)).filter((e) => e.kind === 'change.received')).toHaveLength(1)
    expect((await storedChanges(TENANT).events({ start: '2026-11-01', end: '2026-11-02' }, ['210000000005'])).events).toEqual([])
  })

  it('says nothing about an account that no hook has told of: a hook of another one is no answer', async () => {
    await expect(storedChanges(TENANT).events(WINDOW, ['210000000001'])).rejects.toMatchObject({
      code: 'provider_down',
      message: expect.stringContaining('account 210000000001'),
    })
    const elsewhere = generic({ id: 'd-2', account: '210000000001' })
    await send('any', elsewhere, signed(elsewhere))
    expect((await storedChanges(TENANT).events(WINDOW, ['210000000001'])).events).toHaveLength(1)
    expect((await storedChanges(TENANT).events(WINDOW, [])).events, 'of every account').toHaveLength(2)
  })

  it('keeps the changes of the onset, which come last, where a window holds more than can be looked at', async () => {
    const at = (n: number) => new Date(Date.parse('2026-10-01T00:00:00Z') + n * 60_000).toISOString()
    for (let part = 0; part < 6; part++) {
      const body = JSON.stringify(Array.from({ length: 100 }, (_, i) => JSON.parse(generic({ id: `busy-${part}-${i}`, at: at(part * 100 + i), env: 'busy' }))))
      await send('any', body, signed(body))
    }
    const { events } = await storedChanges(TENANT).events({ start: '2026-10-01', end: '2026-10-02' }, [])
    expect([events.length, events[0]?.at, events.at(-1)?.at]).toEqual([500, at(100), at(599)])
  })

  it('refuses what is not signed, signed for another body, or signed long ago', async () => {
    const other = generic({ id: 'd-2' })
    const refused = (headers: Record<string, string>) => expect(send('any', other, headers)).rejects.toMatchObject({ code: 'unauthenticated' })
    await refused({})
    await refused(signed(generic()))
    await refused({ 'x-countersign-signature': 't=1,v1=00' })
    await refused(signed(other, Math.floor(Date.now() / 1000) - 600))
  })

  it('names the field of a form that it does not know', async () => {
    const body = generic({ id: 'd-3', kind: 'party' })
    await expect(send('any', body, signed(body))).rejects.toMatchObject({ code: 'validation_failed' })
    await expect(send('any', 'not json', signed('not json'))).rejects.toThrow('is not JSON')
    const late = generic({ id: 'd-4', at: '2099-01-01T00:00:00Z' })
    await expect(send('any', late, signed(late))).rejects.toThrow('a day ahead')
  })

  it('takes a message with half of a character or a NUL, whose place a replacement takes', async () => {
    const body = generic({ id: 'd-5', service: 'payments\u0000', ref: '4.18 \ud83d', at: '2026-11-17T13:20:00Z' })
    expect(await send('any', body, signed(body))).toEqual({ events: 1, is_copy: false })
    const { events } = await storedChanges(TENANT).events({ start: '2026-11-17', end: '2026-11-18' }, ['210000000005'])
    expect(events.map((e) => e.title)).toEqual(['payments\ufffd 4.18 \ufffd in prod'])
  })

  it('cuts a long title between two characters', () => {
    const push = { ref: 'refs/heads/main', after: 'abc', repository: { full_name: 'acme/pay' } }
    const title = (message: string) =>
      toEvents(hook('git', 'github'), 'push', { ...push, head_commit: { id: 'abc', message, timestamp: '2026-11-16T13:20:00Z' } })[0]?.title
    expect(title(`${'x'.repeat(189)}\u{1F680} ship it`)).toBe(`acme/pay: ${'x'.repeat(189)}`)
    expect(title(`${'x'.repeat(188)}\u{1F680} ship it`)).toBe(`acme/pay: ${'x'.repeat(188)}\u{1F680}`)
  })

  it('keeps no link but https', () => expect(toEvents(hook('any', 'generic'), null, JSON.parse(generic({ url: 'javascript:alert(1)' })))[0]?.url).toBeNull())
})

describe('the Argo CD hook', () => {
  const body = JSON.stringify({
    app: 'checkout',
    revision: '63738bb582c8b540af7bcfc18f87c575c3ed66e0',
    phase: 'Succeeded',
    finished_at: '2026-11-16T14:00:00Z',
    url: 'https://argo.example/applications/checkout',
  })
  it('takes a finished sync from whoever sends the secret', async () => {
    expect(await send('argo', body, { authorization: `Bearer ${SECRET}` })).toEqual({ events: 1, is_copy: false })
    await expect(send('argo', body, { authorization: 'Bearer guess' })).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(toEvents(hook('argo', 'argocd'), null, { ...JSON.parse(body), phase: 'Failed' })).toEqual([])
  })
})

describe('the limit of a hook', () => {
  it('counts what its sender signed, and nothing that a stranger sends', async () => {
    const body = JSON.stringify({ app: 'checkout', revision: 'a', phase: 'Succeeded', finished_at: '2026-11-16T14:00:00Z', url: null })
    const guess = () => send('argo', body, { authorization: 'Bearer guess' }).catch((error: { code: string }) => error.code)
    const guesses: unknown[] = []
    for (let n = 0; n < 400; n++) guesses.push(await guess())
    expect([...new Set(guesses)]).toEqual(['unauthenticated', 'rate_limited'])
    const answer = () =>
      send('argo', body, { authorization: `Bearer ${SECRET}` }).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      )
    const answers = await Promise.all(Array.from({ length: 340 }, answer))
    expect(answers.filter((a) => a === 'taken').length).toBeGreaterThan(290)
    expect(answers.filter((a) => a === 'rate_limited').length).toBeGreaterThan(0)
  }, 30_000)
})

describe('a hook that does not exist', () => {
  it('is not found, whether the tenant exists or not', async () => {
    await expect(send('nobody', '{}', {})).rejects.toMatchObject({ code: 'not_found' })
    for (const tenant_id of ['tn_nobody', 'no tenant at all', '*'])
      await expect(
        receiveDelivery({ tenant_id, hook_id: 'git', headers: new Headers(), body: Buffer.from('{}'), system_now_ms: 0 }),
        tenant_id,
      ).rejects.toMatchObject({ code: 'not_found', message: 'there is no such hook' })
  })
})

const DATA = join(process.env['COUNTERSIGN_DATA'] ?? '../shared/data', 'webhooks/github')
describe.skipIf(!existsSync(DATA))('real messages of GitHub (skipped where the reference data is not at hand)', () => {
  const read = (name: string) => readFileSync(join(DATA, name), 'utf8')

  it("are taken with GitHub's signature, and are no change while a deployment is under way", async () => {
    const body = read('deployment_status_gh-pages.payload.json')
    expect(await send('git', body, { 'x-hub-signature-256': `sha256=${sign(body)}`, 'x-github-event': 'deployment_status' })).toEqual({
      events: 0,
      is_copy: false,
    })
    await expect(send('git', `${body} `, { 'x-hub-signature-256': `sha256=${sign(body)}`, 'x-github-event': 'deployment_status' })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    const done = JSON.parse(body)
    done.deployment_status.state = 'success'
    expect(toEvents(hook('git', 'github'), 'deployment_status', done)).toMatchObject([{ type: 'deploy', title: expect.stringContaining('Hello-World') }])
    expect(toEvents(hook('git', 'github'), 'ping', JSON.parse(read('ping_payload.json')))).toEqual([])
  })

  it('agree with the example of a signature that GitHub publishes', () => {
    const v = JSON.parse(read('signature_test_vector.json'))
    expect(`sha256=${createHmac('sha256', v.secret).update(v.payload).digest('hex')}`).toBe(v.expected)
  })
})

describe('calls that nobody signed', () => {
  it('are refused after twenty with the time to come back, by hook and address, and stand in the trail once a minute', async () => {
    const from = (address: string, hook_id = 'git', at_ms = Date.now(), headers: Record<string, string> = {}) =>
      send(hook_id, '{"zen":"nobody signed this"}', { 'x-forwarded-for': address, ...headers }, at_ms)
    const start = Date.now()
    for (let n = 0; n < 20; n++) await expect(from('203.0.113.9', 'git', start)).rejects.toMatchObject({ code: 'unauthenticated' })
    for (let n = 0; n < 5; n++) await expect(from('203.0.113.9', 'git', start)).rejects.toMatchObject({ code: 'rate_limited', detail: { retry_after_sec: 5 } })
    // Another address, another hook, and whoever signs are not held up by it.
    await expect(from('203.0.113.10', 'git', start)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(from('203.0.113.9', 'any', start)).rejects.toMatchObject({ code: 'unauthenticated' })
    const body = generic({ id: 'd-not-held-up', ref: '9.9.9' })
    expect(await send('any', body, { ...signed(body), 'x-forwarded-for': '203.0.113.9' })).toMatchObject({ events: 1 })
    const told = async () => (await listAudit(TENANT, { limit: 200 })).filter((e) => e.kind === 'hook.refused' && e.body.includes('"git"'))
    expect((await told()).map((e) => JSON.parse(e.body))).toMatchObject([{ hook_id: 'git', address: '203.0.113.9' }])
    for (let n = 0; n < 15; n++) await from('203.0.113.9', 'git', start + 61_000).catch(() => undefined)
    expect(await told()).toHaveLength(2)
  })
})
