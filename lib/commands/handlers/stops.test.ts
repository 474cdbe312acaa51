import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getTenant, listTenants } from '@/lib/identity/tenant-store'
import { giveAt } from '../fixtures/give-command'
import { seedTenant } from '../fixtures/seed-story'
import { NOW, noor, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
const give = giveAt(() => NOW)

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
