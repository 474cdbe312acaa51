import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import type { AskDeps, CaseSummary } from './port'

// Cases a question may call by name: the open ones first. The others are found by their id.
const MOST_NAMED = 1000
// One gazetteer per tenant and state of bill, cases and people: its index of names is built once.
const kept = new Map<string, { key: string; gazetteer: Gazetteer }>()

/** The names a tenant's questions may use: those on its bill, of its cases and of its people. */
export async function gazetteerOf(deps: AskDeps): Promise<Gazetteer> {
  const [cover, index, { tenant, people }] = await Promise.all([deps.warehouse.cover(), deps.cases.index(), deps.directory()])
  const key = `${cover?.data_version ?? ''}|${index.version}|${people.map((p) => p.id).join(',')}`
  const known = kept.get(deps.viewer.tenant_id)
  if (known?.key === key) return known.gazetteer
  const names = await deps.warehouse.names()
  const gazetteer: Gazetteer = { tenant, ...names, people: people.map(({ id, name }) => ({ id, name })), cases: index.cases.slice(0, MOST_NAMED).map(nameCase) }
  kept.set(deps.viewer.tenant_id, { key, gazetteer })
  return gazetteer
}

const nameCase = (c: CaseSummary): Gazetteer['cases'][number] => ({
  case_id: c.case_id,
  headline: c.headline,
  status: c.status,
  sub_account_id: c.scope.sub_account_id ?? null,
  service_name: c.scope.service_name ?? null,
  region_id: c.scope.region_id ?? null,
  owner: c.scope.owner ?? null,
  category: c.category,
  onset: c.onset,
  is_closed: c.is_closed,
})
