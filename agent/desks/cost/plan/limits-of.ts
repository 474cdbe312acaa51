import { mutationsPerDay, sharePerDayPct } from '@/lib/commands/asking-policy/tenant-limits'
import { estateOf } from '@/lib/execution/limits/belt'
import { DEFAULT_LIMITS, type ExecutionLimits } from '@/lib/execution/limits/limits'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { TenantSettings } from '@/schemas/tenant'

/** A tenant's limits as a run of a case meets them, with what was counted for its plan: cards foresee the run with the same. */
export const limitsOf = (settings: TenantSettings, evidence: readonly Evidence[]): ExecutionLimits => ({
  ...DEFAULT_LIMITS,
  mutations_per_day: mutationsPerDay(settings),
  belt: { estate: estateOf(evidence), pct: sharePerDayPct(settings) },
})
