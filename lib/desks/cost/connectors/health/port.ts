import type { SignalSeries, Stretch } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { Instant } from '@/schemas/time'

/** Where the health around a change is read. A source that has no signal for a target answers with none, which verification calls unknown. */
export type HealthPort = {
  connector: string
  /** By whose clocks the business goes that it measures; absent: UTC. */
  time_zone?: string
  /**
   * Points of five minutes within the stretches, of everything that the action could hurt, which was carried out at `executed_at`. A point that was not reported is left out, never zero; a signal of which none was reported is there without
   * points. Throws Fault `provider_down` when it cannot be asked.
   */
  signals(action: PlanAction, stretches: readonly Stretch[], executed_at: Instant): Promise<SignalSeries[]>
}
