import { changeIf } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { toInstant, toMs } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { clockOf, lockTenant, moveClock } from './tenant-store'

// Milliseconds. Whoever works looks at the clocks every 20 s, so a longer gap means that nobody worked.
const STOPPED_AFTER_MS = 60_000
// What happened after the last look stays in the past: no clock goes back behind something that was dated by it.
const UNSEEN_MS = 30_000

/** Notes that the demonstration tenants' clocks are going. Decides nothing. */
export async function seeClocks(system_ms = Date.now()): Promise<void> {
  await everyTenant(
    `insert into tenant_clock (tenant_id, seen_at) select tenant_id, $1 from tenant where is_demonstration
     on conflict (tenant_id) do update set seen_at = greatest(tenant_clock.seen_at, excluded.seen_at)`,
    [toInstant(system_ms)],
  )
}

/**
 * Sets the demonstration tenants' clocks back by the time in which nobody worked, so that no deadline passes and no bill grows old while the
 * app is stopped. Call before anything works; does nothing while somebody does. Returns the tenants whose clocks were moved.
 */
export async function resumeClocks(actorOf: (tenant_id: string) => Actor, system_ms = Date.now()): Promise<string[]> {
  const stopped = await everyTenant<{ tenant_id: string }>('select tenant_id from tenant_clock where seen_at <= $1', [toInstant(system_ms - STOPPED_AFTER_MS)])
  const moved: string[] = []
  for (const { tenant_id } of stopped) {
    const { result } = await changeIf(tenant_id, async (tx) => {
      const { clock_offset_ms } = await lockTenant(tx, tenant_id)
      const [clock] = await tx.query<{ seen_at: string }>('select seen_at from tenant_clock where tenant_id = $1 for update', [tenant_id])
      const stopped_ms = clock === undefined ? 0 : system_ms - toMs(clock.seen_at)
      if (stopped_ms < STOPPED_AFTER_MS) return { result: false, unchanged: true as const } // another process was first
      const by_ms = UNSEEN_MS - stopped_ms
      const after = await moveClock(tx, tenant_id, by_ms)
      await tx.query('update tenant_clock set seen_at = $2 where tenant_id = $1', [tenant_id, toInstant(system_ms)])
      const body = { stopped_sec: Math.round(stopped_ms / 1000), before: clockOf(clock_offset_ms), after, tenant_now: after }
      return { result: true, events: [{ kind: 'clock.resumed', subject: tenant_id, actor: actorOf(tenant_id), body }] }
    })
    if (result) moved.push(tenant_id)
  }
  return moved
}
