import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { closeDuck } from '@/lib/warehouse/duck'
import { ALL, END, importEstate, MISSING, ONSET, PLAN } from '@/lib/warehouse/fixtures/estate-bill'
import type { Warehouse } from '@/lib/warehouse/warehouse'

testDatabase()

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await importEstate()
})
afterAll(closeDuck)

it('tells what single resources cost a day, and on which days the bill names any', async () => {
  const resources = await warehouse.resourceSeries({}, ['i-load-1', 'i-load-2', 'i-nobody'], ALL)
  expect(resources.map((r) => r.resource_id)).toEqual(['i-load-1', 'i-load-2'])
  expect(resources[0]?.costs[0]).toEqual({ day: ONSET, effective_cost: '20.5' })
  expect(resources[0]?.costs).toHaveLength(11)
  expect(await warehouse.resourceSeries({ sub_account_id: '222' }, ['i-load-1'], ALL)).toEqual([])
  expect(await warehouse.resourceSeries({}, [], ALL)).toEqual([])
  // The fleet is named all along, on every day that was delivered.
  const named_days = await warehouse.namedDays({}, ALL)
  expect(named_days).toEqual(await warehouse.coveredDays())
  expect(named_days).not.toContain(MISSING)
  expect(await warehouse.namedDays({ service_name: 'Amazon Simple Storage Service' }, ALL)).toEqual([])
})

it('tells what a commitment paid for in a scope and of a resource, which is the same where one resource is all of it', async () => {
  const days = { start: '2026-11-10', end: END }
  const [scope, resource, nobody] = [
    await warehouse.commitmentCover({ sub_account_id: '222' }, null, days),
    await warehouse.commitmentCover({}, ['i-web', 'i-load-1'], days),
    await warehouse.commitmentCover({ sub_account_id: '666' }, null, days),
  ]
  expect(scope).toEqual({
    commitment_ids: [PLAN],
    covered: [
      { day: '2026-11-10', effective_cost: '40' },
      { day: '2026-11-11', effective_cost: '40' },
    ],
    unused: [],
  })
  expect(resource).toEqual(scope)
  expect(nobody).toEqual({ commitment_ids: [], covered: [], unused: [] })
})
