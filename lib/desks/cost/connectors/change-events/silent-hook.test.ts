import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change, type Tx } from '@/lib/db/change'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import { addDays, startOfDay, toMs } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { TenantSettings } from '@/schemas/tenant'
import type { Day } from '@/schemas/time'
import { keepEvents, takeDelivery } from './change-event-store'
import { isSilent, mayRestFor, silenceText } from './silence'
import { storedChanges } from './stored'

testDatabase()
const tenant_id = 'tn_silent'
const ACCOUNT = '210000000005'
const TODAY: Day = '2026-11-19'
const actor: Actor = { kind: 'system', id: 'hook:git', name: 'Hook git', roles: [], tenant_id, surface: 'system' }
const hook = (hook_id: string) => ({
  hook_id,
  kind: 'generic' as const,
  secret: 'env:COUNTERSIGN_TN_SILENT_SECRET',
  account_id: ACCOUNT,
  service_name: 'payments-api',
})

beforeAll(() =>
  addTenant(tenant_id, {
    name: 'Silent',
    is_demonstration: false,
    clock_offset_ms: toMs(startOfDay(TODAY)) - Date.now(),
    settings: TenantSettings.parse({ connectors: { hooks: [hook('git'), hook('spare')] } }),
  }),
)
const recorded = (work: (tx: Tx) => Promise<unknown>) =>
  change(tenant_id, async (tx) => {
    await work(tx)
    return { result: undefined, events: [{ kind: 'change.received', subject: tenant_id, actor, body: {} }] }
  })
const forget = () =>
  recorded(async (tx) => {
    await tx.query('delete from hook_delivery where tenant_id = $1', [tenant_id])
    await tx.query('delete from change_event where tenant_id = $1', [tenant_id])
  })
beforeEach(forget)
/** One delivery with one deploy on each of these days. */
const deliver = (hook_id: string, days: readonly Day[], account = ACCOUNT) =>
  recorded(async (tx) => {
    for (const day of days) {
      const at = startOfDay(day)
      await takeDelivery(tx, tenant_id, hook_id, `${hook_id} ${day} ${account}`, at)
      const told = { event_id: `${hook_id} ${day} ${account}`, at, type: 'deploy' as const, service_name: 's', sub_account_id: account, title: 't', url: null }
      await keepEvents(tx, tenant_id, hook_id, [told], at)
    }
  })
const every = (step: number, n: number, last: Day): Day[] => Array.from({ length: n }, (_, i) => addDays(last, -step * (n - 1 - i)))
const LAST_DAYS = { start: addDays(TODAY, -2), end: TODAY }
const asked = (accounts: string[] = [ACCOUNT]) => storedChanges(tenant_id).events(LAST_DAYS, accounts)

describe('a hook that was heard once', () => {
  it('counts as heard for two weeks, and not for ever', async () => {
    await deliver('git', [addDays(TODAY, -14)])
    expect((await asked()).events).toEqual([])
    await forget()
    await deliver('git', [addDays(TODAY, -17)])
    await expect(asked()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('longer than they usually do') })
  })

  it('still says what it told of while it spoke', async () => {
    const then = addDays(TODAY, -40)
    await deliver('git', [then])
    const { events } = await storedChanges(tenant_id).events({ start: addDays(then, -1), end: addDays(then, 1) }, [ACCOUNT])
    expect(events).toHaveLength(1)
    await expect(asked()).rejects.toMatchObject({ code: 'provider_down' })
  })
})

describe('the rhythm of a hook', () => {
  it('makes nine days of silence too long for one that speaks every day, and usual for one that speaks every five', async () => {
    await deliver('git', every(1, 20, addDays(TODAY, -9)))
    await expect(asked()).rejects.toMatchObject({ code: 'provider_down' })
    await forget()
    await deliver('git', every(5, 8, addDays(TODAY, -9)))
    expect((await asked()).events).toEqual([])
  })

  it('is no rhythm of another hook: one that speaks for the same account is enough, one of another account is not', async () => {
    await deliver('git', every(1, 20, addDays(TODAY, -30)))
    await deliver('spare', every(1, 5, addDays(TODAY, -1)))
    expect((await asked()).events).toHaveLength(2)
    await deliver('git', every(1, 5, addDays(TODAY, -25)), '210000000001')
    await expect(asked(['210000000001'])).rejects.toMatchObject({ detail: { accounts: ['210000000001'] } })
    expect((await asked([])).events, 'of every account, as long as one speaks').toHaveLength(2)
  })

  it('is at least a week and at most two months, whatever its days were', () => {
    const heard = (days: Day[]) => ({ last: startOfDay(days.at(-1) ?? TODAY), days })
    expect([every(1, 30, TODAY), every(4, 30, TODAY), every(40, 4, TODAY), every(3, 3, TODAY)].map((days) => mayRestFor(heard(days)))).toEqual([7, 8, 60, 14])
    const daily = heard(every(1, 30, '2026-11-02'))
    expect([isSilent(daily, startOfDay('2026-11-09')), isSilent(daily, startOfDay('2026-11-10'))]).toEqual([false, true])
    expect(silenceText(daily, startOfDay(TODAY))).toBe('silent since 2 Nov, for 17 days; up to 7 would be its rhythm')
  })
})
