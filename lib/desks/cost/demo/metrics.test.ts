import { describe, expect, it } from 'vitest'
import { addHours } from '@/lib/kernel/time'
import { compareSignal } from '@/lib/verification/compare-signal'
import { healthWindow, instantsOf, readingOf } from '@/lib/verification/signal-points'
import type { SimulatedEvent } from '@/schemas/simulation'
import { ESTATE } from './estate'
import { DEMO_SIGNALS, type DemoSignal, healthSignalsOf, signalAt, signalPoints } from './metrics'
import { DEMO_SEED, DEMO_START } from './people'

const named = (name: string) => ESTATE.instances.find((i) => i.tags['Name'] === name)?.arn ?? ''
const stop = (arn: string): SimulatedEvent => ({ change: 'instance_state', at: DEMO_START, arn, state: 'stopped' })

/** Health as verification sees it three hours after the change. */
function statusOf(arn: string, events: SimulatedEvent[], signal: DemoSignal): string {
  const window = healthWindow(DEMO_START, addHours(DEMO_START, 3))
  const points = signalPoints({ seed: DEMO_SEED, arn, signal, events }, instantsOf(window.stretches))
  return compareSignal(readingOf({ signal, ...DEMO_SIGNALS[signal], points }, window)).status
}

describe('health of the simulated account', () => {
  it('is the same for the same seed, five minutes and events', () => {
    const ask = { seed: DEMO_SEED, arn: named('loadtest-1'), signal: 'cpu', events: [] } as const
    expect(signalAt(ask, DEMO_START)).toBe(signalAt(ask, addHours(DEMO_START, 0)))
    expect(signalAt(ask, DEMO_START)).not.toBe(signalAt({ ...ask, seed: 8 }, DEMO_START))
  })

  it('stays well when idle load-test instances are stopped', () => {
    const events = Array.from({ length: 9 }, (_, i) => stop(named(`loadtest-${i + 1}`)))
    for (const signal of healthSignalsOf(named('loadtest-1'))) expect([signal, statusOf(named('loadtest-1'), events, signal)]).toEqual([signal, 'ok'])
  })

  it('gets worse when an instance that carries a service is stopped', () => {
    const arn = named('lumen-api-1')
    expect(statusOf(arn, [stop(arn)], 'dependent_error_rate')).toBe('degraded')
    expect(statusOf(arn, [stop(arn)], 'dependent_healthy_targets')).toBe('degraded')
    expect(statusOf(arn, [], 'dependent_error_rate')).toBe('ok')
  })

  it('reports nothing for a stopped instance or one that is not there yet, rather than zero', () => {
    const arn = named('loadtest-1')
    expect(signalAt({ seed: DEMO_SEED, arn, signal: 'cpu', events: [stop(arn)] }, addHours(DEMO_START, 1))).toBeNull()
    expect(signalAt({ seed: DEMO_SEED, arn, signal: 'cpu', events: [] }, '2026-11-09T09:00:00.000Z')).toBeNull()
  })

  it('knows no health of log groups', () => {
    expect(healthSignalsOf(ESTATE.log_groups[0]?.arn ?? '')).toEqual([])
  })

  it('a volume stays as fast as gp3 with enough operations and gets slow with too few', () => {
    const arn = ESTATE.volumes[0]?.arn ?? ''
    const to = (iops: number): SimulatedEvent[] => [{ change: 'volume_type', at: DEMO_START, arn, volume_type: 'gp3', iops, throughput: 125 }]
    expect(statusOf(arn, to(3000), 'volume_latency_p95')).toBe('ok')
    expect(statusOf(arn, to(500), 'volume_latency_p95')).toBe('degraded')
  })
})
