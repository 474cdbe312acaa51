import type { Environment } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { PlanSettings } from '@/schemas/evidence/plan-settings'
import { MAX_TARGETS } from './proposal'

/** Targets that one plan of a tenant may touch: as many as any tenant's, or fewer where it says so. Policy denies a plan of more. */
export function targetLimits(evidence: readonly Evidence[]): Record<Environment, number> {
  const said = evidence.findLast((e) => e.kind === 'plan.settings')
  const own = said === undefined ? undefined : PlanSettings.parse(said.body).max_targets
  const most = (environment: Environment): number => Math.min(own?.[environment] ?? MAX_TARGETS[environment], MAX_TARGETS[environment])
  return { prod: most('prod'), stage: most('stage'), dev: most('dev'), test: most('test'), unknown: most('unknown') }
}
