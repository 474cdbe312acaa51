import { Fault } from '@/lib/kernel/errors'
import { add } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'
import { type Scope, SERIES } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'
import type { AskWarehouse, BillNames } from './port'

type Known = { version: string; names: BillNames; days: Day[] }

// Names and covered days change only with the bill; one entry per tenant.
const known = new Map<string, Known>()

async function open(tenant_id: string, now: Instant): Promise<Warehouse | null> {
  try {
    return await openWarehouse(tenant_id, now)
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_found') return null
    throw error
  }
}

async function learn(tenant_id: string, warehouse: Warehouse): Promise<Known> {
  const kept = known.get(tenant_id)
  if (kept?.version === warehouse.data_version) return kept
  const [e, days] = await Promise.all([warehouse.entities(), warehouse.coveredDays()])
  const names: BillNames = {
    accounts: e.sub_accounts.map((a) => ({ id: a.key, name: a.label })),
    services: e.services.map((s) => s.key),
    regions: e.regions.map((r) => r.key),
    usage_types: e.usage_types.map((u) => u.key),
    owners: e.owners.map((o) => o.key),
  }
  const fresh = { version: warehouse.data_version, names, days }
  known.set(tenant_id, fresh)
  return fresh
}

/** A tenant's bill for one question: everything is answered from one version of it, and every kind of charge counts (usage, credits, fees, tax). */
export function billOf(tenant_id: string, now: Instant): AskWarehouse {
  const opened = open(tenant_id, now)
  // Whoever needs the bill gets the error; a question that never asks it is not ended by it.
  opened.catch(() => undefined)
  const needed = async (): Promise<Warehouse> => {
    const warehouse = await opened
    if (warehouse === null) throw new Fault('not_found', 'no bill has been imported yet: import one on the sources page')
    return warehouse
  }
  return {
    async cover() {
      const warehouse = await opened
      const days = warehouse === null ? [] : (await learn(tenant_id, warehouse)).days
      const [first, last] = [days[0], days.at(-1)]
      if (warehouse === null || first === undefined || last === undefined) return null
      const end_day = addDays(last, 1)
      const imported_at = warehouse.manifests.reduce((newest, m) => (m.imported_at > newest ? m.imported_at : newest), '')
      return {
        first_day: first,
        end_day,
        settled_end: days.find((day) => !warehouse.isSettled(day)) ?? end_day,
        currency: warehouse.currency,
        data_version: warehouse.data_version,
        imported_at,
      }
    },
    async names() {
      const warehouse = await opened
      return warehouse === null ? { accounts: [], services: [], regions: [], usage_types: [], owners: [] } : (await learn(tenant_id, warehouse)).names
    },
    async breakdown(scope, group_by, range) {
      return (await (await needed()).breakdown(scope, { group_by, period: { start: range.start, end: range.end }, series: SERIES })).rows
    },
    dailySeries: async (scope, range) => sumByDay(await needed(), scope, { start: range.start, end: range.end }),
    async lineItems(scope, range, limit) {
      const { rows, is_cut } = await (await needed()).lineItems(scope, { start: range.start, end: range.end }, limit)
      return { lines: rows, is_cut }
    },
  }
}

/** One scan of the scope; its kinds of charge are summed day by day. */
async function sumByDay(warehouse: Warehouse, scope: Scope, range: { start: Day; end: Day }) {
  const batch = await warehouse.seriesByGroup([], range, SERIES, scope)
  if (batch.series.length === 0) return []
  const cost = (at: number): Decimal => add('0', ...batch.series.map((s) => s.costs[at] ?? '0'))
  return batch.days.map((day, at) => ({ day, effective_cost: cost(at), is_settled: batch.is_settled[at] ?? false }))
}
