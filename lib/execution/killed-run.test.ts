import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { everyTenant } from '@/lib/db/every-tenant'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { claimStore } from '@/lib/execution/claims/claim-store'
import type { Claims } from '@/lib/execution/claims/claims'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { Fault } from '@/lib/kernel/errors'
import { executePlan } from './execute-plan'
import { aPlan, schedules } from './fixtures/a-plan'
import { Killed, killer } from './fixtures/killer'

testDatabase()

describe('a process that is killed at any boundary', () => {
  let boundaries = 0
  beforeAll(async () => {
    const w = await aPlan()
    const k = killer(Number.POSITIVE_INFINITY, 'before')
    const x = w.execution()
    await executePlan({ ...x, port: k.all(x.port), claims: k.all<Claims>(x.claims), onStep: k.wrap(x.onStep) })
    boundaries = k.seen()
  })

  it('makes every effect at most once, and ends known or uncertain, never repeated', async () => {
    expect(boundaries).toBeGreaterThan(20)
    const ends: Record<string, number> = {}
    for (let die_at = 1; die_at <= boundaries; die_at++) {
      for (const when of ['before', 'after'] as const) {
        const w = await aPlan()
        const k = killer(die_at, when)
        const x = w.execution()
        await expect(executePlan({ ...x, port: k.all(x.port), claims: k.all<Claims>(x.claims), onStep: k.wrap(x.onStep) })).rejects.toThrow(Killed)
        const before = await w.events()
        const run = await executePlan(w.execution())
        const after = await w.events()

        expect(['succeeded', 'uncertain']).toContain(run.state)
        const touched = after.map((e) => e.arn)
        expect(new Set(touched).size).toBe(touched.length)
        const claims = await everyTenant<{ n: string }>('select count(*) as n from execution_claim where tenant_id = $1', [w.tenant_id])
        expect(Number(claims[0]?.n)).toBe(1)
        if (run.state === 'succeeded') expect(after).toHaveLength(2)
        // Once a call may have been made, the second start makes none.
        else expect(after).toEqual(before)
        ends[run.state] = (ends[run.state] ?? 0) + 1
      }
    }
    expect(ends['succeeded']).toBeGreaterThan(ends['uncertain'] ?? 0)
  }, 120_000)

  it('can be rolled back from wherever it ended, also when the rollback is killed', async () => {
    for (let die_at = 1; die_at <= 24; die_at += 2) {
      const w = await aPlan()
      const run = await executePlan(w.execution())
      const k = killer(die_at, 'after')
      const x = {
        plan: w.plan,
        run,
        templates: COST_ACTIONS,
        port: w.port,
        claims: claimStore(w.tenant_id),
        now: async () => w.clock.now,
        onStep: w.execution().onStep,
      }
      const killed = await rollbackRun({ ...x, port: k.all(w.port), claims: k.all<Claims>(x.claims), onStep: k.wrap(x.onStep) }).catch((error: unknown) => {
        if (error instanceof Killed) return null
        throw error
      })
      const last = killed ?? (await rollbackRun({ ...x, run: w.saved.run ?? run }))
      const undone = last.state === 'rollback_failed' ? await rollbackRun({ ...x, run: last }) : last
      expect(undone.state).toBe('rolled_back')
      expect(await schedules(w.port)).toEqual([null, null])
    }
  }, 60_000)

  it('can be started again while the account cannot be read', async () => {
    const w = await aPlan()
    const down = async (): Promise<never> => {
      throw new Fault('provider_down', 'AWS did not answer')
    }
    await expect(executePlan(w.execution({ port: { ...w.port, instances: down } }))).rejects.toMatchObject({ code: 'provider_down' })
    expect((await executePlan(w.execution())).state).toBe('succeeded')
  })
})
