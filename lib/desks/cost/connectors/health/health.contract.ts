import { expect, it } from 'vitest'
import { compareSignal, overallHealth } from '@/lib/verification/compare-signal'
import { healthWindow, instantsOf, readingOf } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import type { HealthPort } from './port'

/** A machine that carries a service, and an action that has just stopped it: with `hurt` the service feels it. */
export type GivenHealth = { port(hurt: boolean): Promise<HealthPort>; action: PlanAction; executed_at: Instant; now: Instant; unmeasured: PlanAction }

/** What every source of health promises. */
export function healthContract(given: () => Promise<GivenHealth>): void {
  const told = async ({ action, executed_at, now, ...g }: GivenHealth, hurt: boolean) => {
    const window = healthWindow(executed_at, now)
    return (await (await g.port(hurt)).signals(action, window.stretches, executed_at)).map((s) => compareSignal(readingOf(s, window)))
  }

  it('gives whole points of five minutes within what it is asked for, each once', async () => {
    const g = await given()
    const { stretches } = healthWindow(g.executed_at, g.now)
    const known = new Set(instantsOf(stretches))
    const series = await (await g.port(false)).signals(g.action, stretches, g.executed_at)
    expect(series.length).toBeGreaterThan(0)
    expect(new Set(series.map((s) => s.signal)).size).toBe(series.length)
    for (const { points } of series) {
      expect(points.every((p) => known.has(p.at))).toBe(true)
      expect(new Set(points.map((p) => p.at)).size).toBe(points.length)
    }
  })

  it('says of a stopped machine how those are that depend on it', async () => {
    const g = await given()
    expect(overallHealth(await told(g, false))).toBe('ok')
    expect(overallHealth(await told(g, true))).toBe('degraded')
  })

  it('never says of what nothing measures that it is well', async () => {
    const g = await given()
    const { stretches } = healthWindow(g.executed_at, g.now)
    expect((await (await g.port(false)).signals(g.unmeasured, stretches, g.executed_at)).flatMap((s) => s.points)).toEqual([])
  })

  it('has no point where nothing is looked at', async () => {
    const g = await given()
    expect((await (await g.port(false)).signals(g.action, [], g.executed_at)).flatMap((s) => s.points)).toEqual([])
  })
}
