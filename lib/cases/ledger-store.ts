import { rows } from '@/lib/db/pool'
import { Case } from '@/schemas/case'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'

type Row = { body: unknown }
const read = ({ body }: Row): Case => Case.parse(body)

/** Where a page of carried-out cases begins: after this one. */
export type LedgerCursor = { finished_at: Instant; case_id: string }

/** Cases that were carried out, the newest first, at most `limit` after `cursor`. */
export async function carriedOutCases(tenant_id: string, limit: number, cursor: LedgerCursor | null = null): Promise<Case[]> {
  const found = await rows<Row>(
    `select body from cases
     where tenant_id = $1 and carried_out_at is not null and ($2::text is null or (carried_out_at, case_id) < ($2, $3))
     order by carried_out_at desc, case_id desc limit $4`,
    [tenant_id, cursor?.finished_at ?? null, cursor?.case_id ?? null, limit],
  )
  return found.map(read)
}

type Known = Map<string, { version: string; c: Case }>
// Tenants whose ledger is kept at once, and cases that are read at once.
const MOST_TENANTS = 16
const BATCH = 200
const known_cases = new Map<string, Known>()

/**
 * Every carried-out case of a tenant, the newest first, without what a run captured and its steps: no sum of savings reads those, and they are most of
 * a row. A row that is as this process read it last is not read again: Postgres gives it another `xmin` whenever anybody writes it.
 */
export async function everyCarriedOutCase(tenant_id: string): Promise<Case[]> {
  const listed = await rows<{ case_id: string; version: string }>(
    'select case_id, xmin::text as version from cases where tenant_id = $1 and carried_out_at is not null order by carried_out_at desc, case_id desc',
    [tenant_id],
  )
  const before = known_cases.get(tenant_id)
  const known: Known = new Map()
  for (const { case_id, version } of listed) {
    const kept = before?.get(case_id)
    if (kept?.version === version) known.set(case_id, kept)
  }
  const missing = listed.filter(({ case_id }) => !known.has(case_id)).map(({ case_id }) => case_id)
  for (let at = 0; at < missing.length; at += BATCH) {
    const found = await rows<Row & { case_id: string; version: string }>(
      `select case_id, xmin::text as version, jsonb_set(jsonb_set(body, '{run,snapshots}', '[]'), '{run,steps}', '[]') as body
       from cases where tenant_id = $1 and case_id = any($2) and carried_out_at is not null`,
      [tenant_id, missing.slice(at, at + BATCH)],
    )
    for (const row of found) known.set(row.case_id, { version: row.version, c: read(row) })
  }
  known_cases.delete(tenant_id)
  known_cases.set(tenant_id, known)
  const [oldest] = known_cases.keys()
  if (known_cases.size > MOST_TENANTS && oldest !== undefined) known_cases.delete(oldest)
  return listed.flatMap(({ case_id }) => known.get(case_id)?.c ?? [])
}

/**
 * Cases with a claim that is taken back, and no ended run: on its way back a run has no end, and a case that was reopened has no run yet that took the place of
 * the claimed one.
 */
export async function unendedClaims(tenant_id: string): Promise<Case[]> {
  const found = await rows<Row>(
    `select body from cases
     where tenant_id = $1 and carried_out_at is null and (run_state = 'rolling_back' or earlier_runs is not null and jsonb_path_exists(earlier_runs, '$[*].claimed'))
     order by case_id`,
    [tenant_id],
  )
  return found.map(read)
}

/** Closed cases whose saving was claimed and whose run ended after `since`: what a watch over savings looks after. */
export async function claimedCases(tenant_id: string, since: Instant): Promise<Case[]> {
  const found = await rows<Row>(
    `select body from cases
     where tenant_id = $1 and desk = 'cost' and status in ('verified', 'partial') and carried_out_at >= $2
     order by case_id`,
    [tenant_id, since],
  )
  return found.map(read)
}

