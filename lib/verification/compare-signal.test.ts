import { describe, expect, it } from 'vitest'
import { compareSignal, overallHealth, type SignalKind } from './compare-signal'

const same = (n: number, x: number) => Array.from({ length: n }, () => x)
const status = (kind: SignalKind, before: (number | null)[], after: (number | null)[]) => compareSignal({ signal: 's', kind, unit: 'u', before, after }).status

describe('compareSignal', () => {
  it('is ok within the larger of noise and margin, degraded beyond it for two points in a row', () => {
    expect(status('error_rate_pct', same(14, 0.1), [0.2, 0.25, 0.2])).toBe('ok')
    expect(status('error_rate_pct', same(14, 0.1), [0.1, 0.9, 0.1])).toBe('ok')
    expect(status('error_rate_pct', same(14, 0.1), [0.1, 0.9, 0.8])).toBe('degraded')
    expect(status('latency_p95_ms', [100, 180, 60, 140, 90, 110, 150], [190, 195, 185])).toBe('ok')
  })

  it('allows no new trouble and no missing target', () => {
    expect(status('trouble_count', same(7, 0), [1, 1])).toBe('degraded')
    expect(status('healthy_count', same(7, 9), [8, 8])).toBe('degraded')
    expect(status('healthy_count', same(7, 9), [9, 10])).toBe('ok')
    expect(status('trouble_count', same(7, 0), [1])).toBe('degraded')
  })

  it('says unknown, never ok, when points are missing', () => {
    expect(status('error_rate_pct', same(5, 0.1), same(5, 0.1))).toBe('unknown')
    expect(status('error_rate_pct', same(14, 0.1), [])).toBe('unknown')
    expect(status('error_rate_pct', same(14, 0.1), [0.1, null, null])).toBe('unknown')
  })

  it('takes the worst of all signals, and no signal for unknown', () => {
    const signal = (kind: SignalKind, after: (number | null)[]) => compareSignal({ signal: 's', kind, unit: 'u', before: same(7, 0), after })
    expect(overallHealth([])).toBe('unknown')
    expect(overallHealth([signal('trouble_count', [0]), signal('trouble_count', [null])])).toBe('unknown')
    expect(overallHealth([signal('trouble_count', [null]), signal('trouble_count', [2, 2])])).toBe('degraded')
    expect(overallHealth([signal('trouble_count', [0, 0])])).toBe('ok')
  })
})
