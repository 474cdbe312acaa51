import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { DEMO_SIGNALS, type DemoSignal, healthSignalsOf, signalAt } from '@/lib/desks/cost/demo/metrics'
import { addHours } from '@/lib/kernel/time'
import type { PlanAction } from '@/schemas/action'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import type { HealthPort } from './port'

// Same hours of the 14 days before the change.
const BASELINE_DAYS = 14
const AFTER_HOURS = 24
const HOURS_PER_DAY = 24

/** Signals of the simulated estate: what a metrics service would answer about the services that depend on the changed resources. */
export function simulatedHealth(seed: number, readEvents: () => Promise<SimulatedEvent[]>): HealthPort {
  return {
    connector: 'simulated-metrics',
    async signals(action, executed_at, now) {
      const events = await readEvents()
      const after = hoursAfter(executed_at, now)
      const before = after.flatMap((hour) =>
        Array.from({ length: BASELINE_DAYS }, (_, d) => addHours(hour, -HOURS_PER_DAY * (d + 1 + daysSince(executed_at, hour)))),
      )
      return watched(action).map(({ arn, signal }) => {
        const at = (hour: Instant) => signalAt({ seed, arn, signal, events }, hour)
        // A resource has no baseline from before it existed.
        const born_at = bornAt(arn, signal)
        return { signal, ...DEMO_SIGNALS[signal], before: before.filter((hour) => hour >= born_at).map(at), after: after.map(at) }
      })
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

/** Whole hours since the change, at most the last day of them. */
function hoursAfter(executed_at: Instant, now: Instant): Instant[] {
  const first = addHours(`${executed_at.slice(0, 13)}:00:00.000Z`, 1)
  const hours: Instant[] = []
  for (let at = first; at < now; at = addHours(at, 1)) hours.push(at)
  return hours.slice(-AFTER_HOURS)
}

/** Whole days between the change and an hour after it, so that the baseline always lies before the change. */
const daysSince = (executed_at: Instant, hour: Instant): number => Math.floor((Date.parse(hour) - Date.parse(executed_at)) / 86_400_000)

/** When the resource itself began; what depends on it has always been there. */
function bornAt(arn: string, signal: DemoSignal): Instant {
  if (signal.startsWith('dependent_')) return ''
  return ESTATE.volumes.find((v) => v.arn === arn)?.created_at ?? ESTATE.instances.find((i) => i.arn === arn)?.launched_at ?? ''
}
