import { listCases } from '@/lib/cases/store'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { stateDigest } from '@/lib/execution/state-digest'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { connectionsOf } from './connections'

const MOST_CASES = 50

/**
 * In shadow mode nothing is carried out. This looks whether people changed what each ready plan would have changed, by comparing the state of its
 * targets with the state that the plan was made for. Resolves to the sentence that the history shows.
 */
export async function compareShadow(tenant_id: string): Promise<string> {
  const [{ cloud }, now, cases] = await Promise.all([
    connectionsOf(tenant_id),
    tenantNow(tenant_id),
    listCases(tenant_id, { statuses: ['plan_ready', 'policy_denied'], limit: MOST_CASES }),
  ])
  if (cloud === null) throw new Fault('provider_down', 'no cloud account is connected: add one in Settings')
  const by: Record<Outcome, string[]> = { changed: [], unchanged: [], not_known: [] }
  for (const c of cases) if (c.plan !== null && c.plan.actions.length > 0) by[await outcomeOf(cloud, c.plan, now)].push(c.case_id)
  const told = [
    `people changed the targets of ${by.changed.length}${by.changed.length === 0 ? '' : ` (${by.changed.join(', ')})`}`,
    `left ${by.unchanged.length} as they were`,
    ...(by.not_known.length === 0 ? [] : [`not known: ${by.not_known.length}, whose targets could not be read`]),
  ]
  return `Of ${by.changed.length + by.unchanged.length + by.not_known.length} plans that would have been sent, ${told.join('; ')}`
}

type Outcome = 'changed' | 'unchanged' | 'not_known'

async function outcomeOf(cloud: CloudPort, plan: Plan, now: Instant): Promise<Outcome> {
  try {
    for (const action of plan.actions) {
      const planned_for = action.dry_run.target_state_digest
      const bound = COST_ACTIONS[action.template]?.bind(action.params)
      if (bound === undefined || planned_for === null) return 'not_known'
      if (stateDigest(bound, await bound.capture(cloud, { now, key: 'shadow', mode: 'dry_run' })) !== planned_for) return 'changed'
    }
    return 'unchanged'
  } catch (error) {
    if (error instanceof Fault && error.code === 'provider_down') return 'not_known'
    throw error
  }
}
