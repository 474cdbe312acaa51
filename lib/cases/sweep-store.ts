import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import type { Instant } from '@/schemas/time'
import { TIMED } from './timed-store'

// Most cases that one sweep of a tenant has driven. More take turns over the next sweeps.
const MOST_AT_ONCE = 500
// What a person paused stays due and is not driven.
const IS_HELD = `exists (select from paused_timer p where p.tenant_id = $1 and (p.name = 'verification' and status = any($6) or p.name = 'expiry' and status = any($7)))`

/**
 * Cases that have to be driven: those whose moment has come on the tenant's clock, those that were put away until now, and those in a status in which a case
 * must be moving. When there are more than one sweep takes, the next sweep goes on behind the last of this one, so that every case has its turn.
 */
export async function takeTurn(tenant_id: string, now: Instant, moving: readonly string[], most = MOST_AT_ONCE): Promise<string[]> {
  const found = await rows<{ case_id: string }>(
    `select case_id from cases where tenant_id = $1 and (due_at <= $2 and not ${IS_HELD} or snoozed_until <= $3::text or status = any($4))
     order by case_id > coalesce((select after_case from sweep_place where tenant_id = $1), '') desc, case_id limit $5`,
    [tenant_id, now, now, moving, most, TIMED.verification, TIMED.expiry],
  )
  const last = found.at(-1)
  // One turn that took all of them leaves nobody behind.
  if (last !== undefined && found.length === most)
    await scratch(`insert into sweep_place (tenant_id, after_case) values ($1, $2) on conflict (tenant_id) do update set after_case = excluded.after_case`, [
      tenant_id,
      last.case_id,
    ])
  return found.map((row) => row.case_id)
}
