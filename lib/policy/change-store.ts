import type { Tx } from '@/lib/db/change'
import { keptRows, rows } from '@/lib/db/pool'
import { PolicyActivation, ProposedBundle } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import type { StoredInput } from './diff'

const COLUMNS = 'bundle_digest, shipped_digest, files, note, proposed_by, proposed_by_name, proposed_at, diff'
const ACTIVATION = 'bundle_digest, activated_by, activated_by_name, activated_at, reason'
const read = (row: unknown): ProposedBundle => ProposedBundle.parse(row)

/** Every bundle that was ever proposed, the newest first. */
export async function listBundles(tenant_id: string, limit = 100): Promise<ProposedBundle[]> {
  const found = await rows(`select ${COLUMNS} from policy_bundle where tenant_id = $1 order by proposed_at desc, bundle_digest limit $2`, [tenant_id, limit])
  return found.map(read)
}

/** Undefined for an unknown digest, and for the shipped policies, which nobody proposed. */
export async function findBundle(tenant_id: string, bundle_digest: string): Promise<ProposedBundle | undefined> {
  const [row] = await rows(`select ${COLUMNS} from policy_bundle where tenant_id = $1 and bundle_digest = $2`, [tenant_id, bundle_digest])
  return row === undefined ? undefined : read(row)
}

/** The bundle that decides now; undefined while the shipped policies decide alone. */
export async function activeBundle(tenant_id: string): Promise<ProposedBundle | undefined> {
  const last = await activations(tenant_id, 1)
  return last[0] === undefined ? undefined : findBundle(tenant_id, last[0].bundle_digest)
}

/** Who made which bundle decide, the newest first. */
export async function activations(tenant_id: string, limit = 100): Promise<PolicyActivation[]> {
  const found = await keptRows(`select ${ACTIVATION} from policy_activation where tenant_id = $1 order by seq desc limit $2`, [tenant_id, limit])
  return found.map((row) => PolicyActivation.parse(row))
}

/** The newest activation, read under the lock that the caller holds on the tenant. */
export async function activeDigest(tx: Tx, tenant_id: string): Promise<string | undefined> {
  const [row] = await tx.query<{ bundle_digest: string }>('select bundle_digest from policy_activation where tenant_id = $1 order by seq desc limit 1', [
    tenant_id,
  ])
  return row?.bundle_digest
}

/**
 * When this person's own policy change was last made to decide, at or after `since`; null when none was. A bundle is its proposer's change, and
 * going back to the shipped policies is the change of whoever did it: nobody proposed that.
 */
export async function ownChangeSince(tenant_id: string, person_id: string, since: Instant): Promise<Instant | null> {
  const [row] = await keptRows<{ at: Instant | null }>(
    `select max(a.activated_at) as at from policy_activation a left join policy_bundle b on b.tenant_id = a.tenant_id and b.bundle_digest = a.bundle_digest
     where a.tenant_id = $1 and coalesce(b.proposed_by, a.activated_by) = $2 and a.activated_at >= $3`,
    [tenant_id, person_id, since],
  )
  return row?.at ?? null
}

/** The last thing that policy was asked about each plan since a moment, the oldest first. Where there are more than `limit`, the newest of them. */
export async function storedInputs(tenant_id: string, since: Instant, limit = 20_000): Promise<StoredInput[]> {
  return await rows<StoredInput>(
    `select query, at, facts from (
       select query, at, facts from (
         select distinct on (source ->> 'query') source ->> 'query' as query, source ->> 'retrieved_at' as at, body - 'kind' as facts
         from evidence where tenant_id = $1 and kind = 'policy.facts' and source ->> 'retrieved_at' >= $2
         order by source ->> 'query', source ->> 'retrieved_at' desc) asked
       order by at desc, query limit $3) newest
     order by at, query`,
    [tenant_id, since, limit],
  )
}

/** Returns whether it is new: the same files are the same bundle, whoever proposes them. */
export async function insertBundle(tx: Tx, tenant_id: string, bundle: ProposedBundle): Promise<boolean> {
  const b = ProposedBundle.parse(bundle)
  const found = await tx.query(
    `insert into policy_bundle (tenant_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning 1`,
    [tenant_id, b.bundle_digest, b.shipped_digest, JSON.stringify(b.files), b.note, b.proposed_by, b.proposed_by_name, b.proposed_at, JSON.stringify(b.diff)],
  )
  return found.length > 0
}

export async function insertActivation(tx: Tx, tenant_id: string, activation: PolicyActivation): Promise<void> {
  const a = PolicyActivation.parse(activation)
  await tx.query(`insert into policy_activation (tenant_id, ${ACTIVATION}) values ($1, $2, $3, $4, $5, $6)`, [
    tenant_id,
    a.bundle_digest,
    a.activated_by,
    a.activated_by_name,
    a.activated_at,
    a.reason,
  ])
}
