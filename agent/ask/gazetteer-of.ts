import { isClosed } from '@/lib/cases/move'
import type { Gazetteer, GazetteerCase } from '@/lib/conversation/gazetteer'
import type { Case } from '@/schemas/case'
import type { AskDeps } from './port'

/** The names a tenant's questions may use: those on its bill and those of its cases. */
export async function gazetteerOf(deps: AskDeps): Promise<{ gazetteer: Gazetteer; cases: Case[] }> {
  const [names, cases] = await Promise.all([deps.warehouse.names(), deps.cases.list()])
  return { gazetteer: { ...names, cases: cases.map(nameCase) }, cases }
}

function nameCase(c: Case): GazetteerCase {
  const scope = c.cost?.anomaly.scope ?? {}
  return {
    case_id: c.case_id,
    headline: c.headline,
    sub_account_id: scope.sub_account_id ?? null,
    service_name: scope.service_name ?? null,
    region_id: scope.region_id ?? null,
    owner: scope.owner ?? null,
    category: c.cost?.triage?.category ?? null,
    onset: c.cost?.anomaly.first_day ?? null,
    is_closed: isClosed(c),
  }
}