/** Cases whose plan was carried out and whose saving is still measured. */
export async function measuredCases(tenant_id: string): Promise<Case[]> {
  const found = await rows<Row>(
    `select body from cases where tenant_id = $1 and desk = 'cost' and status in ('executed', 'verifying') and carried_out_at is not null order by case_id`,
    [tenant_id],
  )
  return found.map(read)
}

/** Of one currency, over every carried-out case however many: plans, plans whose saving is claimed, plans that are still measured, and what was expected. */
export type LedgerTotals = {
  currency: string
  carried_out: number
  claimed: number
  measuring: number
  /** Expected savings per month of the plans that were not rolled back; null when there is none. */
  expected_per_month: Decimal | null
}

/** Currencies are never added to one another. */
export async function ledgerTotals(tenant_id: string): Promise<LedgerTotals[]> {
  const found = await rows<{ currency: string; carried_out: string; claimed: string; measuring: string; expected: string | null }>(
    `select saving_currency as currency, count(*) as carried_out,
       count(*) filter (where status in ('verified', 'partial')) as claimed,
       count(*) filter (where status in ('executed', 'verifying')) as measuring,
       trim_scale(sum(expected_saving) filter (where status <> 'rolled_back'))::text as expected
     from cases where tenant_id = $1 and carried_out_at is not null group by saving_currency order by saving_currency`,
    [tenant_id],
  )
  return found.map((row) => ({
    currency: row.currency,
    carried_out: Number(row.carried_out),
    claimed: Number(row.claimed),
    measuring: Number(row.measuring),
    expected_per_month: row.expected,
  }))
}

/**
 * What came of the plans of one template: how many were checked to an end, how many saved, and of how many that were measured the median of realized against
 * predicted (null without one). `joint` more were measured in one figure with others, and count for none of these: what each of them saved is not known.
 */
export type TemplateRecord = { plans: number; saved: number; rolled_back: number; measured: number; median_ratio: number | null; joint: number }

/**
 * The record of each template, from plans that used no other: a saving of a mixed plan belongs to no one of its actions. Plans that are still
 * measured are not in it; those whose case went on with another plan are, as plans that saved nothing. A template without any is absent.
 */
export async function templateRecords(tenant_id: string): Promise<Record<string, TemplateRecord>> {
  const found = await rows<Record<'template' | 'plans' | 'saved' | 'rolled_back' | 'measured' | 'joint', string> & { median_ratio: number | null }>(
    `with ended as (
       select only_template as template, run_state, status in ('verified', 'partial') as has_saved,
         is_joint_saving and run_state not in ('rolled_back', 'rollback_failed') as is_joint,
         case when not is_joint_saving and status in ('verified', 'partial', 'not_measurable', 'escalated') then measured_saving::float8 / nullif(predicted_saving::float8, 0) end as ratio
       from cases
       where tenant_id = $1 and carried_out_at is not null and status not in ('executed', 'verifying', 'rolling_back') and only_template is not null
       union all
       select earlier -> 'templates' ->> 0, earlier ->> 'state', false, false, null
       from cases cross join jsonb_array_elements(earlier_runs) earlier
       where tenant_id = $1 and earlier_runs is not null and earlier ->> 'finished_at' is not null and earlier ->> 'state' not in ('failed', 'stale_plan')
         and (select count(distinct used) from jsonb_array_elements_text(earlier -> 'templates') used) = 1
     )
     select template, count(*) filter (where not is_joint) as plans, count(*) filter (where has_saved and not is_joint) as saved,
       count(*) filter (where run_state in ('rolled_back', 'rollback_failed')) as rolled_back,
       count(*) filter (where is_joint) as joint, count(ratio) as measured, percentile_cont(0.5) within group (order by ratio) as median_ratio
     from ended group by template order by template`,
    [tenant_id],
  )
  return Object.fromEntries(
    found.map(({ template, median_ratio, plans, saved, rolled_back, measured, joint }) => [
      template,
      { plans: Number(plans), saved: Number(saved), rolled_back: Number(rolled_back), measured: Number(measured), median_ratio, joint: Number(joint) },
    ]),
  )
}
