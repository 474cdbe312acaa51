import { keptRows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { SimulatedEvent } from '@/schemas/simulation'

/**
 * Where a simulated account keeps what happened to it. `append` tells whether the event is new, its key was used before, or other events have come
 * since the first `after` of them were read: then nothing is written.
 */
export type SimulatedLog = {
  read(): Promise<SimulatedEvent[]>
  append(idempotency_key: string, event: SimulatedEvent, after?: number): Promise<'new' | 'known' | 'behind'>
}

/** The same log as it is when it is first read: for a task that only looks, so that all of its answers are of one moment. */
export function seenOnce(log: SimulatedLog): SimulatedLog {
  let seen: Promise<SimulatedEvent[]> | undefined
  return {
    ...log,
    read() {
      seen ??= log.read().catch((error: unknown) => {
        seen = undefined // the next question tries again
        throw error
      })
      return seen
    },
  }
}

/** What happened to a tenant's simulated account, in order. */
export async function readSimulatedEvents(tenant_id: string): Promise<SimulatedEvent[]> {
  const found = await keptRows<{ event: unknown }>('select event from simulated_event where tenant_id = $1 order by seq', [tenant_id])
  return found.map((row) => SimulatedEvent.parse(row.event))
}

/**
 * The log of a tenant's simulated account. It plays the outside world, which keeps no audit trail of ours: what we do to it is claimed
 * and audited by the run, as with a real account, so the row itself is a scratch write.
 */
export function simulatedLog(tenant_id: string): SimulatedLog {
  return {
    read: () => readSimulatedEvents(tenant_id),
    async append(idempotency_key, event, after) {
      // Does not wait for the disk: the receipt of the run does, later in the same log. What is lost with the machine before that is read as not done.
      const [row] = await scratch<{ is_new: boolean; is_known: boolean }>(
        `with loose as materialized (select set_config('synchronous_commit', 'off', true)),
         added as (
           insert into simulated_event (tenant_id, idempotency_key, event)
           select $1, $2, $3::jsonb from loose where $4::int is null or (select count(*) from simulated_event where tenant_id = $1) = $4::int
           on conflict (tenant_id, idempotency_key) do nothing returning seq
         )
         select exists (select 1 from added) as is_new,
           exists (select 1 from simulated_event where tenant_id = $1 and idempotency_key = $2) as is_known`,
        [tenant_id, idempotency_key, JSON.stringify(SimulatedEvent.parse(event)), after ?? null],
      )
      if (row?.is_new === true) return 'new'
      return row?.is_known === true || after === undefined ? 'known' : 'behind'
    },
  }
}
