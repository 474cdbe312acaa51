import { mendTexts } from '@/lib/desks/cost/detect/quality/mend-text'
import { mendsFor } from '@/lib/desks/cost/detect/quality/mends-for'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { type LatestRun, latestRun } from '@/lib/desks/cost/latest-run'
import { knownEvidence } from '@/lib/evidence/store'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'
import { isMended } from '@/schemas/bill-mends'
import type { Case } from '@/schemas/case'
import type { Scope } from '@/schemas/evidence/cost'
import type { DayRange, Instant } from '@/schemas/time'
import { doubledIn } from './detection-run'
import { defectsOf } from './find'

/** The bill as detection reads it for one scope, and what was put right in it, as sentences for the evidence. `delivered` is the bill as it came. */
export type MendedBill = { bill: Warehouse; delivered: Warehouse; mended: string[] }

/** The bill without these defects. */
export function mendedFor(warehouse: Warehouse, defects: readonly QualityIssue[], scope: Scope, range: DayRange): MendedBill {
  const found = mendsFor(defects, scope, range)
  const bill = isMended(found.mends) ? warehouse.mended(found.mends) : warehouse
  return { bill, delivered: warehouse, mended: mendTexts(found, scope) }
}

/** The defects of a bill as it is now: those of the newest look (`last`) if it was a look at this very bill, otherwise they are looked for. */
export async function currentDefects(last: LatestRun | null, warehouse: Warehouse, now: Instant): Promise<QualityIssue[]> {
  if (last !== null && last.evidence.source.data_version === warehouse.data_version) return last.run.defects
  return await defectsOf(warehouse, now, last === null ? [] : doubledIn(last.run))
}

/** The bill of a case as it is now. Its series says whether anything had to be mended in it; while the bill is the same one, nothing else is asked. */
export async function mendedBill({ tenant_id, cost }: Case, range: DayRange, now: Instant): Promise<MendedBill> {
  const [warehouse, [series]] = await Promise.all([openWarehouse(tenant_id, now), knownEvidence(tenant_id, (cost?.anomaly.evidence_ids ?? []).slice(0, 1))])
  const is_sound = series?.source.data_version === warehouse.data_version && series.gaps.length === 0
  if (is_sound || cost == null) return { bill: warehouse, delivered: warehouse, mended: [] }
  return mendedFor(warehouse, await currentDefects(await latestRun(tenant_id), warehouse, now), cost.anomaly.scope, range)
}
