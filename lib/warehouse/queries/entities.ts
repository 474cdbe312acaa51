import { addDays } from '@/lib/kernel/time'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { SCOPE_COLUMNS } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { BillEntities } from '@/schemas/bill'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'

// Names stay known after their cost has ended, but the order is by what they cost lately.
const LATELY_DAYS = 28

type Named = { key: string; label: string; effective_cost: string }

/** Every account, service, region, usage type and owner the bill has ever named, by recent run cost, in one scan. */
export async function entities(files: BillFiles): Promise<BillEntities> {
  const last = (await files.covered()).at(-1) ?? '1970-01-01'
  const sets = SCOPE_KEYS.map((key) => `(${SCOPE_COLUMNS[key]})`).join(', ')
  const rows = await files.daily<{ dimension: string; key: string; label: string | null; cost: string }>(
    (
      from,
    ) => `select ${SCOPE_KEYS.map((key) => `case when grouping(${SCOPE_COLUMNS[key]}) = 0 then '${key}' end`).reduce((a, b) => `coalesce(${a}, ${b})`)} as dimension,
        coalesce(${Object.values(SCOPE_COLUMNS).join(', ')}) as key, max(SubAccountName) as label,
        coalesce(sum(EffectiveCost) filter (x_Series = 'run' and ChargePeriodStart >= $since::date), 0)::varchar as cost
      from ${from} group by grouping sets (${sets}) order by dimension, cost::decimal(38, 10) desc, key`,
    { since: addDays(last, 1 - LATELY_DAYS) },
  )
  const of = (key: keyof Scope): Named[] =>
    rows
      .filter((row) => row.dimension === key && row.key !== '')
      .map((row) => ({ key: row.key, label: row.label ?? row.key, effective_cost: decimalText(row.cost) }))
  const unlabelled = (key: keyof Scope) => of(key).map(({ key: name, effective_cost }) => ({ key: name, effective_cost }))
  return {
    sub_accounts: of('sub_account_id'),
    services: unlabelled('service_name'),
    regions: unlabelled('region_id'),
    usage_types: unlabelled('usage_type'),
    owners: unlabelled('owner'),
  }
}
