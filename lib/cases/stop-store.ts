import { keptRows } from '@/lib/db/pool'
import { StopRequest } from '@/schemas/case'

/** Who asked the run of a case to stop; null when nobody did. Read by the run itself before each of its changes. */
export async function stopAsked(tenant_id: string, case_id: string): Promise<StopRequest | null> {
  const [row] = await keptRows<{ stop: unknown }>(`select body -> 'stop' as stop from cases where tenant_id = $1 and case_id = $2`, [tenant_id, case_id])
  return row?.stop == null ? null : StopRequest.parse(row.stop)
}
