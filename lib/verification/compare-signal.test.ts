import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSignal, overallHealth, type SignalKind } from './compare-signal'

type Points = readonly (number | null)[]
const same = (n: number, x: number) => Array.from({ length: n }, () => x)
const look = (kind: SignalKind, before: Points, after: Points) => compareSignal({ signal: 's', kind, unit: 'u', hours: [{ before, after }] })
const status = (kind: SignalKind, before: Points, after: Points) => look(kind, before, after).status

const CALM = same(24, 0.1)

describe('compareSignal', () => {
  it('is ok within the larger of noise and margin, degraded beyond it for ten minutes', () => {
    expect(status('error_rate_pct', CALM, [0.2, 0.25, 0.2, 0.2, 0.1])).toBe('ok')
    expect(status('error_rate_pct', CALM, [0.1, 0.9, 0.8, 0.1, 0.1])).toBe('degraded')
    expect(status('latency_p95_ms', [100, 180, 60, 140, 90, 110, 150], [190, 195, 185, 180, 170])).not.toBe('degraded')
    expect(status('latency_p95_ms', same(24, 100), same(6, 140))).toBe('degraded')
    expect(status('latency_p95_ms', same(24, 100), same(6, 124))).toBe('ok')
  })

  it('takes one bad point for noise among two hours of them, and for not known among the five of the first half hour', () => {
    expect(status('error_rate_pct', CALM, [...same(11, 0.1), 0.9, ...same(12, 0.1)])).toBe('ok')
    expect(status('error_rate_pct', CALM, [0.1, 0.9, 0.1, 0.1, 0.1])).toBe('unknown')
  })

  it('minds every ten bad minutes soon after the run, and a day later those of the last half hour or most of an hour', () => {
    const day = (bad: Record<number, number>) =>
      status(
        'latency_p95_ms',
        same(24, 100),
        Array.from({ length: 288 }, (_, i) => bad[i] ?? 100),
      )
    expect(status('latency_p95_ms', same(24, 100), [...same(10, 100), 140, 140, ...same(12, 100)])).toBe('degraded')
    expect(day({ 100: 140, 101: 140 })).toBe('ok')
    expect(day({ 285: 140, 286: 140 })).toBe('degraded')
    const nine = [0, 1, 2, 4, 5, 7, 8, 9, 11].map((i) => [100 + i, 140] as const)
    expect(day(Object.fromEntries(nine))).toBe('degraded')
    expect(day(Object.fromEntries(nine.slice(1)))).toBe('ok')
  })

  it('minds eleven bad points of an hour that is over long since, and a day of which nothing was told', () => {
    const days = (odd: Record<number, number | null>) =>
      status(
        'latency_p95_ms',
        same(24, 100),
        Array.from({ length: 6 * 288 }, (_, i) => odd[i] ?? (i in odd ? null : 100)),
      )
    const from = (first: number, n: number, value: number | null) => Object.fromEntries(Array.from({ length: n }, (_, i) => [first + i, value]))
    expect(days({})).toBe('ok')
    expect([days(from(500, 11, 140)), days(from(500, 10, 140))]).toEqual(['degraded', 'ok'])
    expect(days(from(300, 120, null))).toBe('unknown')
  })

  it('is as sure of each day as a look at that day alone is: calm days before a bad one say nothing of it', () => {
    const bad = [0, 1, 2, 3, 6, 8, 10]
    const onDay = (day: number) => Array.from({ length: 6 * 288 }, (_, i) => (Math.floor(i / 288) === day && bad.includes(i % 12) ? 140 : 100))
    for (const day of [0, 3, 5]) {
      expect(status('latency_p95_ms', same(24, 100), onDay(day))).toBe('unknown')
      expect(status('latency_p95_ms', same(24, 100), onDay(day).slice(day * 288, (day + 1) * 288))).toBe('unknown')
    }
  })

  it('asks for more where noise carries over from point to point, and for as much as ever where it does not', () => {
    const waves = Array.from({ length: 24 }, (_, i) => 100 + 12 * Math.sin((2 * Math.PI * i) / 12))
    const turns = waves.map((_, i) => waves[(i * 7) % 24] ?? 100)
    const after = [...same(10, 100), 145, 145, ...same(12, 100)]
    expect([status('latency_p95_ms', waves, after), status('latency_p95_ms', turns, after)]).toEqual(['ok', 'degraded'])
  })

  it('hears by four points in a row what two or three would not be enough for: more points together vary less', () => {
    const before = Array.from({ length: 48 }, (_, i) => 100 + 5 * (((i * 7) % 9) - 4))
    const after = (n: number) => [...same(6, 100), ...same(n, 134), ...same(6, 100)]
    expect([2, 3, 4, 5].map((n) => status('latency_p95_ms', before, after(n)))).toEqual(['ok', 'ok', 'degraded', 'degraded'])
  })

  it('says that it is too early before there are five points, unless two of them are bad already', () => {
    expect(look('error_rate_pct', CALM, [])).toMatchObject({ status: 'unknown', detail: expect.stringContaining('too early'), is_too_early: true })
    expect(look('error_rate_pct', CALM, [0.1])).toMatchObject({ status: 'unknown', detail: expect.stringContaining('too early'), is_too_early: true })
    expect(look('error_rate_pct', CALM, [0.9])).toMatchObject({ status: 'unknown', detail: expect.stringContaining('too early'), is_too_early: true })
    expect(status('error_rate_pct', CALM, [0.9, 0.9])).toBe('degraded')
  })

  it('allows no new trouble and no missing target for ten minutes, and no alarm that rings anew', () => {
    expect(status('trouble_count', same(24, 0), [1, 1])).toBe('degraded')
    expect(status('trouble_count', same(24, 0), [1, 0, 1, 0, 0])).toBe('unknown')
    expect(status('healthy_count', same(24, 9), [9, 8, 8])).toBe('degraded')
    expect(status('healthy_count', same(24, 9), [9, 10, 9, 9, 9])).toBe('ok')
    expect(status('alarm_count', same(24, 0), [1])).toBe('degraded')
    expect(status('alarm_count', same(24, 1), same(6, 1))).toBe('ok')
    expect(status('alarm_count', same(24, 0), [...same(100, 0), 1, ...same(187, 0)])).toBe('degraded')
  })

  it('holds each point against its own weekday and hour', () => {
    const hours = [
      { before: same(24, 1000), after: same(6, 1000) },
      { before: same(24, 300), after: same(6, 300) },
    ]
    expect(compareSignal({ signal: 'orders', kind: 'throughput', unit: '/h', hours }).status).toBe('ok')
    const [calm, night] = hours
    const fallen = [{ before: calm?.before ?? [], after: same(6, 700) }, ...(night === undefined ? [] : [night])]
    expect(compareSignal({ signal: 'orders', kind: 'throughput', unit: '/h', hours: fallen }).status).toBe('degraded')
  })

  it('says unknown, never ok, when points are missing', () => {
    expect(status('error_rate_pct', same(5, 0.1), same(24, 0.1))).toBe('unknown')
    expect(status('error_rate_pct', [...same(16, 0.1), ...Array(8).fill(null)], same(24, 0.1))).toBe('unknown')
    expect(status('error_rate_pct', CALM, [...same(16, 0.1), ...Array(8).fill(null)])).toBe('unknown')
    expect(status('error_rate_pct', CALM, [...same(20, 0.1), ...Array(4).fill(null)])).toBe('ok')
  })

  it('takes the worst of all signals, and no signal for unknown', () => {
    const signal = (after: Points) => look('trouble_count', same(12, 0), after)
    expect(overallHealth([])).toBe('unknown')
    expect(overallHealth([signal(same(6, 0)), signal([null])])).toBe('unknown')
    expect(overallHealth([signal([null]), signal([2, 2])])).toBe('degraded')
    expect(overallHealth([signal(same(6, 0))])).toBe('ok')
  })
})

