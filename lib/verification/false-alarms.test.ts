import { expect, it } from 'vitest'
import type { HealthStatus } from '@/schemas/verification'
import { compareSignal, type SignalKind } from './compare-signal'
import { type Harm, NO_HARM, sampleRun, sampleSignal } from './fixtures/sample-signal'
import { checksOf } from './schedule'
import { healthWindow, readingOf } from './signal-points'

const RUNS = 60
const KINDS: readonly SignalKind[] = ['error_rate_pct', 'latency_p95_ms', 'throughput', 'healthy_count']

/** What each check of health says of generated signals around as many runs; `countersign eval --only health` has the figures over more of them. */
function look(kinds: readonly SignalKind[], harm: Harm): Record<string, HealthStatus[]> {
  const said: Record<string, HealthStatus[]> = {}
  for (const kind of kinds)
    for (let seed = 0; seed < RUNS; seed++) {
      const executed_at = sampleRun(seed)
      const series = sampleSignal({ seed, kind, carries: 0.5, executed_at, harm })
      for (const { check, at, settled_days } of checksOf(executed_at)) {
        if (settled_days > 0) continue
        said[check] = [...(said[check] ?? []), compareSignal(readingOf(series, healthWindow(executed_at, at))).status]
      }
    }
  return said
}
const share = (said: readonly HealthStatus[] | undefined, status: HealthStatus): number => (said ?? []).filter((s) => s === status).length / (said?.length ?? 1)

it('calls few calm signals degraded at any check, and knows within two hours that nearly all are well', () => {
  const calm = look(KINDS, NO_HARM)
  for (const said of Object.values(calm)) expect(share(said, 'degraded')).toBeLessThan(0.03)
  expect(share(calm['T+2h'], 'ok')).toBeGreaterThan(0.95)
})

it('calls few calm plans degraded at any check, also where most of their noise carries over from point to point', () => {
  const plans = Array.from({ length: 100 }, (_, seed) => {
    const executed_at = sampleRun(seed)
    const looks = checksOf(executed_at).filter((c) => c.settled_days === 0)
    return KINDS.some((kind) => {
      const series = sampleSignal({ seed, kind, carries: 0.8, executed_at, harm: NO_HARM })
      return looks.some(({ at }) => compareSignal(readingOf(series, healthWindow(executed_at, at))).status === 'degraded')
    })
  })
  expect(plans.filter((is_degraded) => is_degraded).length).toBeLessThan(10)
})

it('knows nothing five minutes after a run, for good or for bad, where only points of five minutes are told', () => {
  for (const harm of [NO_HARM, { add: 0, times: 3 }]) expect(share(look(['latency_p95_ms'], harm)['T+5min'], 'unknown')).toBe(1)
})

it.each([
  ['one request in a hundred more that fails', 'error_rate_pct', { add: 1, times: 1 }],
  ['requests that take 40 % longer', 'latency_p95_ms', { add: 0, times: 1.4 }],
  ['two orders in five that do not come any more', 'throughput', { add: 0, times: 0.6 }],
  ['a target that is not healthy any more', 'healthy_count', { add: -1, times: 1 }],
] as const)('finds %s: most of them within half an hour, nearly all within two', (_, kind, harm) => {
  const found = look([kind], harm)
  expect(share(found['T+30min'], 'degraded')).toBeGreaterThan(0.8)
  expect(share(found['T+2h'], 'degraded')).toBeGreaterThan(0.9)
})
