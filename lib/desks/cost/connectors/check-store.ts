import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { ConnectorTest } from '@/schemas/connectors'
import type { Instant } from '@/schemas/time'

export type KeptTest = ConnectorTest & { checked_at: Instant }

export async function keepTest(tenant_id: string, test: ConnectorTest, now: Instant): Promise<void> {
  await scratch(
    `insert into connector_check (tenant_id, connector, checked_at, test) values ($1, $2, $3, $4)
     on conflict (tenant_id, connector) do update set checked_at = excluded.checked_at, test = excluded.test`,
    [tenant_id, test.connector, now, JSON.stringify(test)],
  )
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
