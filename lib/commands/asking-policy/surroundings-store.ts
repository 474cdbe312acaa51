import { keptRows } from '@/lib/db/pool'
import { knownEvidence } from '@/lib/evidence/store'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { invariant } from '@/lib/kernel/errors'
import { addHours, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Instant } from '@/schemas/time'
import { planEnvironment } from './most-delicate'
import type { Surroundings } from './surroundings'

/** Statuses in which a case's plan is on its way to its targets, or on its way back. None of them is closed: closed cases are many, and an index leaves them out. */
const UNDER_WAY: readonly CaseStatus[] = ['awaiting_approval', 'awaiting_veto', 'approved', 'executing', 'rolling_back']

const COOL_DOWN_HOURS = 7 * 24
const SUSPENDED_HOURS = 14 * 24

type Around = {
  has_other_open_plan: boolean
  mutations_today: string
  changed_today: Surroundings['changed_today']
  is_cooling_down: boolean
  rolled_back: Record<string, string>
}

// One statement, so that all of it is of the same moment. Claims are taken on the tenant's clock, and say themselves what they cover: a case that was reopened
// or planned anew since has changed no less.
// $1 tenant, $2 this case, $3 statuses under way, $4 its targets, $5 start of today, $6 its environment, $7 cooling down since, $8 suspended since
const AROUND = `select
   exists (
     select 1 from cases where tenant_id = $1 and not is_closed and case_id <> $2 and status = any($3)
       and exists (select 1 from jsonb_path_query(body, '$.plan.actions[*].targets[*].arn') arn where arn #>> '{}' = any($4))
   ) as has_other_open_plan,
   (
     select coalesce(sum(targets), 0) from execution_claim where tenant_id = $1 and step = 'apply' and claimed_at >= $5 and environment = $6
   ) as mutations_today,
   (
     select coalesce(jsonb_agg(t), '[]') from (
       select account_id, template, sum(targets)::integer as targets from execution_claim
       where tenant_id = $1 and step = 'apply' and claimed_at >= $5 and account_id is not null and template is not null group by 1, 2
     ) t
   ) as changed_today,
   -- Only what was really changed, and not by this case: a plan that is made again for the same case goes on with its own work.
   exists (
     select 1 from execution_claim
     where tenant_id = $1 and case_id <> $2 and step = 'apply' and claimed_at >= $7 and receipt ->> 'outcome' = 'success' and target_arns && $4::text[]
   ) as is_cooling_down,
   (
     select coalesce(jsonb_object_agg(template, at), '{}') from (select template, max(at) as at from (
       select template, max(run_finished_at) as at from cases cross join jsonb_array_elements_text(templates) template
       where tenant_id = $1 and run_finished_at >= $8 and run_state in ('rolled_back', 'rollback_failed') group by 1
       union all
       -- A case that was reopened keeps its earlier runs apart: taking it up again suspends nothing less.
       select template, max(earlier ->> 'finished_at')
       from cases cross join jsonb_array_elements(earlier_runs) earlier cross join jsonb_array_elements_text(earlier -> 'templates') template
       where tenant_id = $1 and earlier_runs is not null and earlier ->> 'finished_at' >= $8 and earlier ->> 'state' in ('rolled_back', 'rollback_failed') group by 1
     ) every_run group by 1) r
   ) as rolled_back`

/**
 * What policy needs to know beside the case and its plan. `at_hand` is evidence that is made with the plan and stored with it. Throws `not_found` when another piece
 * of the plan's evidence is missing.
 */
export async function readSurroundings(c: Case, plan: Plan, now: Instant, at_hand: readonly Evidence[] = []): Promise<Surroundings> {
  const arns = mainActions(plan).flatMap((a) => a.targets.map((t) => t.arn))
  const held = new Set(at_hand.map((e) => e.evidence_id))
  const stored = [...new Set([...plan.evidence_ids, ...c.evidence_ids])].filter((id) => !held.has(id))
  const [evidence, [around]] = await Promise.all([
    knownEvidence(c.tenant_id, stored),
    keptRows<Around>(AROUND, [
      c.tenant_id,
      c.case_id,
      UNDER_WAY,
      arns,
      startOfDay(dayOf(now)),
      planEnvironment(plan),
      addHours(now, -COOL_DOWN_HOURS),
      addHours(now, -SUSPENDED_HOURS),
    ]),
  ])
  invariant(around, 'a question about a whole tenant has one answer')
  return {
    evidence: [...evidence, ...at_hand],
    has_other_open_plan: around.has_other_open_plan,
    mutations_today: Number(around.mutations_today),
    changed_today: around.changed_today,
    is_cooling_down: around.is_cooling_down,
    rolled_back: Object.fromEntries(Object.entries(around.rolled_back).map(([template, at]) => [template, Instant.parse(at)])),
  }
}
