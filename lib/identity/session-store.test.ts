import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import type { Actor, Surface } from '@/schemas/actor'
import { addTenant } from './fixtures/add-tenant'
import { getPerson, listPeople } from './person-store'
import { closeSession, endSessions, findSession, livingSessions, openSession, openSessions, rotateSession, STEP_UP_SECONDS, stepUp } from './session-store'
import { getTenant, listTenants, moveClock, tenantNow } from './tenant-store'

testDatabase()

/** Who holds this token, or null. */
const actorOf = async (token: string, surface: Surface): Promise<Actor | null> => (await findSession(token, surface))?.actor ?? null

const system = (tenant_id: string): Actor => ({ kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' })

const revoke = (tenant_id: string, person_id: string, which: Partial<Parameters<typeof endSessions>[3]> = {}) =>
  change(tenant_id, async (tx) => ({
    result: await endSessions(tx, tenant_id, person_id, { session_id: null, keep: null, ...which }),
    events: [{ kind: 'session.revoked', subject: person_id, actor: system(tenant_id), body: {} }],
  }))

const MARA = { name: 'Mara Lindqvist', email: 'mara@example.test', roles: ['analyst' as const] }
beforeAll(async () => {
  await addTenant('tn_demo', {}, [{ person_id: 'usr_tn_demo', ...MARA }])
  await addTenant('tn_real', { is_demonstration: false }, [{ person_id: 'usr_tn_real', ...MARA }])
})

it('opens a session whose token is nowhere in the database', async () => {
  const token = await openSession('usr_tn_demo', 'web')
  expect(await actorOf(token, 'chat')).toEqual({
    kind: 'person',
    id: 'usr_tn_demo',
    name: 'Mara Lindqvist',
    roles: ['analyst'],
    tenant_id: 'tn_demo',
    surface: 'chat',
    auth: { method: 'local', is_stepped_up: false },
  })
  expect(JSON.stringify(await everyTenant('select * from session'))).not.toContain(token)
  expect(JSON.stringify(await everyTenant('select * from audit.event'))).not.toContain(token)
})

it('knows nobody by an unknown, closed, revoked or expired token', async () => {
  expect(await actorOf('guess', 'web')).toBeNull()
  const closed = await openSession('usr_tn_demo', 'web')
  await closeSession(closed)
  await closeSession(closed)
  expect(await actorOf(closed, 'web')).toBeNull()
  const revoked = await openSession('usr_tn_demo', 'web')
  await revoke('tn_demo', 'usr_tn_demo')
  expect(await actorOf(revoked, 'web')).toBeNull()
  const expired = await openSession('usr_tn_demo', 'web')
  await everyTenant('update session set expires_at = now() where revoked_at is null')
  expect(await actorOf(expired, 'web')).toBeNull()
})

it('replaces the cookie’s value once, keeps the session and its end, and takes both values away at sign-out', async () => {
  const first = await openSession('usr_tn_demo', 'web')
  const session = await findSession(first, 'web')
  const second = (await rotateSession('tn_demo', first)) ?? ''
  expect(await findSession(second, 'web')).toEqual(session)
  expect(await rotateSession('tn_demo', first)).toBeNull()
  expect(await actorOf(first, 'web'), 'requests under way').not.toBeNull()
  const [old] = await everyTenant<{ left_sec: string }>('select extract(epoch from expires_at - now()) as left_sec from session where rotated_at is not null')
  expect(Number(old?.left_sec)).toBeLessThanOrEqual(60)
  await closeSession(second)
  expect([await actorOf(first, 'web'), await actorOf(second, 'web')]).toEqual([null, null])
  expect((await livingSessions('tn_demo', [session?.session_id ?? ''])).size).toBe(0)
})

it('is due for a new value after an hour, and not before', async () => {
  const token = await openSession('usr_tn_demo', 'web')
  expect((await findSession(token, 'web'))?.is_due_to_rotate).toBe(false)
  await everyTenant("update session set created_at = now() - interval '61 minutes' where revoked_at is null")
  expect((await findSession(token, 'web'))?.is_due_to_rotate).toBe(true)
})

it('counts a proof with a passkey for fifteen minutes, in the session where it was given', async () => {
  const [here, elsewhere] = [await openSession('usr_tn_demo', 'web'), await openSession('usr_tn_demo', 'web')]
  const session = await findSession(here, 'web')
  if (session === null) throw new Error('no session')
  await stepUp(session.actor, session.session_id, 'cred')
  expect((await actorOf(here, 'web'))?.auth?.is_stepped_up).toBe(true)
  expect((await actorOf(elsewhere, 'web'))?.auth?.is_stepped_up).toBe(false)
  await everyTenant('update session set stepped_up_at = stepped_up_at - make_interval(secs => $1)', [STEP_UP_SECONDS])
  expect((await actorOf(here, 'web'))?.auth?.is_stepped_up).toBe(false)
})

it('does not end the sessions of another tenant’s person', async () => {
  const token = await openSession('usr_tn_demo', 'web')
  await revoke('tn_real', 'usr_tn_demo')
  expect(await actorOf(token, 'web')).not.toBeNull()
})

it('takes a role away at once', async () => {
  const token = await openSession('usr_tn_demo', 'web')
  await everyTenant("update person set roles = '{viewer}' where person_id = 'usr_tn_demo'")
  expect((await actorOf(token, 'web'))?.roles).toEqual(['viewer'])
})

it('signs nobody in outside a demonstration', async () => {
  await expect(openSession('usr_tn_real', 'web')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(openSession('usr_nobody', 'web')).rejects.toMatchObject({ code: 'not_found' })
})

it('hides one tenant’s people from another', async () => {
  await expect(getPerson('tn_demo', 'usr_tn_real')).rejects.toMatchObject({ code: 'not_found' })
  expect((await listPeople('tn_real')).map((p) => p.person_id)).toEqual(['usr_tn_real'])
})

it('moves one tenant’s clock and no other', async () => {
  await change('tn_demo', async (tx) => ({
    result: await moveClock(tx, 'tn_demo', 86_400_000),
    events: [{ kind: 'clock.advanced', subject: 'tn_demo', actor: system('tn_demo'), body: {} }],
  }))
  const [demo, real] = [Date.parse(await tenantNow('tn_demo')), Date.parse(await tenantNow('tn_real'))]
  expect(Math.round((demo - real) / 3_600_000)).toBe(24)
  expect((await getTenant('tn_demo')).clock_offset_ms).toBe(86_400_000)
  expect((await listTenants()).map((t) => t.tenant_id)).toEqual(['tn_demo', 'tn_real'])
  await expect(getTenant('tn_none')).rejects.toMatchObject({ code: 'not_found' })
})

it('ends one of a person’s sessions, or all but one, with every value that its cookie had, also one that is made at that moment', async () => {
  await revoke('tn_demo', 'usr_tn_demo')
  const tokens = await Promise.all([1, 2, 3].map(() => openSession('usr_tn_demo', 'web')))
  const ids = await Promise.all(tokens.map(async (token) => (await findSession(token, 'web'))?.session_id ?? ''))
  const alive = async () => {
    const living = await livingSessions('tn_demo', ids)
    return ids.map((id) => Number(living.has(id))).join('')
  }
  expect((await openSessions('tn_demo', 'usr_tn_demo')).map((s) => s.session_id).sort()).toEqual([...ids].sort())
  expect(await openSessions('tn_real', 'usr_tn_demo')).toEqual([])
  expect((await revoke('tn_demo', 'usr_tn_demo', { session_id: ids[0] ?? '' })).result).toEqual([ids[0]])
  expect(await alive()).toBe('011')
  const [, rotated] = await Promise.all([revoke('tn_demo', 'usr_tn_demo', { keep: ids[1] ?? '' }), rotateSession('tn_demo', tokens[2] ?? '')])
  expect(await alive()).toBe('010')
  expect(rotated === null ? null : await actorOf(rotated, 'web')).toBeNull()
  await rotateSession('tn_demo', tokens[1] ?? '')
  expect(await openSessions('tn_demo', null), 'one row, however many values').toHaveLength(1)
})
