import { change } from '@/lib/db/change'
import { hasOne, takeOne } from '@/lib/identity/rate-limit'
import { clockOf } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import type { Tenant } from '@/schemas/tenant'

// A sender whose secret was just replaced is told a few times; what goes on after that is no mistake.
const UNSIGNED = { name: 'unsigned calls', burst: 20, per_sec: 0.2 }
const RECORDED = { name: 'recorded unsigned calls', burst: 1, per_sec: 1 / 60 }

/**
 * Counts a call that was not signed as its hook expects, by hook and address: a stranger uses up nothing of the sender, whose signed calls pass
 * whatever comes from elsewhere. Throws Fault `rate_limited` once there were too many, and has that in the audit trail at most once a minute a hook.
 */
export async function countUnsigned({ tenant_id, clock_offset_ms }: Tenant, hook_id: string, address: string, system_now_ms: number): Promise<void> {
  try {
    takeOne(UNSIGNED, `${tenant_id} ${hook_id} ${address}`, system_now_ms)
  } catch (error) {
    if (!(error instanceof Fault) || !hasOne(RECORDED, `${tenant_id} ${hook_id}`, system_now_ms)) throw error
    const actor: Actor = { kind: 'system', id: `hook:${hook_id}`, name: `Hook ${hook_id}`, roles: [], tenant_id, surface: 'system' }
    const body = { hook_id, address, because: 'too many calls that were not signed as this hook expects', tenant_now: clockOf(clock_offset_ms) }
    await change(tenant_id, async () => ({ result: undefined, events: [{ kind: 'hook.refused', subject: tenant_id, actor, body }] }))
    throw error
  }
}
