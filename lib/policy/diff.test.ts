import { beforeAll, expect, it } from 'vitest'
import { loadPolicyBundle, shippedEngine } from './bundle-store'
import { diffDecisions, type StoredInput } from './diff'
import type { PolicyEngine } from './engine'
import { randomFacts, seeded } from './random-facts'
import { tenantEngine } from './tenant-bundle'

const WINDOW = { since: '2026-08-21T00:00:00.000Z', until: '2026-11-19T00:00:00.000Z' }
const NO_PRODUCTION = `
@id("tenant-no-production")
@reason("Production is left alone")
@fix("The plan leaves production alone")
@control("change-window")
@owner("platform")
forbid (principal, action == Action::"execute", resource)
when { resource.environment == Environment::"prod" };`

let [shipped, tightened]: [PolicyEngine?, PolicyEngine?] = []
beforeAll(async () => {
  shipped = await shippedEngine()
  tightened = tenantEngine(await loadPolicyBundle(), [{ name: 'production.cedar', text: NO_PRODUCTION }])
})
const inputs = (count: number): StoredInput[] => {
  const next = seeded(7)
  return Array.from({ length: count }, (_, i) => ({ query: `policy_facts(${i})`, at: WINDOW.since, facts: randomFacts(next) }))
}
const engines = (): [PolicyEngine, PolicyEngine] => {
  if (shipped === undefined || tightened === undefined) throw new Error('no policies')
  return [shipped, tightened]
}

it('lists what a tightened bundle decides differently, and every such plan as denied', async () => {
  const [before, after] = engines()
  const given = [...inputs(60), { query: 'policy_facts(old)', at: WINDOW.since, facts: { risk: 'as an older version wrote it' } }]
  const diff = await diffDecisions(before, after, given, WINDOW, async () => undefined)
  expect(diff).toMatchObject({ before: before.digest, after: after.digest, inputs: 61, unreadable: 1 })
  expect(diff.plans.length).toBeGreaterThan(0)
  expect(new Set(diff.plans.map((p) => p.to))).toEqual(new Set(['deny']))
  expect(diff.flips.reduce((sum, flip) => sum + flip.plans, 0)).toBe(diff.plans.length)
})

it('rests after every few decisions, so that a long comparison holds nobody up', async () => {
  const [before, after] = engines()
  let rests = 0
  await diffDecisions(before, after, inputs(101), WINDOW, async () => {
    rests += 1
  })
  expect(rests).toBe(4)
})
