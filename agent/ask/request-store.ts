import { rows } from '@/lib/db/pool'
import { Case } from '@/schemas/case'
import type { RequestsAsked, RequestsFound } from './port'

// Waiting: the case's plan is whole and its request is open. Decided: it was approved, denied, vetoed, or ended otherwise.
const OPEN = "body#>>'{approval,state}' in ('pending', 'veto_open')"
const IN_STATE = {
  waiting: `status in ('awaiting_approval', 'awaiting_veto') and ${OPEN}`,
  decided: `not ${OPEN} and status not in ('detected', 'triaged', 'plan_ready', 'no_action', 'policy_denied', 'awaiting_approval', 'awaiting_veto')`,
} as const
const AT = { waiting: 'proposed_at', decided: 'closed_at' } as const
const ORDER = { waiting: 'body#>>\'{approval,deadline}\' collate "C"', decided: 'body#>>\'{approval,closed_at}\' collate "C" desc' } as const

// One free slot that a role of the person fits, of a request that they neither made nor signed: as `maySign` of the gate.
const SIGNABLE = `($5::text is null or (body#>>'{approval,proposed_by}' <> $5 and not body#>'{approval,signatures}' @> jsonb_build_array(jsonb_build_object('by', $5::text))
  and exists (select from jsonb_array_elements(body#>'{approval,slots}') s where s->'any_of' ?| $6::text[]
    and not exists (select from jsonb_array_elements(body#>'{approval,signatures}') g where g->'slot' = s->'slot'))))`

/** Requests that fit, counted and cut by the database: `total` holds however many there are, `cases` are the first of them. */
export async function requestsOf(tenant_id: string, { state, period, saving, signer, limit }: RequestsAsked): Promise<RequestsFound> {
  const at = `body#>>'{approval,${AT[state]}}' collate "C"`
  const of = `from cases where tenant_id = $1 and jsonb_typeof(body->'approval') = 'object' and jsonb_typeof(body->'plan') = 'object' and ${IN_STATE[state]}`
  const is_wanted = `($2::text is null or (${at} >= $2 and ${at} < $3)) and ${SIGNABLE}
    and ($4::jsonb is null or case $4::jsonb->>'side' when 'over' then (body#>>'{plan,expected_savings,expected}')::numeric >= ($4::jsonb->>'amount')::numeric
      else (body#>>'{plan,expected_savings,expected}')::numeric <= ($4::jsonb->>'amount')::numeric end)`
  const values = [
    tenant_id,
    period?.start ?? null,
    period?.end ?? null,
    saving === null ? null : JSON.stringify(saving),
    signer?.id ?? null,
    signer?.roles ?? null,
  ] as const
  const [[counts], found] = await Promise.all([
    rows<{ total: string; in_state: string }>(`select count(*) filter (where ${is_wanted}) as total, count(*) as in_state ${of}`, values),
    rows<{ body: unknown }>(`select body ${of} and ${is_wanted} order by ${ORDER[state]}, case_id limit $7`, [...values, limit]),
  ])
  return { total: Number(counts?.total ?? 0), in_state: Number(counts?.in_state ?? 0), cases: found.map((row) => Case.parse(row.body)) }
}
