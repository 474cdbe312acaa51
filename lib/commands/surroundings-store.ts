import { rows } from '@/lib/db/pool'
import { getEvidence } from '@/lib/evidence/store'
import { dayOf, startOfDay } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { planEnvironment, type Surroundings } from './policy-facts'

/** Statuses in which a case's plan is on its way to its targets, or on its way back. */
const UNDER_WAY: readonly CaseStatus[] = ['awaiting_approval', 'awaiting_veto', 'approved', 'executing', 'rolling_back']

/** What policy needs to know beside the case and its plan. Throws `not_found` when a piece of the plan's evidence is missing. */
export async function readSurroundings(c: Case, plan: Plan, now: Instant): Promise<Surroundings> {
  const arns = plan.actions.flatMap((a) => a.targets.map((t) => t.arn))
  const [evidence, others, changed] = await Promise.all([
    getEvidence(c.tenant_id, [...new Set([...plan.evidence_ids, ...c.evidence_ids])]),
    rows<{ case_id: string }>(
      `select case_id from cases where tenant_id = $1 and case_id <> $2 and status = any($3)
         and exists (select 1 from jsonb_path_query(body, '$.plan.actions[*].targets[*].arn') arn where arn #>> '{}' = any($4)) limit 1`,
      [c.tenant_id, c.case_id, UNDER_WAY, arns],
    ),
    // Claims are taken on the tenant's clock; one claim stands for every target of its action.
    rows<{ targets: string }>(
      `select coalesce(sum(jsonb_array_length(action -> 'targets')), 0) as targets
       from execution_claim e join cases c on c.case_id = e.case_id cross join jsonb_array_elements(c.body -> 'plan' -> 'actions') action
       where e.tenant_id = $1 and e.step = 'apply' and e.claimed_at >= $2 and action ->> 'action_id' = e.action_id and action ->> 'environment' = $3`,
      [c.tenant_id, startOfDay(dayOf(now)), planEnvironment(plan)],
    ),
  ])
  return { evidence, has_other_open_plan: others.length > 0, mutations_today: Number(changed[0]?.targets ?? 0) }
}
