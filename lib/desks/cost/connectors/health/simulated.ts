import { DEMO_SIGNALS, type DemoSignal, healthSignalsOf, signalSeries } from '@/lib/desks/cost/demo/metrics'
import type { PlanAction } from '@/schemas/action'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { HealthPort } from './port'

/** Signals of the simulated estate: what a metrics service would answer about the services that depend on the changed resources. */
export function simulatedHealth(seed: number, readEvents: () => Promise<SimulatedEvent[]>): HealthPort {
  return {
    connector: 'simulated-metrics',
    async signals(action, stretches) {
      const events = await readEvents()
      return watched(action).map(({ arn, signal }) => ({
        signal,
        ...DEMO_SIGNALS[signal],
        points: stretches.flatMap(({ start, end }) =>
          signalSeries({ seed, arn, signal, events }, start, end).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }])),
        ),
      }))
    },
  }
}

/** One reading per account for what depends on the resources, one per resource for what is its own. */
function watched(action: PlanAction): { arn: string; signal: DemoSignal }[] {
  const seen = new Map<string, { arn: string; signal: DemoSignal }>()
  for (const { arn } of action.targets)
    for (const signal of healthSignalsOf(arn)) seen.set(signal.startsWith('dependent_') ? signal : `${signal}:${arn}`, { arn, signal })
  return [...seen.values()]
}
