import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { ActingTest } from '@/schemas/account-tests'
import { ConnectorTest } from '@/schemas/connectors'
import type { Instant } from '@/schemas/time'

export type KeptTest = ConnectorTest & { checked_at: Instant }

// Beside the connectors' names: it is asked by another process, with other credentials.
const ACTING = 'acting'

export const keepTest = (tenant_id: string, test: ConnectorTest, now: Instant): Promise<void> => keep(tenant_id, test.connector, test, now)
export const keepActingTest = (tenant_id: string, test: ActingTest, now: Instant): Promise<void> => keep(tenant_id, ACTING, test, now)

async function keep(tenant_id: string, name: string, test: unknown, now: Instant): Promise<void> {
  await scratch(
    `insert into connector_check (tenant_id, connector, checked_at, test) values ($1, $2, $3, $4)
     on conflict (tenant_id, connector) do update set checked_at = excluded.checked_at, test = excluded.test`,
    [tenant_id, name, now, JSON.stringify(test)],
  )
}

/** What acting said when a worker of the execution queue last tried it; null where none has. */
export async function keptActingTest(tenant_id: string): Promise<(ActingTest & { checked_at: Instant }) | null> {
  const [row] = await rows<{ test: unknown; checked_at: Instant }>('select test, checked_at from connector_check where tenant_id = $1 and connector = $2', [
    tenant_id,
    ACTING,
  ])
  const { data } = ActingTest.safeParse(row?.test)
  return row === undefined || data === undefined ? null : { ...data, checked_at: row.checked_at }
}

/** What each connector said when it was last asked. */
export async function keptTests(tenant_id: string): Promise<KeptTest[]> {
  const found = await rows<{ test: unknown; checked_at: Instant }>('select test, checked_at from connector_check where tenant_id = $1 order by connector', [
    tenant_id,
  ])
  return found.flatMap((r) => {
    const { data } = ConnectorTest.safeParse(r.test)
    return data === undefined ? [] : [{ ...data, checked_at: r.checked_at }]
  })
}
