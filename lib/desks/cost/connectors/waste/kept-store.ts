import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

/** Keeps the last answer of a source that takes minutes to ask. It becomes evidence of a case when the case reads it. */
export async function keepAnswer(tenant_id: string, connector: string, place: string, evidence: Evidence): Promise<void> {
  await scratch(
    `insert into kept_answer (tenant_id, connector, place, asked_at, evidence) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, connector, place) do update set asked_at = excluded.asked_at, evidence = excluded.evidence`,
    [tenant_id, connector, place, evidence.source.retrieved_at, JSON.stringify(evidence)],
  )
}

/** The kept answer about one place, if it is no older than `not_before`. */
export async function keptAnswer(tenant_id: string, connector: string, place: string, not_before: Instant): Promise<Evidence | null> {
  const [row] = await rows<{ evidence: unknown }>(
    'select evidence from kept_answer where tenant_id = $1 and connector = $2 and place = $3 and asked_at >= $4',
    [tenant_id, connector, place, not_before],
  )
  return row === undefined ? null : Evidence.parse(row.evidence)
}
