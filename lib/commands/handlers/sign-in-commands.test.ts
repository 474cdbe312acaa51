import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { everyTenant } from '@/lib/db/every-tenant'
import { addPasskey, listPasskeys } from '@/lib/identity/passkey-store'
import { findSession, livingSessions, openSession } from '@/lib/identity/session-store'
import { actorOfToken } from '@/lib/identity/token-store'
import { redact } from '@/lib/kernel/redact'
import type { Actor } from '@/schemas/actor'
import { giveAt } from '../fixtures/give-command'
import { seedTenant } from '../fixtures/seed-story'
import { mara, NOW, noor, TENANT, tomas } from '../fixtures/story'

testDatabase()
const { tenant_id } = TENANT
beforeAll(seedTenant)

const give = giveAt(() => NOW)

describe('a token', () => {
  const params = { kind: 'personal', name: 'the importer', scopes: ['read'], days: 1 }
  it('is made by the server, works, and is shown in one answer only: no row, no event and no replay holds it', async () => {
    const key = { params, idempotency_key: 'token-once' }
    const made = await give(mara, 'token.create', tenant_id, key)
    const token = made.shown_once ?? ''
    expect(token).toMatch(/^csn_pt_[A-Za-z0-9_-]{43}$/)
    expect(await actorOfToken(token)).toMatchObject({ id: mara.id, auth: { method: 'token' } })
    expect(redact(`used ${token} here`)).toBe('used [redacted] here')
    const again = await give(mara, 'token.create', tenant_id, key)
    expect(again).toMatchObject({ outcome: 'replayed', audit_seq: made.audit_seq })
    expect(again.shown_once).toBeUndefined()
    for (const table of ['command_log', 'audit.event', 'access_token'])
      expect(JSON.stringify(await everyTenant(`select * from ${table}`)), table).not.toContain(token)
  })
  it('cannot be chosen by whoever asks for it', async () => {
    const chosen = { ...params, token_hash: 'a'.repeat(64) }
    await expect(give(mara, 'token.create', tenant_id, { params: chosen })).rejects.toMatchObject({ code: 'validation_failed' })
    const [one, other] = [await give(mara, 'token.create', tenant_id, { params }), await give(mara, 'token.create', tenant_id, { params })]
    expect(one.shown_once).not.toBe(other.shown_once)
  })
})

describe('sessions', () => {
  const idOf = async (token: string) => (await findSession(token, 'web'))?.session_id ?? ''
  const ended = { code: 'conflict', detail: { code: 'STALE_STATE' } }

  it('of oneself are ended but the one that is kept, at once and with one event', async () => {
    const [here, there] = await Promise.all([openSession(mara.id, 'web'), openSession(mara.id, 'web')])
    const [keep, other] = [await idOf(here), await idOf(there)]
    const { audit_seq } = await give(mara, 'session.revoke', mara.id, { params: { keep } })
    expect(await livingSessions(tenant_id, [keep, other])).toEqual(new Set([keep]))
    const [event] = await listAudit(tenant_id, { subject: mara.id, noun: 'session', limit: 1 })
    expect(event).toMatchObject({ seq: audit_seq, kind: 'session.revoked' })
    expect(JSON.parse(event?.body ?? '')).toMatchObject({ session_ids: [other], kept: keep })
    await expect(give(mara, 'session.revoke', mara.id, { params: { keep } })).rejects.toMatchObject(ended)
  })
  it('of somebody else are ended by an administrator, and by nobody else', async () => {
    const session_id = await idOf(await openSession(tomas.id, 'web'))
    const params = { session_id }
    await expect(give(mara, 'session.revoke', tomas.id, { params })).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'ROLE' } })
    await expect(give(noor, 'session.revoke', mara.id, { params }), 'it is not hers').rejects.toMatchObject(ended)
    expect((await livingSessions(tenant_id, [session_id])).has(session_id)).toBe(true)
    await give(noor, 'session.revoke', tomas.id, { params })
    expect((await livingSessions(tenant_id, [session_id])).has(session_id)).toBe(false)
    await expect(give(noor, 'session.revoke', 'usr_elsewhere')).rejects.toMatchObject({ code: 'not_found' })
  })
  it('are ended by whoever only looks, when they are their own', async () => {
    const viewer: Actor = { ...mara, roles: ['viewer'] }
    const session_id = await idOf(await openSession(mara.id, 'web'))
    await give(viewer, 'session.revoke', mara.id)
    expect((await livingSessions(tenant_id, [session_id])).has(session_id)).toBe(false)
  })
})

describe('passkeys of a lost device', () => {
  const key = (credential_id: string) => ({ credential_id, name: 'Laptop', transports: [], public_key: 'AA', counter: 0 })
  const reason = 'Tomas lost his laptop on the train'

  it('are reset by an administrator with a reason, in the trail, and the person is signed out everywhere', async () => {
    await addPasskey(tomas, key('lost'))
    const session_id = (await findSession(await openSession(tomas.id, 'web'), 'web'))?.session_id ?? ''
    await expect(give(mara, 'passkey.reset', tomas.id, { reason })).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'ROLE' } })
    await expect(give(noor, 'passkey.reset', tomas.id, { reason: 'lost' })).rejects.toMatchObject({ code: 'validation_failed' })
    await expect(give(noor, 'passkey.reset', 'usr_elsewhere', { reason })).rejects.toMatchObject({ code: 'not_found' })
    await give(noor, 'passkey.reset', tomas.id, { reason })
    expect(await listPasskeys(tenant_id, tomas.id)).toEqual([])
    expect((await livingSessions(tenant_id, [session_id])).has(session_id)).toBe(false)
    const [event] = await listAudit(tenant_id, { subject: tomas.id, noun: 'passkey', limit: 1 })
    expect(event).toMatchObject({ kind: 'passkey.reset' })
    expect(JSON.parse(event?.body ?? '')).toMatchObject({ reason, removed: [{ credential_id: 'lost', name: 'Laptop' }], session_ids: [session_id] })
    await expect(give(noor, 'passkey.reset', tomas.id, { reason })).rejects.toMatchObject({ code: 'conflict' })
  })
  it('are not reset by their own person, nor by an administrator who has a passkey and has not just proved it', async () => {
    await addPasskey(noor, key('noors'))
    await addPasskey(tomas, key('lost again'))
    const [proved, unproved] = [true, false].map((is_stepped_up): Actor => ({ ...noor, auth: { method: 'oidc', is_stepped_up } })) as [Actor, Actor] // safe: two of two
    await expect(give(proved, 'passkey.reset', noor.id, { reason })).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'SELF' } })
    await expect(give(unproved, 'passkey.reset', tomas.id, { reason })).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'STEP_UP' } })
    expect(await listPasskeys(tenant_id, tomas.id)).toHaveLength(1)
    await give(proved, 'passkey.reset', tomas.id, { reason })
    expect(await listPasskeys(tenant_id, tomas.id)).toEqual([])
  })
})
