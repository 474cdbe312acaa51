import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { change } from '@/lib/db/change'
import type { Message } from '@/lib/desks/cost/connectors/messages/port'
import { simulatedMessages } from '@/lib/desks/cost/connectors/messages/simulated'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, insertTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { addDays, dayOf, daysIn } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { TenantSettings } from '@/schemas/tenant'
import { remindOfCommitments } from './remind-of-commitments'

testDatabase()

const tenant_id = 'tn_commits'
const PLAN = 'arn:aws:savingsplans::1:savingsplan/sp-web'
const COLUMNS =
  'bill_billing_period_start_date,bill_billing_entity,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,product_product_name,product_region_code,pricing_unit,pricing_public_on_demand_cost,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost,savings_plan_end_time'
const folder = mkdtempSync(join(tmpdir(), 'countersign-commitments-'))
const told: Message[] = []
const of = () => ({ ...simulatedMessages(), send: async (message: Message) => void told.push(message) })

beforeAll(async () => {
  await change(tenant_id, async (tx) => {
    const tenant = {
      tenant_id,
      name: 'Commits',
      currency: 'USD',
      time_zone: 'UTC',
      is_demonstration: false,
      clock_offset_ms: 0,
      settings: TenantSettings.parse({}),
    }
    await insertTenant(tx, tenant)
    return { result: undefined, events: [{ kind: 'tenant.created', subject: tenant_id, actor: systemActor(tenant_id), body: {} }] }
  })
  const now = await tenantNow(tenant_id)
  const [today, ends_on] = [dayOf(now), addDays(dayOf(now), 60)]
  // A fleet at 100 a day at list prices, under a plan that charges 70 for it.
  const lines = daysIn(addDays(today, -40), today).map(
    (day) =>
      `${day.slice(0, 7)}-01,AWS,1,222,SavingsPlanCoveredUsage,${day},AmazonEC2,EUW1-BoxUsage:m6i.xlarge,24,USD,100,Amazon Elastic Compute Cloud,eu-west-1,Hrs,100,${PLAN},70,${ends_on}T00:00:00Z`,
  )
  const path = join(folder, 'bill.csv')
  writeFileSync(path, `${COLUMNS}\n${lines.join('\n')}\n`)
  const imported = await importBill({ tenant_id, source: 'cur', paths: [path], actor: systemActor(tenant_id), now })
  expect(imported.state).toBe('completed')
})
afterAll(async () => {
  await closeDuck()
  rmSync(folder, { recursive: true, force: true })
})

it('tells once, at each lead, of a commitment that ends, with what its usage will cost more', async () => {
  expect(await remindOfCommitments(tenant_id, of)).toBe(0) // nobody could be told
  const { settings } = await getTenant(tenant_id)
  await change(tenant_id, async (tx) => {
    const messages = [{ kind: 'slack' as const, owner: null, url: 'env:COUNTERSIGN_TN_COMMITS_CHANNEL', secret: null }]
    await saveSettings(tx, tenant_id, { ...settings, connectors: { ...settings.connectors, messages } })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: systemActor(tenant_id), body: {} }] }
  })
  expect(await remindOfCommitments(tenant_id, of)).toBe(1)
  expect(await remindOfCommitments(tenant_id, of)).toBe(0)
  expect(told).toMatchObject([
    {
      title: expect.stringContaining('Savings Plan ends on'),
      key: expect.stringContaining(':90'),
      lines: [PLAN, expect.stringContaining('$30.00'), expect.anything()],
    },
  ])
  const heard = (await listAudit(tenant_id)).filter((e) => e.kind === 'owner.notified')
  expect(heard.map((e) => [e.subject, (JSON.parse(e.body) as { outcome: string }).outcome])).toEqual([[PLAN, 'told']])
})
