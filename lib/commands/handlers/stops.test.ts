import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getTenant, listTenants } from '@/lib/identity/tenant-store'
import { addHours } from '@/lib/kernel/time'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { NOW, noor, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)

beforeAll(seedTenant)

describe('the kill switch', () => {
  it('can be read and turned off again, however long the reason that it was turned on with', async () => {
    await give(tomas, 'kill_switch.set', tenant_id, { params: { is_on: true }, reason: 'x'.repeat(2000) })
    expect((await getTenant(tenant_id)).settings.kill_switch_because).toMatch(/^Tomas Okafor: x+/)
    expect(await listTenants()).toHaveLength(1)
    await give(noor, 'kill_switch.set', tenant_id, { params: { is_on: false }, reason: 'It is safe again here' })
    expect((await getTenant(tenant_id)).settings.is_kill_switch_on).toBe(false)
  })
})

describe('a freeze for some hours', () => {
  it('begins when it is set, however long ago the page was opened, and is whole', async () => {
    now = addHours(NOW, 7)
    const set = await give(tomas, 'freeze.set', tenant_id, { params: { environment: null, hours: 8 }, reason: 'Release of the shop' })
    expect(set.message).toBe('Nothing is carried out in every environment from 19 Nov 16:00 UTC until 20 Nov 00:00 UTC.')
    expect((await getTenant(tenant_id)).settings.freezes).toMatchObject([{ from: addHours(NOW, 7), to: addHours(NOW, 15) }])
    for (const hours of [0, -1, 2209, 1.5, '8'])
      expect(await refusal(give(tomas, 'freeze.set', tenant_id, { params: { environment: null, hours } }))).toMatchObject({ code: 'validation_failed' })
  })
})
