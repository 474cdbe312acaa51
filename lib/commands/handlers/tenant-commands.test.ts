import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { provideSecretProbe } from '@/lib/identity/secret-probe'
import { getTenant, lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { knownSecrets } from '@/lib/kernel/known-secrets'
import type { Actor } from '@/schemas/actor'
import { ConnectorSettings, type ConnectorTest } from '@/schemas/connectors'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { sentPlans } from '../fixtures/sent-plans'
import { mara, NOW, noor, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
const { ready, submit } = sentPlans(give)
const yuki: Actor = { ...tomas, id: 'usr_ines', name: 'Yuki Tanaka', roles: ['manager'] }

beforeAll(seedTenant)
beforeEach(() => {
  now = NOW
})

describe('commands on the tenant', () => {
  it('the kill switch denies every plan, many may turn it on and only an administrator off', async () => {
    const set = (actor: Actor, is_on: boolean) => give(actor, 'kill_switch.set', tenant_id, { params: { is_on }, reason: 'Something is wrong in production' })
    expect(await refusal(set(mara, true))).toMatchObject({ code: 'forbidden' })
    await set(tomas, true)
    expect((await getTenant(tenant_id)).settings).toMatchObject({
      is_kill_switch_on: true,
      kill_switch_because: 'Tomas Okafor: Something is wrong in production',
    })
    const c = await ready()
    expect((await submit(c)).message).toContain('The kill switch is on')
    expect(await refusal(set(tomas, false))).toMatchObject({ code: 'forbidden' })
    await set(noor, false)
    expect((await submit(await getCase(tenant_id, c.case_id))).message).toContain('Sent for approval')
  })

  it('the clock moves forward only, at most 60 days, in a demonstration of one’s own', async () => {
    const advance = (days: unknown, subject = tenant_id) => give(mara, 'clock.advance', subject, { params: { days } })
    const before = Date.parse(await tenantNow(tenant_id))
    await advance(11)
    expect(Math.round((Date.parse(await tenantNow(tenant_id)) - before) / 86_400_000)).toBe(11)
    for (const days of [0, -1, 61, '3', null]) expect(await refusal(advance(days))).toMatchObject({ code: 'validation_failed' })
    expect(await refusal(advance(1, 'tn_other'))).toMatchObject({ code: 'not_found' })
    await change(tenant_id, async (tx) => {
      await tx.query('update tenant set is_demonstration = false')
      return { result: undefined, events: [{ kind: 'tenant.created', subject: tenant_id, actor: system, body: {} }] }
    })
    expect(await refusal(advance(1))).toMatchObject({ code: 'forbidden' })
  })

  it.each(['web', 'chat', 'cli', 'mcp', 'slack', 'system'] as const)(
    'an import names only what its own tenant has uploaded, on the surface %s',
    async (surface) => {
      const inbox = config().inbox_dir
      const start = (path: string) =>
        give({ ...mara, surface }, 'import.start', 'northlight-cur2', { params: { source: 'northlight-cur2', files: [{ path, name: 'bill.csv' }] } })
      for (const path of [
        '/etc/hostname',
        join(inbox, 'tn_other', 'bill.csv'),
        `${join(inbox, tenant_id)}/../tn_other/bill.csv`,
        `${join(inbox, tenant_id)}2/bill.csv`,
      ])
        expect(await refusal(start(path))).toMatchObject({ code: 'forbidden', detail: { code: 'PATH' } })
      const uploaded = join(inbox, tenant_id, surface, 'bill.csv')
      mkdirSync(dirname(uploaded), { recursive: true })
      writeFileSync(uploaded, 'a bill')
      expect((await start(uploaded)).message).toBe('The import of bill.csv has been queued.')
      const [row] = await everyTenant<{ import_id: string }>("select import_id from bill_import where state = 'queued'")
      await give(mara, 'import.cancel', row?.import_id ?? '')
      expect(await refusal(give(mara, 'import.cancel', row?.import_id ?? ''))).toMatchObject({ code: 'conflict' })
    },
  )
})

describe('threshold.override', () => {
  const params = { scope: { sub_account_id: '210000000006' }, least_per_day: '50', until: '2026-11-30' }

  it('is a rule that everybody sees, replaces the one for the same scope, and is taken back by name', async () => {
    await give(yuki, 'threshold.override', tenant_id, { params })
    await give(yuki, 'threshold.override', tenant_id, { params: { ...params, least_per_day: '80' } })
    const { settings } = await getTenant(tenant_id)
    expect(settings.threshold_rules).toMatchObject([{ least_per_day: '80', by: yuki.name }])
    const [rule] = settings.threshold_rules
    await give(mara, 'threshold.lift', tenant_id, { params: { rule_id: rule?.rule_id } })
    expect((await getTenant(tenant_id)).settings.threshold_rules).toEqual([])
    expect((await refusal(give(mara, 'threshold.lift', tenant_id, { params: { rule_id: rule?.rule_id } }))).code).toBe('conflict')
  })

  it('names a scope, lies above the floor of detection, and ends', async () => {
    for (const over of [{ scope: {} }, { least_per_day: '10' }, { least_per_day: '10001' }, { until: '2026-11-19' }, { until: '2027-06-01' }])
      expect((await refusal(give(yuki, 'threshold.override', tenant_id, { params: { ...params, ...over } }))).detail).toMatchObject({ code: 'PARAMS' })
    expect((await refusal(give(mara, 'threshold.override', tenant_id, { params }))).detail).toMatchObject({ code: 'ROLE' })
  })
})

describe('secret.rotate_confirm', () => {
  const reference = 'env:COUNTERSIGN_TN_NORTHLIGHT_LINEAR'
  const linear = { kind: 'linear', token: reference, team_id: '7c2f4b9e-4b0f-4d50-9c0a-6d2f3a1b9e11', done_state_id: '7c2f4b9e-4b0f-4d50-9c0a-6d2f3a1b9e12' }
  const answer = (state: ConnectorTest['state']) =>
    provideSecretProbe(async (_tenant, connector) => ({ connector, state, detail: 'asked', remedy: null, took_ms: 1 }))
  const confirm = (over = {}) => give(noor, 'secret.rotate_confirm', tenant_id, { params: { reference }, ...over })

  it('reads the secret again, asks what uses it, and keeps the reference and never the value', async () => {
    expect((await refusal(confirm())).message).toContain('nothing that is connected uses this secret')
    await change(tenant_id, async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      await saveSettings(tx, tenant_id, { ...settings, connectors: ConnectorSettings.parse({ tickets: linear }) })
      return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
    })
    expect((await refusal(confirm())).message).toContain('is not there')
    process.env['COUNTERSIGN_TN_NORTHLIGHT_LINEAR'] = 'canary-9f31-value-of-the-secret'
    answer('failed')
    expect((await refusal(confirm())).detail).toMatchObject({ code: 'NOT_ANSWERING', connector: 'tickets' })
    expect((await listAudit(tenant_id, { limit: 100 })).filter((e) => e.kind === 'secret.rotated')).toEqual([])
    answer('answers')
    expect((await confirm()).message).toBe('The secret was read again, and tickets answered with it.')
    const [event] = (await listAudit(tenant_id, { limit: 100 })).filter((e) => e.kind === 'secret.rotated')
    expect(event?.body).toContain(reference)
    expect(JSON.stringify(await listAudit(tenant_id, { limit: 100 }))).not.toContain('canary-9f31')
    delete process.env['COUNTERSIGN_TN_NORTHLIGHT_LINEAR']
  })

  it('does not read what acts: a worker of the execution queue is asked to, whatever the variable holds here', async () => {
    const write_token = 'env:COUNTERSIGN_TN_NORTHLIGHT_WRITES'
    const main = { name: 'main', url: 'https://k8s.example.com', token: 'env:COUNTERSIGN_TN_NORTHLIGHT_READS', write_token }
    await change(tenant_id, async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      await saveSettings(tx, tenant_id, { ...settings, connectors: ConnectorSettings.parse({ clusters: [main] }) })
      return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
    })
    process.env['COUNTERSIGN_TN_NORTHLIGHT_WRITES'] = 'canary-4c07-value-of-the-token'
    expect((await confirm({ params: { reference: write_token } })).message).toContain('A worker of the execution queue reads it for acting')
    expect(knownSecrets()).not.toContain('canary-4c07-value-of-the-token')
    expect(await everyTenant("select 1 from graphile_worker.jobs where task_identifier = 'acting.test'")).toHaveLength(1)
    delete process.env['COUNTERSIGN_TN_NORTHLIGHT_WRITES']
  })

  it('is for administrators', async () => {
    expect((await refusal(give(tomas, 'secret.rotate_confirm', tenant_id, { params: { reference } }))).detail).toMatchObject({ code: 'ROLE' })
  })
})
