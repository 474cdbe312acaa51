import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { addDays } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { END, importEstate, ONSET } from '@/lib/warehouse/fixtures/estate-bill'
import type { Warehouse } from '@/lib/warehouse/warehouse'

testDatabase()

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await importEstate()
})
afterAll(closeDuck)

/** Resources that began in the days from a day on, and in the five before it. */
async function around(day: string) {
  const { before, since } = await warehouse.begunCosts({}, { start: addDays(day, -5), end: day }, { start: day, end: END })
  const told = ({ resources }: typeof since) => resources.map((r) => [r.resource_id, r.first_seen, r.effective_cost_per_day])
  return { before: told(before), since: told(since) }
}

it('tells which resources began in some days and what they cost a day, and not those that were billed in the four weeks before', async () => {
  const [at_onset, later] = [await around(ONSET), await around(addDays(ONSET, 3))]
  const load = (cost: string) => Array.from({ length: 9 }, (_, n) => [`i-load-${n + 1}`, ONSET, cost])
  expect(at_onset).toEqual({ before: [], since: load('20.5') })
  // Three days of what they cost, over five.
  expect(later).toEqual({ before: load('12.3'), since: [] })
})
