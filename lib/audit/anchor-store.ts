import { rows } from '@/lib/db/pool'
import type { Query } from '@/lib/db/scratch-alone'
import { AuditAnchor } from '@/schemas/audit'

/** Anchors that were written, as the database remembers them, after a position; in order. They are signed too, so they are also copies. */
export async function notedAnchors(tenant_id: string, after_seq = 0): Promise<AuditAnchor[]> {
  const found = await rows<{ anchor: unknown }>('select anchor from audit_anchor where tenant_id = $1 and seq > $2 order by seq', [tenant_id, after_seq])
  return found.map((row) => AuditAnchor.parse(row.anchor))
}

/** Notes an anchor that is in the file. */
export async function noteAnchor(query: Query, anchor: AuditAnchor): Promise<void> {
  await query('insert into audit_anchor (tenant_id, seq, hash, anchor) values ($1, $2, $3, $4) on conflict do nothing', [
    anchor.chain,
    anchor.seq,
    anchor.hash,
    JSON.stringify(anchor),
  ])
}
