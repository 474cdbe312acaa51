import { rows } from '@/lib/db/pool'
import { AuditEntry } from '@/schemas/audit'
import type { AuditTopic, FrameOf } from '@/schemas/frame'

// Kinds that belong to a topic under another first word.
const ALSO: Readonly<Partial<Record<AuditTopic, readonly string[]>>> = {
  approval: ['veto'],
  plan: ['candidate'],
  execution: ['rollback'],
}

/** Events of a tenant's chain by who, about what and when, the newest first. Times are the database's. */
export async function searchAudit(tenant_id: string, { person, case_id, about, period, limit }: Omit<FrameOf<'audit_search'>, 'frame'>): Promise<AuditEntry[]> {
  const topics = about === null ? null : [about, ...(ALSO[about] ?? [])]
  const found = await rows<Omit<AuditEntry, 'seq'> & { seq: string }>(
    `select chain, seq, at, kind, subject, actor, body, prev, hash from audit.event
     where chain = $1 and ($2::text is null or audit.body_of(actor)->>'id' = $2) and ($3::text is null or subject = $3)
       and ($4::text[] is null or split_part(kind, '.', 1) = any($4))
       and ($5::text is null or coalesce(audit.body_of(body)->>'tenant_now', at) >= $5) and ($6::text is null or coalesce(audit.body_of(body)->>'tenant_now', at) < $6)
     order by seq desc limit $7`,
    [tenant_id, person, case_id, topics, period?.start ?? null, period?.end ?? null, limit],
  )
  return found.map((row) => AuditEntry.parse({ ...row, seq: Number(row.seq) }))
}
