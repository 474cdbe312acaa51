import { z } from 'zod'
import { rows } from '@/lib/db/pool'
import { big, toDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { Scope } from '@/schemas/evidence/cost-scope'
import type { Currency, Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'

/** A place of the bill where something happened: an incident, and what a plan of its case did, if one was carried out (`finished_at`). */
export type TouchedPlace = {
  case_id: string
  scope: Scope
  first_day: Day
  last_day: Day
  targets: string[]
  finished_at: Instant | null
  /** What its plan was to save a month; null of a plan in whose place another came. */
  expected: { per_month: Decimal; currency: Currency } | null
}

const Targets = z.array(z.string())

/**
 * Of every other case whose incident reaches into the time since, or whose plan was carried out in it. What a restatement withdrew never happened. Of a plan in
 * whose place another came it is known when it acted, and no more on what.
 */
export async function touchedPlaces(tenant_id: string, but_case_id: string, since: Instant): Promise<TouchedPlace[]> {
  const found = await rows<
    Record<'case_id' | 'first_day' | 'last_day', string> & { scope: unknown; targets: unknown } & Record<
        'finished_at' | 'per_month' | 'currency',
        string | null
      >
  >(
    `select case_id, body #> '{cost,anomaly,scope}' as scope, body #>> '{cost,anomaly,first_day}' as first_day, body #>> '{cost,anomaly,last_day}' as last_day,
       jsonb_path_query_array(body, '$.plan.actions[*].targets[*].arn') as targets, carried_out_at as finished_at,
       expected_saving::text as per_month, saving_currency as currency
     from cases
     where tenant_id = $1 and desk = 'cost' and case_id <> $2 and body #> '{cost,anomaly,scope}' is not null and status <> 'withdrawn_by_restatement'
       and (carried_out_at >= $3 or body #>> '{cost,anomaly,last_day}' >= $4)
     union all
     select case_id, body #> '{cost,anomaly,scope}', body #>> '{cost,anomaly,first_day}', body #>> '{cost,anomaly,last_day}', '[]', earlier ->> 'finished_at', null, null
     from cases cross join jsonb_array_elements(earlier_runs) earlier
     where tenant_id = $1 and desk = 'cost' and case_id <> $2 and body #> '{cost,anomaly,scope}' is not null and earlier_runs is not null
       and earlier ->> 'finished_at' >= $3 and earlier ->> 'state' <> 'failed'
     order by case_id, finished_at`,
    [tenant_id, but_case_id, since, dayOf(since)],
  )
  return found.map(({ per_month, currency, ...row }) => ({
    ...row,
    scope: Scope.parse(row.scope),
    targets: Targets.parse(row.targets),
    expected: per_month === null || currency === null ? null : { per_month: toDecimal(big(per_month)), currency },
  }))
}
