import { beltText, beltUses, beyondBelt, estateOf, excess } from '@/lib/execution/limits/belt'
import { capital } from '@/lib/kernel/letters'
import type { Environment, Plan } from '@/schemas/action'
import type { PolicyFacts } from '@/schemas/policy'
import type { TenantSettings } from '@/schemas/tenant'
import type { Surroundings } from './surroundings'
import { mutationsPerDay, sharePerDayPct } from './tenant-limits'

/** How many resources may still be changed today: what the budget of the environment leaves, or a belt of the plan's accounts that is too narrow for the plan and leaves less. */
export function changesLeft(
  plan: Plan,
  environment: Environment,
  settings: TenantSettings,
  around: Surroundings,
): Pick<PolicyFacts, 'mutations_left_today' | 'belt'> {
  const of_budget = mutationsPerDay(settings)[environment] - around.mutations_today
  const asked = { plan, estate: estateOf(around.evidence), pct: sharePerDayPct(settings), changed: around.changed_today }
  const beyond = beyondBelt(beltUses(asked))
  if (beyond === null) return { mutations_left_today: of_budget }
  const of_belt = new Set(plan.actions.flatMap((a) => a.targets.map((t) => t.arn))).size - excess(beyond)
  if (of_belt >= of_budget) return { mutations_left_today: of_budget }
  return { mutations_left_today: of_belt, belt: { because: capital(beltText(beyond)), would_satisfy: wouldSatisfy(beyond) } }
}

function wouldSatisfy({ has_been_asked, account_id, resource_kind, count, most, changed }: NonNullable<ReturnType<typeof beyondBelt>>): string {
  if (!has_been_asked) return 'The plan is made again: what it would change a share of is counted then'
  if (count === null) return `Somebody connects account ${account_id} so that its ${resource_kind}s can be counted`
  return `The plan changes at most ${Math.max(0, most - changed)} of them today; the day is over at midnight UTC`
}
