import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { SimulatedEvent } from '@/schemas/simulation'

/** Where a simulated account keeps what happened to it. `append` is true when the event is new and false when its key was used before. */
export type SimulatedLog = {
  read(): Promise<SimulatedEvent[]>
  append(idempotency_key: string, event: SimulatedEvent): Promise<boolean>
}

/** What happened to a tenant's simulated account, in order. */
export async function readSimulatedEvents(tenant_id: string): Promise<SimulatedEvent[]> {
  const found = await rows<{ event: unknown }>('select event from simulated_event where tenant_id = $1 order by seq', [tenant_id])
  return found.map((row) => SimulatedEvent.parse(row.event))
}

/**
 * The log of a tenant's simulated account. It plays the outside world, which keeps no audit trail of ours: what we do to it is claimed
 * and audited by the run, as with a real account, so the row itself is a scratch write.
 */
export function simulatedLog(tenant_id: string): SimulatedLog {
  return {
    read: () => readSimulatedEvents(tenant_id),
    async append(idempotency_key, event) {
      const added = await scratch(
        `insert into simulated_event (tenant_id, idempotency_key, event) values ($1, $2, $3)
         on conflict (tenant_id, idempotency_key) do nothing returning seq`,
        [tenant_id, idempotency_key, JSON.stringify(SimulatedEvent.parse(event))],
      )
      return added.length === 1
    },
  }
}