describe('compareSignal, whatever was measured', () => {
  const KINDS: readonly SignalKind[] = ['error_rate_pct', 'latency_p95_ms', 'saturation_pct', 'trouble_count', 'alarm_count']
  const value = fc.integer({ min: 0, max: 400 }).map((n) => n / 4)
  const points = (max: number) => fc.array(fc.option(value, { freq: 8 }), { maxLength: max })
  const anyHours = fc.array(fc.record({ before: points(24), after: points(12) }), { maxLength: 4 })
  const on = (kind: SignalKind, hours: readonly { before: Points; after: Points }[]) => compareSignal({ signal: 's', kind, unit: 'u', hours }).status
  const RANK = { ok: 0, unknown: 1, degraded: 2 }

  it('answers, and never ok with fewer than five points or with more than three in ten missing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), anyHours, (kind, hours) => {
        const after = hours.flatMap((h) => h.after)
        const found = on(kind, hours)
        if (found === 'ok') expect(after.length >= 5 && after.filter((x) => x === null).length <= 0.3 * after.length).toBe(true)
      }),
    )
  })

  it('is never better where any point since the run is worse', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), anyHours, fc.array(fc.nat(60), { minLength: 48, maxLength: 48 }), (kind, hours, rises) => {
        let n = 0
        const worse = hours.map((h) => ({ ...h, after: h.after.map((x) => (x === null ? null : x + (rises[n++] ?? 0))) }))
        expect(RANK[on(kind, worse)]).toBeGreaterThanOrEqual(RANK[on(kind, hours)])
      }),
    )
  })

  it('is never ok for want of a point that was there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), anyHours, fc.nat(47), (kind, hours, lost) => {
        let n = 0
        const fewer = hours.map((h) => ({ ...h, after: h.after.map((x) => (n++ === lost ? null : x)) }))
        if (on(kind, hours) === 'unknown') expect(on(kind, fewer)).toBe('unknown')
      }),
    )
  })

  it('says the same of a count that may not fall as of its opposite that may not rise', () => {
    fc.assert(
      fc.property(anyHours, (hours) => {
        const turned = hours.map(({ before, after }) => ({
          before: before.map((x) => (x === null ? null : 100 - x)),
          after: after.map((x) => (x === null ? null : 100 - x)),
        }))
        expect(on('healthy_count', turned)).toBe(on('trouble_count', hours))
      }),
    )
  })
})
