import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import type { Case } from '@/schemas/case'

const CARRIED_OUT = ['verified', 'partial', 'not_measurable']

/** The last later case of the same incident whose change is in place, by its id: its plan saw what this one had left. Null when there is none. */
export async function carriedOnIn({ tenant_id, desk, incident_key, case_id, opened_at }: Case, tx?: Tx): Promise<string | null> {
  const text = `select case_id from cases where tenant_id = $1 and desk = $2 and incident_key = $3 and case_id <> $4 and opened_at > $5 and status = any($6)
    order by opened_at desc limit 1`
  const values: [string, ...unknown[]] = [tenant_id, desk, incident_key, case_id, opened_at, CARRIED_OUT]
  const [row] = await (tx === undefined ? rows<{ case_id: string }>(text, values) : tx.query<{ case_id: string }>(text, values))
  return row?.case_id ?? null
}
