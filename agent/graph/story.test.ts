import { beforeAll, describe, expect, it } from 'vitest'
import { costSteps } from '@/agent/desks/cost/steps'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { graphOf } from '@/agent/index'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase, verifyAudit } from '@/lib/audit/store'
import { getCase, listCases } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { tenantNow } from '@/lib/identity/tenant-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName, CommandRequest } from '@/schemas/command'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { deliver, personOf, seedDemonstration, TENANT_ID } from './fixtures/demonstration'

testDatabase()

const STORY = 'lumen-dev'
let story = ''
const read = (): Promise<Case> => getCase(TENANT_ID, story)
const drive = (case_id = story): Promise<void> => driveCase(graphOf('cost'), TENANT_ID, case_id)
const trace = async (): Promise<string[]> => (await auditOfCase(TENANT_ID, story)).map((e) => `${e.kind}${stepOf(e.body)}`)
const stepOf = (body: string): string => {
  const { step, status } = JSON.parse(body) as { step?: string; status?: string }
  return step === undefined ? '' : ` ${step} ${status}`
}
/** Which parts of the stored decision could be recomputed, and that each of them came out the same. */
async function replayed(): Promise<string> {
  const { parts } = await replayCase(TENANT_ID, story)
  return parts.map((p) => `${p.part}: ${p.outcome}${p.outcome === 'differs' ? ` (${p.detail})` : ''}`).join(', ')
}
const command = async (actor: Actor, name: CommandName, subject: string, over: Partial<CommandRequest> = {}) =>
  giveCommand(actor, name, await read(), { subject, reason: '', ...over })

const TO_PLAN = 'evidence: identical, detection: identical, attribution: identical, triage: identical, plan and risk: identical, route: identical'

