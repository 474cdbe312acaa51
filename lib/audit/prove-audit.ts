import { Fault } from '@/lib/kernel/errors'
import type { AuditProof } from '@/schemas/audit'
import { readAnchors } from './anchor-file'
import { merkleProof } from './merkle'
import { getAudit, hashesOf } from './store'

/**
 * One entry with what shows that a signed anchor covers it. Throws Fault `not_found` for an entry that is not there, `conflict` for one that is not signed yet.
 */
export async function proveAudit(tenant_id: string, seq: number): Promise<AuditProof> {
  const entry = await getAudit(tenant_id, seq)
  const anchor = (await readAnchors(tenant_id)).find((a) => a.from_seq <= seq && seq <= a.seq)
  if (anchor === undefined) throw new Fault('conflict', `entry ${seq} is not signed yet: run countersign audit anchor, or wait ten minutes`, { seq })
  return { entry, anchor, steps: merkleProof(await hashesOf(tenant_id, anchor.from_seq, anchor.seq), seq - anchor.from_seq) }
}
