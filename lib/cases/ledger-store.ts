import { rows } from '@/lib/db/pool'
import { Case } from '@/schemas/case'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'

type Row = { body: unknown }
const read = ({ body }: Row): Case => Case.parse(body)

// A run that changed something and ended. One that failed before its first change, or never began, has nothing to verify.
const CARRIED_OUT = `body -> 'run' ->> 'finished_at' is not null and body -> 'plan' <> 'null' and body -> 'run' ->> 'state' not in ('stale_plan', 'failed')`
// The newest check that measured a saving.
const MEASURED = `jsonb_path_query_array(body, '$.checks[*] ? (@.savings != null)') -> -1 -> 'savings'`

/** Where a page of carried-out cases begins: after this one. */
export type LedgerCursor = { finished_at: Instant; case_id: string }

/** Cases that were carried out, the newest first, at most `limit` after `cursor`. */
export async function carriedOutCases(tenant_id: string, limit: number, cursor: LedgerCursor | null = null): Promise<Case[]> {
  const found = await rows<Row>(
    `select body from cases
     where tenant_id = $1 and ${CARRIED_OUT}
       and ($2::text is null or (body -> 'run' ->> 'finished_at', case_id) < ($2, $3))
     order by body -> 'run' ->> 'finished_at' desc, case_id desc limit $4`,
    [tenant_id, cursor?.finished_at ?? null, cursor?.case_id ?? null, limit],
  )
  return found.map(read)
}

/** Closed cases whose saving was claimed and whose run ended after `since`: what a watch over savings looks after. */
export async function claimedCases(tenant_id: string, since: Instant): Promise<Case[]> {
  const found = await rows<Row>(
    `select body from cases
     where tenant_id = $1 and desk = 'cost' and status in ('verified', 'partial') and ${CARRIED_OUT} and body -> 'run' ->> 'finished_at' >= $2
     order by case_id`,
    [tenant_id, since],
  )
  return found.map(read)
}

/** Of one currency, over every carried-out case however many: plans, plans whose saving is claimed, plans that are still measured, and money per day and month. */
export type LedgerTotals = {
  currency: string
  carried_out: number
  claimed: number
  measuring: number
  /** Sum of the claimed savings per day; null when none is claimed. */
  realized_per_day: Decimal | null
  /** Expected savings per month of the plans that were not rolled back; null when there is none. */
  expected_per_month: Decimal | null
}

/** Currencies are never added to one another. */
export async function ledgerTotals(tenant_id: string): Promise<LedgerTotals[]> {
  const found = await rows<{ currency: string; carried_out: string; claimed: string; measuring: string; realized: string | null; expected: string | null }>(
    `select currency, count(*) as carried_out,
       count(*) filter (where status in ('verified', 'partial')) as claimed,
       count(*) filter (where status in ('executed', 'verifying')) as measuring,
       trim_scale(sum((measured ->> 'point')::numeric) filter (where status in ('verified', 'partial')))::text as realized,
       trim_scale(sum(expected) filter (where status <> 'rolled_back'))::text as expected
     from (select status, ${MEASURED} as measured, body -> 'plan' -> 'expected_savings' ->> 'currency' as currency,
             (body -> 'plan' -> 'expected_savings' ->> 'expected')::numeric as expected
           from cases where tenant_id = $1 and ${CARRIED_OUT}) carried
     group by currency order by currency`,
    [tenant_id],
  )
  return found.map((row) => ({
    currency: row.currency,
    carried_out: Number(row.carried_out),
    claimed: Number(row.claimed),
    measuring: Number(row.measuring),
    realized_per_day: row.realized,
    expected_per_month: row.expected,
  }))
}

/** What came of the plans of one template: how many were checked to an end, how many saved, and the median of realized against predicted (null without one). */
export type TemplateRecord = { plans: number; saved: number; rolled_back: number; median_ratio: number | null }

/**
 * The record of each template, from plans that used no other: a saving of a mixed plan belongs to no one of its actions. Plans that are still
 * measured are not in it. A template without such a plan is absent.
 */
export async function templateRecords(tenant_id: string): Promise<Record<string, TemplateRecord>> {
  const found = await rows<{ template: string; plans: string; saved: string; rolled_back: string; median_ratio: number | null }>(
    `select template, count(*) as plans,
       count(*) filter (where status in ('verified', 'partial')) as saved,
       count(*) filter (where state in ('rolled_back', 'rollback_failed')) as rolled_back,
       percentile_cont(0.5) within group (order by (measured ->> 'point')::float8 / nullif((measured ->> 'predicted')::float8, 0))
         filter (where status in ('verified', 'partial', 'not_measurable', 'escalated')) as median_ratio
     from (select status, body -> 'run' ->> 'state' as state, ${MEASURED} as measured,
             body -> 'plan' -> 'actions' -> 0 ->> 'template' as template
           from cases
           where tenant_id = $1 and ${CARRIED_OUT} and status not in ('executed', 'verifying', 'rolling_back')
             and (select count(distinct action ->> 'template') from jsonb_array_elements(body -> 'plan' -> 'actions') action) = 1) ended
     group by template order by template`,
    [tenant_id],
  )
  return Object.fromEntries(
    found.map((r) => [r.template, { plans: Number(r.plans), saved: Number(r.saved), rolled_back: Number(r.rolled_back), median_ratio: r.median_ratio }]),
  )
}
