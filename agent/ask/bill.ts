import { Fault } from '@/lib/kernel/errors'
import { addDays } from '@/lib/kernel/time'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'
import type { Day, Instant } from '@/schemas/time'
import { placesCovered } from './places-covered'
import type { AskWarehouse, BillNames } from './port'

type Known = { version: string; names: BillNames; days: Day[] }

// Names and covered days change only with the bill; one entry per tenant.
const known = new Map<string, Promise<Known>>()
const NOTHING: BillNames = { accounts: [], services: [], regions: [], usage_types: [], owners: [], environments: [] }

async function open(tenant_id: string, now: Instant): Promise<Warehouse | null> {
  try {
    return await openWarehouse(tenant_id, now)
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_found') return null
    throw error
  }
}

async function learn(tenant_id: string, warehouse: Warehouse): Promise<Known> {
  const kept = await known.get(tenant_id)?.catch(() => undefined)
  if (kept?.version === warehouse.data_version) return kept
  const fresh = read(warehouse)
  known.set(tenant_id, fresh)
  return fresh
}

async function read(warehouse: Warehouse): Promise<Known> {
  const [e, days, environments] = await Promise.all([warehouse.entities(), warehouse.coveredDays(), warehouse.environments()])
  const names: BillNames = {
    accounts: e.sub_accounts.map((a) => ({ id: a.key, name: a.label })),
    services: e.services.map((s) => s.key),
    regions: e.regions.map((r) => r.key),
    usage_types: e.usage_types.map((u) => u.key),
    owners: e.owners.map((o) => o.key),
    environments,
  }
  return { version: warehouse.data_version, names, days }
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
      return warehouse === null ? NOTHING : (await learn(tenant_id, warehouse)).names
    },
    groups: async (filter, group_by, range) => (await needed()).costGroups(filter, group_by, range),
    daily: async (filter, group_by, range) => (await needed()).costByDay(filter, group_by, range),
    async lines(filter, range, limit) {
      const { rows, is_cut } = await (await needed()).lineItems(filter, { start: range.start, end: range.end }, limit)
      return { lines: rows, is_cut }
    },
    covered: async (places, range) => placesCovered(await needed(), now, places, range),
    async coverage(scope, before, after) {
      const use = await (await needed()).commitmentUse(scope, {
        before: { start: before.start, end: before.end },
        after: { start: after.start, end: after.end },
      })
      return {
        before_ratio: use.coverage_ratio_before,
        after_ratio: use.coverage_ratio_after,
        before_eligible: use.eligible_list_cost_before,
        after_eligible: use.eligible_list_cost_after,
      }
    },
  }
}
