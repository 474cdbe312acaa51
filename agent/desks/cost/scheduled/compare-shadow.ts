import { connectionsOf } from '@/agent/desks/cost/connect/connections'
import { listCases } from '@/lib/cases/store'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { stateDigest } from '@/lib/execution/state/state-digest'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Instant } from '@/schemas/time'

const MOST_CASES = 50

/**
 * In shadow mode nothing is carried out. This looks at what people did meanwhile: whether they made the very change that each ready plan would have made, did
 * something else to its targets, or left them as the plan found them. Resolves to the sentence that the history shows.
 */
export async function compareShadow(tenant_id: string, of?: CloudPort): Promise<string> {
  const [{ cloud: own }, now, cases] = await Promise.all([
    connectionsOf(tenant_id),
    tenantNow(tenant_id),
    listCases(tenant_id, { statuses: ['plan_ready', 'policy_denied'], limit: MOST_CASES }),
  ])
  const cloud = of ?? own
  if (cloud === null) throw new Fault('provider_down', 'no cloud account is connected: add one in Settings')
  const by: Record<Outcome, string[]> = { made: [], changed: [], unchanged: [], not_known: [] }
  for (const c of cases) if (c.plan !== null && c.plan.actions.length > 0) by[await outcomeOf(cloud, c.plan, now)].push(c.case_id)
  const named = (ids: readonly string[]): string => `${ids.length}${ids.length === 0 ? '' : ` (${ids.join(', ')})`}`
  const told = [
    `people made the change of ${named(by.made)}`,
    `did something else to the targets of ${named(by.changed)}`,
    `left ${by.unchanged.length} as they were`,
    ...(by.not_known.length === 0 ? [] : [`not known: ${by.not_known.length}, whose targets could not be read`]),
  ]
  return `Of ${Object.values(by).flat().length} plans that would have been sent, ${told.join('; ')}`
}

type Outcome = 'made' | 'changed' | 'unchanged' | 'not_known'

/** A plan of several actions was made by people when all of them were, and is unchanged when none of its targets is otherwise. */
async function outcomeOf(cloud: CloudPort, plan: Plan, now: Instant): Promise<Outcome> {
  try {
    const outcomes: Outcome[] = []
    for (const action of mainActions(plan)) {
      const planned_for = action.dry_run.target_state_digest
      const bound = COST_ACTIONS[action.template]?.bind(action.params)
      if (bound === undefined || planned_for === null) return 'not_known'
      const state = await bound.capture(cloud, { now, key: 'shadow', mode: 'dry_run' })
      outcomes.push(bound.effect(state, state).status === 'in_place' ? 'made' : stateDigest(bound, state) === planned_for ? 'unchanged' : 'changed')
    }
    const [first = 'not_known'] = outcomes
    return outcomes.every((o) => o === first) ? first : 'changed'
  } catch (error) {
    if (error instanceof Fault && error.code === 'provider_down') return 'not_known'
    throw error
  }
}
