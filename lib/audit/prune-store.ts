import { asOwner } from '@/lib/db/as-owner'
import { rows } from '@/lib/db/pool'
import { AuditPruned } from '@/schemas/audit'

/** What the database says was pruned, in order. */
export async function notedPruned(tenant_id: string): Promise<AuditPruned[]> {
  const found = await rows<{ record: unknown }>('select record from audit.pruned where chain = $1 order by seq', [tenant_id])
  return found.map((row) => AuditPruned.parse(row.record))
}

/** Lets the entries that a signed record covers go, as the database's owner: the role that the app works in cannot. Returns how many went. */
export async function pruneEntries(record: AuditPruned): Promise<number> {
  const [gone] = await asOwner<{ prune: string }>('select audit.prune($1, $2)', [record.chain, JSON.stringify(record)])
  return Number(gone?.prune ?? 0)
}
