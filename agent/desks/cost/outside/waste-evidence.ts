import { asked } from '@/agent/desks/cost/collect/asked'
import type { Sources } from '@/agent/desks/cost/connect/sources'
import { readSwept } from '@/agent/desks/cost/plan/live-targets'
import { recentSweep, recentTrend } from '@/agent/desks/cost/scheduled/sweep-waste'
import { idleOnTheBill } from '@/lib/desks/cost/connectors/waste/idle-on-the-bill'
import { makeEvidence } from '@/lib/evidence/make'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WasteFindings } from '@/schemas/evidence/waste'
import type { OutsideQuestion } from './outside-question'

/** What the sweep for waste found in the anomaly's account and region, read again in the account, and what the account cost by month. */
export async function wasteEvidence(q: OutsideQuestion, { waste }: Pick<Sources, 'waste'>): Promise<Evidence[]> {
  const { sub_account_id: account_id, region_id } = q.scope
  if (waste === null || account_id === undefined || region_id === undefined) return []
  const place = { account_id, region_id }
  if (!waste.covers(place)) return []
  const swept = await asked('waste', async () => {
    const sweep = await recentSweep(q.tenant_id, waste, place, q.now)
    const { source, completeness, gaps } = sweep
    const body = idleOnTheBill(WasteFindings.parse(sweep.body), q.costs)
    return readSwept(q.cloud, makeEvidence({ source, body, completeness, gaps }), body, q.now)
  })
  return [...swept, ...(await asked('trend', async () => [await recentTrend(q.tenant_id, waste, place, q.now)]))]
}
