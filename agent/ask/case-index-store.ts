import { rows } from '@/lib/db/pool'
import { Case } from '@/schemas/case'
import type { Scope } from '@/schemas/evidence/cost'
import type { CaseSummary } from './port'

type Row = Omit<CaseSummary, 'scope' | 'onset' | 'assigned_to'> & { owner: string | null; anomaly: { scope: Scope | null; onset: string | null } }

// Carried-out plans that one card of savings or verifications lists.
const MOST_RUN = 100

type Kept = { version: string; cases: CaseSummary[] }
const kept = new Map<string, Kept>()

/** Every case of a tenant in short, without a limit: counts and sums are made over it. The bodies are only read again when a case has changed. */
export async function caseIndex(tenant_id: string): Promise<Kept> {
  const [head] = await rows<{ version: string }>(
    "select count(*) || '.' || coalesce(sum(revision), 0) || '.' || coalesce(max(updated_at), 'epoch')::text as version from cases where tenant_id = $1",
    [tenant_id],
  )
  const version = head?.version ?? ''
  const known = kept.get(tenant_id)
  if (known?.version === version) return known
  const found = await rows<Row>(
    `select case_id, incident_key, body->>'headline' as headline, status, severity, trim_scale(at_stake_per_day)::text as at_stake_per_day, body->>'currency' as currency,
       body->>'owner' as owner, opened_at, is_closed, body#>>'{cost,triage,category}' as category,
       jsonb_build_object('scope', body#>'{cost,anomaly,scope}', 'onset', body#>'{cost,anomaly,first_day}') as anomaly
     from cases where tenant_id = $1
     order by is_closed, case when is_closed then 0 else at_stake_per_day end desc, updated_at desc, case_id`,
    [tenant_id],
  )
  const cases = found.map(({ owner, anomaly, ...row }): CaseSummary => ({ ...row, assigned_to: owner, scope: anomaly.scope ?? {}, onset: anomaly.onset }))
  const fresh = { version, cases }
  kept.set(tenant_id, fresh)
  return fresh
}

/** The case whose request for signatures has this id. */
export async function caseOfApproval(tenant_id: string, approval_id: string): Promise<string | null> {
  const [row] = await rows<{ case_id: string }>("select case_id from cases where tenant_id = $1 and body#>>'{approval,approval_id}' = $2", [
    tenant_id,
    approval_id,
  ])
  return row?.case_id ?? null
}

/** Whole cases whose plan was carried out, the latest first. */
export async function casesWithRun(tenant_id: string): Promise<Case[]> {
  const found = await rows<{ body: unknown }>(
    "select body from cases where tenant_id = $1 and jsonb_typeof(body->'run') = 'object' order by updated_at desc, case_id limit $2",
    [tenant_id, MOST_RUN],
  )
  return found.map((row) => Case.parse(row.body))
}
