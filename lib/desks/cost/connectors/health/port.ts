import type { SignalReading } from '@/lib/verification/compare-signal'
import type { PlanAction } from '@/schemas/action'
import type { Instant } from '@/schemas/time'

/** Where the health around a change is read. A source that has no signal for a target answers with none, which verification calls unknown. */
export type HealthPort = {
  connector: string
  /** Values at the same hours before and after the change, for everything that the action could hurt. Throws Fault `provider_down` when it cannot be asked. */
  signals(action: PlanAction, executed_at: Instant, now: Instant): Promise<SignalReading[]>
}
