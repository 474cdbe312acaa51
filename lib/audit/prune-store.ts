import { asOwner } from '@/lib/db/as-owner'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { AuditPruned } from '@/schemas/audit'

/** What the database says was pruned, in order. */
export async function notedPruned(tenant_id: string): Promise<AuditPruned[]> {
  const found = await rows<{ record: unknown }>('select record from audit.pruned where chain = $1 order by seq', [tenant_id])
  return found.map((row) => AuditPruned.parse(row.record))
}

/** Notes with each command of a span where its entry stands, so that a repeated command is answered when the entry is gone. May be done again. */
export async function keepPositions({ chain, from_seq, seq }: Pick<AuditPruned, 'chain' | 'from_seq' | 'seq'>): Promise<void> {
  await scratch(
    `update command_log l set audit_seq = e.seq, audit_hash = e.hash from audit.event e
     where l.tenant_id = $1 and e.chain = $1 and e.seq between $2 and $3 and l.audit_seq is null and audit.body_of(e.body) ->> 'idempotency_key' = l.idempotency_key`,
    [chain, from_seq, seq],
  )
}

/** Lets the entries that a signed record covers go, as the database's owner: the role that the app works in cannot. Returns how many went. */
export async function pruneEntries(record: AuditPruned): Promise<number> {
  const [gone] = await asOwner<{ prune: string }>('select audit.prune($1, $2)', [record.chain, JSON.stringify(record)])
  return Number(gone?.prune ?? 0)
}
