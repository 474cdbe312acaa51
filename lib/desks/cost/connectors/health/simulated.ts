import { accountNameOf } from '@/lib/desks/cost/demo/estate'
import { DEMO_SIGNALS, DEPENDENTS, type DemoSignal, healthSignalsOf, signalPoints } from '@/lib/desks/cost/demo/metrics'
import { instantsOf } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { HealthPort } from './port'

/** Signals of the simulated estate: what a metrics service would answer about the services that depend on the changed resources. */
export function simulatedHealth(seed: number, readEvents: () => Promise<SimulatedEvent[]>): HealthPort {
  return {
    connector: 'simulated-metrics',
    async signals(action, stretches) {
      const events = await readEvents()
      const instants = instantsOf(stretches)
      return watched(action).map(({ arn, signal, of }) => ({
        signal: `${signal} of ${of}`,
        ...DEMO_SIGNALS[signal],
        points: signalPoints({ seed, arn, signal, events }, instants),
      }))
    },
  }
}

type Watched = { arn: string; signal: DemoSignal; of: string }

/** One reading per account for what depends on the resources, one per resource for what is its own. */
function watched(action: PlanAction): Watched[] {
  const seen = new Map<string, Watched>()
  for (const { arn, label } of action.targets)
    for (const signal of healthSignalsOf(arn))
      if (signal.startsWith('dependent_')) seen.set(signal, { arn, signal, of: DEPENDENTS[accountNameOf(action.account_id)] })
      else seen.set(`${signal}:${arn}`, { arn, signal, of: label })
  return [...seen.values()]
}
