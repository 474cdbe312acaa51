import { rows } from '@/lib/db/pool'
import { Case, type CaseStatus } from '@/schemas/case'
import type { CostCategory } from '@/schemas/cost'
import type { Severity } from '@/schemas/decision'
import type { InboxSort } from '@/schemas/inbox-search'
import type { Instant } from '@/schemas/time'

/** Which cases a search is about; what is null or absent does not restrict. */
export type CaseSearch = {
  is_closed?: boolean
  is_snoozed?: boolean
  statuses?: readonly CaseStatus[]
  /** The ids and names that one person goes by; null for cases that nobody owns. */
  owners?: readonly string[] | null
  /** Part of a headline, or the start of a case id. */
  text?: string
  account?: string | null
  category?: CostCategory | null
  severity?: Severity | null
  opened_before?: Instant | null
}

const ORDER: Record<InboxSort, string> = {
  stake: 'is_closed, case when is_closed then 0 else at_stake_per_day end desc, updated_at desc, case_id',
  severity: `is_closed, array_position(array['critical', 'high', 'medium', 'low'], severity), at_stake_per_day desc, case_id`,
  newest: 'opened_at desc, case_id',
  oldest: 'opened_at, case_id',
}

const WHERE = `tenant_id = $1 and ($2::boolean is null or is_closed = $2) and ($3::text[] is null or status = any($3))
  and ($4::text[] is null or owner = any($4)) and (not $5::boolean or owner is null)
  and ($6::text is null or headline ilike $6 or case_id ilike $7)
  and ($8::text is null or sub_account_id = $8) and ($9::text is null or coalesce(category, 'unknown') = $9)
  and ($10::text is null or severity = $10) and ($11::timestamptz is null or opened_at <= $11)
  and ($12::boolean is null or is_snoozed = $12)`

function valuesOf(tenant_id: string, s: CaseSearch): [string, ...unknown[]] {
  const text = (s.text ?? '').trim().replace(/[\\%_]/g, '\\$&')
  return [
    tenant_id,
    s.is_closed ?? null,
    s.statuses ?? null,
    s.owners ?? null,
    s.owners === null,
    text === '' ? null : `%${text}%`,
    `${text}%`,
    s.account ?? null,
    s.category ?? null,
    s.severity ?? null,
    s.opened_before ?? null,
    s.is_snoozed ?? null,
  ]
}

/** The cases that a search finds, `limit` of them after the first `offset`. */
export async function searchCases(tenant_id: string, search: CaseSearch, sort: InboxSort, limit: number, offset = 0): Promise<Case[]> {
  const found = await rows<{ body: unknown }>(`select body from cases where ${WHERE} order by ${ORDER[sort]} limit $13 offset $14`, [
    ...valuesOf(tenant_id, search),
    limit,
    offset,
  ])
  return found.map((row) => Case.parse(row.body))
}

/** The ids of every case that a search finds, in its order: what is then read part by part stays what was found, whatever changes meanwhile. */
export async function searchCaseIds(tenant_id: string, search: CaseSearch, sort: InboxSort): Promise<string[]> {
  const found = await rows<{ case_id: string }>(`select case_id from cases where ${WHERE} order by ${ORDER[sort]}`, valuesOf(tenant_id, search))
  return found.map((row) => row.case_id)
}

export async function countSearched(tenant_id: string, search: CaseSearch): Promise<number> {
  const [row] = await rows<{ cases: number }>(`select count(*)::int as cases from cases where ${WHERE}`, valuesOf(tenant_id, search))
  return row?.cases ?? 0
}

/** What the tenant's cases have, for the lists that a search is chosen from. */
export async function caseFacets(tenant_id: string): Promise<{ accounts: string[]; categories: CostCategory[]; owners: string[] }> {
  const [row] = await rows<{ accounts: string[] | null; categories: CostCategory[] | null; owners: string[] | null }>(
    `select array_agg(distinct sub_account_id) filter (where sub_account_id is not null) as accounts,
       array_agg(distinct coalesce(category, 'unknown')) as categories, array_agg(distinct owner) filter (where owner is not null) as owners
     from cases where tenant_id = $1`,
    [tenant_id],
  )
  return { accounts: row?.accounts ?? [], categories: row?.categories ?? [], owners: row?.owners ?? [] }
}
