import { rows } from '@/lib/db/pool'
import { AuditEntry, type AuditKind } from '@/schemas/audit'

// How far back the last of a kind are looked for: further back is history, which the trail's own page shows.
const LOOKS_BACK = 20_000

/** The newest events of these kinds, the newest first. */
export async function recentOfKinds(tenant_id: string, kinds: readonly AuditKind[], limit: number): Promise<AuditEntry[]> {
  const found = await rows<Omit<AuditEntry, 'seq'> & { seq: string }>(
    `select chain, seq, at, kind, subject, actor, body, prev, hash from audit.event
     where chain = $1 and seq > (select seq from audit.head where chain = $1) - $4::bigint and kind = any($2) order by seq desc limit $3`,
    [tenant_id, kinds, limit, LOOKS_BACK],
  )
  return found.map((row) => AuditEntry.parse({ ...row, seq: Number(row.seq) }))
}
