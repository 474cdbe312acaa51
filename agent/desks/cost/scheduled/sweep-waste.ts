import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import { keepAnswer, keptAnswer } from '@/lib/desks/cost/connectors/waste/kept-store'
import type { WastePort } from '@/lib/desks/cost/connectors/waste/port'
import { makeEvidence } from '@/lib/evidence/make'
import { addHours } from '@/lib/kernel/time'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

// A sweep of yesterday's morning still says what is unused; every target is read again before it is touched.
const KEPT_HOURS = 26
const COMPLETE_WITH_GAPS = 0.9

const nameOf = ({ account_id, region_id }: Place): string => `${account_id}/${region_id}`

/** Asks now and keeps the answer for the cases that will want it. */
export async function sweepWaste(tenant_id: string, port: WastePort, place: Place, now: Instant): Promise<Evidence> {
  const { body, gaps } = await port.sweep(place)
  const evidence = makeEvidence({
    source: { connector: port.connector, query: `waste(${nameOf(place)})`, data_version: null, retrieved_at: now },
    body,
    completeness: gaps.length === 0 ? 1 : COMPLETE_WITH_GAPS,
    gaps,
  })
  await keepAnswer(tenant_id, port.connector, nameOf(place), evidence)
  return evidence
}

/** What the account of a place cost by month: asked once a day, because the program asks Cost Explorer for it, which charges. */
export async function recentTrend(tenant_id: string, port: WastePort, place: Place, now: Instant): Promise<Evidence> {
  const name = `trend ${place.account_id}`
  const kept = await keptAnswer(tenant_id, port.connector, name, addHours(now, -KEPT_HOURS))
  if (kept !== null) return kept
  const source = { connector: port.connector, query: `trend(${place.account_id})`, data_version: null, retrieved_at: now }
  const evidence = makeEvidence({ source, body: await port.trend(place) })
  await keepAnswer(tenant_id, port.connector, name, evidence)
  return evidence
}

/** The last sweep of a place, or a new one where it is too old. */
export const recentSweep = async (tenant_id: string, port: WastePort, place: Place, now: Instant): Promise<Evidence> =>
  (await keptAnswer(tenant_id, port.connector, nameOf(place), addHours(now, -KEPT_HOURS))) ?? (await sweepWaste(tenant_id, port, place, now))