describe('the loop, from a bill to a verified saving', () => {
  beforeAll(async () => {
    await seedDemonstration()
    await deliver()
    await watchTenant(TENANT_ID)
    story = (await listCases(TENANT_ID)).find((c) => c.headline.includes(STORY))?.case_id ?? ''
  })

  it('opens one case for the nine machines, which replays before anything else is known', async () => {
    expect(await read()).toMatchObject({ status: 'detected', at_stake_per_day: '184.896', plan: null })
    expect(await replayed()).toBe(
      'evidence: identical, detection: identical, attribution: not reached, triage: not reached, plan and risk: not reached, route: not reached',
    )
  })

  it('brings every case to people without being asked twice', async () => {
    for (const { case_id } of await listCases(TENANT_ID)) await drive(case_id)
    const statuses = (await listCases(TENANT_ID)).map((c) => `${c.cost?.triage?.category}: ${c.status}`)
    expect(statuses).toEqual([
      'commitment_coverage_drift: no_action',
      'data_transfer: no_action',
      'new_resource: plan_ready',
      'deploy_related: no_action',
      'credits_refunds_fees: no_action',
      'marketplace: no_action',
      'new_resource: plan_ready',
    ])
    expect((await listCases(TENANT_ID)).map((c) => c.headline)).toEqual([
      'EC2 in storefront-prod, eu-west-1 runs $507.71 / day above what is expected since 14 Nov',
      'EC2 NAT gateway traffic in data-platform, eu-west-1 runs $317.84 / day above what is expected since 12 Nov',
      'EC2 in lumen-dev, eu-west-1 runs $184.90 / day above what is expected since 9 Nov',
      'CloudWatch log ingestion in payments-prod, eu-west-1 runs $160.38 / day above what is expected since 16 Nov',
      'Credits in northlight-root are down by $140.00 / day since 10 Nov',
      'Marketplace charges for Vantor Observability in shared-services are up by $94.82 / day since 5 Nov',
      'EC2 volume storage in data-platform, eu-west-1 runs $75.09 / day above what is expected since 11 Nov',
    ])
    const c = await read()
    expect(c.plan?.actions.map((a) => `${a.template} on ${a.targets.length}, ${a.reversibility}, ${a.dry_run.outcome}`)).toEqual([
      'schedule_nonprod on 9, R1, would_succeed',
    ])
    expect(c.policy).toMatchObject({ decision: 'require_approval', level: 'L1' })
    expect(await replayed()).toBe(TO_PLAN)
  })

  it('waits for one person who is not the proposer', async () => {
    await command(personOf('mara'), 'plan.submit', story)
    await drive()
    const { status, approval } = await read()
    expect({ status, state: approval?.state }).toEqual({ status: 'awaiting_approval', state: 'pending' })
    expect(await replayed()).toBe(TO_PLAN)
    await expect(command(personOf('mara'), 'approval.approve', approval?.approval_id ?? '', { reason: 'my own plan is fine' })).rejects.toThrow(/./)
    await command(personOf('tomas'), 'approval.approve', approval?.approval_id ?? '', { reason: 'nobody uses them at night' })
    expect((await read()).status).toBe('approved')
    expect(await replayed()).toBe(TO_PLAN)
  })

  it('carries the plan out once, with snapshots around it', async () => {
    await drive()
    expect((await read()).status).toBe('executing')
    expect(await replayed()).toBe(TO_PLAN)
    await executeCase(costSteps, TENANT_ID, story, 'forward')
    await drive()
    const { status, run } = await read()
    expect({ status, state: run?.state, snapshots: run?.snapshots.length }).toEqual({ status: 'executed', state: 'succeeded', snapshots: 1 })
    expect(run?.diff.every((d) => d.is_expected)).toBe(true)
    expect(await replayed()).toBe(TO_PLAN)
  })

  it('does not measure before the bill holds the days that a check is about', async () => {
    await command(personOf('mara'), 'clock.advance', TENANT_ID, { params: { days: 11 } })
    expect((await tenantNow(TENANT_ID)).slice(0, 10)).toBe('2026-11-30')
    const before = await read()
    await drive()
    expect(await read()).toEqual(before)
  })

  it('verifies the saving over seven settled days, with its interval', async () => {
    await deliver()
    await drive()
    const { status, checks } = await read()
    expect(checks.map((c) => `${c.check} ${c.outcome} ${c.reason}, health ${c.health.status}, effect ${c.effect.status}`)).toEqual([
      'n=7 close verified, health ok, effect in_place',
    ])
    expect(status).toBe('verified')
    const savings = checks[0]?.savings
    expect(savings).toMatchObject({ days: 7, currency: 'USD' })
    const [low, point, high] = [savings?.low, savings?.point, savings?.high].map(Number)
    expect(Math.abs((point ?? 0) - 118.86)).toBeLessThan(1)
    expect(low).toBeLessThanOrEqual(118.86)
    expect(high).toBeGreaterThanOrEqual(118.86)
    expect(low).toBeGreaterThan(0)
    // Nothing but the nine machines is in the figure, and nothing else had to be told apart.
    expect(savings?.measured_on).toMatchObject({ rung: 'resources', refused: [], joint_with: [], commitment_ids: [], control: null })
    expect(savings?.measured_on?.resource_ids).toHaveLength(9)
    expect(await replayed()).toBe(TO_PLAN)
  })

  it('leaves exactly this trail, and the chain holds', async () => {
    expect(await trace()).toMatchInlineSnapshot(`
      [
        "case.opened",
        "evidence.collected",
        "case.triaged",
        "plan.made",
        "policy.decided",
        "plan.submitted",
        "approval.granted",
        "execution.started",
        "execution.stepped recheck done",
        "execution.stepped snapshot done",
        "execution.stepped dry_run done",
        "execution.stepped apply running",
        "execution.stepped apply done",
        "execution.stepped post_snapshot done",
        "execution.finished",
        "verification.checked",
      ]
    `)
    const check = await verifyAudit(TENANT_ID)
    expect({ is_intact: check.is_intact, fault: check.fault }).toEqual({ is_intact: true, fault: null })
  })

  it('tells on every status of the timeline with an event', async () => {
    const { timeline, revision } = await read()
    expect(timeline.map((t) => t.status)).toEqual(['detected', 'triaged', 'plan_ready', 'awaiting_approval', 'approved', 'executing', 'executed', 'verified'])
    await drive()
    await watchTenant(TENANT_ID)
    await drive()
    expect((await read()).revision).toBe(revision)
  })
})
