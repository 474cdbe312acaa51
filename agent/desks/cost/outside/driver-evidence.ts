import { asked } from '@/agent/desks/cost/collect/asked'
import type { Sources } from '@/agent/desks/cost/connect/sources'
import { makeEvidence } from '@/lib/evidence/make'
import type { Evidence } from '@/schemas/evidence/evidence'
import { type OutsideQuestion, sourceOf } from './outside-question'

/** The measure of the business beside the cost of the same days. */
export async function driverEvidence(q: OutsideQuestion, { driver }: Pick<Sources, 'driver'>): Promise<Evidence[]> {
  if (driver === null) return []
  const { scope, windows } = q
  return await asked('driver', async () => {
    const range = { start: windows.before.start, end: windows.after.end }
    const [{ days, gaps }, cost] = await Promise.all([driver.daily(range), q.warehouse.dailySeries(scope, range)])
    const daily_cost = cost.points.map((p) => ({ day: p.day, value: p.effective_cost }))
    const body = { kind: 'business.driver' as const, name: driver.name, unit: driver.unit, ...windows, daily: days, daily_cost }
    const query = `driver(${driver.name}, ${range.start}..${range.end})`
    return days.length === 0 ? [] : [makeEvidence({ source: sourceOf(driver.connector, query, q), body, gaps, completeness: gaps.length === 0 ? 1 : 0.6 })]
  })
}
