import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { runCommand } from '@/lib/commands/bus'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, noor, pavel, TENANT, tomas } from '@/lib/commands/fixtures/story'
import type { Actor } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'
import { PolicyView } from '@/schemas/policy-view'
import { policyView } from './policy'

testDatabase()
beforeAll(seedTenant)

let count = 0
const give = (actor: Actor, command: CommandName, params: Record<string, unknown>) =>
  runCommand(actor, {
    command,
    subject: TENANT.tenant_id,
    expected_version: null,
    plan_hash: null,
    intent_digest: null,
    params,
    reason: 'Because the shop is released today',
    acknowledged: null,
    surface: 'web',
    idempotency_key: `policy-view-${++count}`,
  })
const view = async (actor: Actor) => PolicyView.parse(await policyView(actor))

describe('the policy page', () => {
  it('reads every policy that decides in its own words, and shows the shipped ones as active at first', async () => {
    const { policies, bundles, active_digest, kill_switch, freezes } = await view(mara)
    expect(policies.length).toBeGreaterThan(30)
    expect(policies.every((p) => p.reason !== '' && p.control !== '' && p.owner !== '' && !p.is_own)).toBe(true)
    expect(policies.filter((p) => /[{}]/.test(p.reason + p.fix))).toEqual([])
    expect(policies.map((p) => p.reason)).toContain('Confidence in the cause is below 60 %')
    expect(bundles.map((b) => [b.state, b.bundle_digest === active_digest, b.activate_denied])).toEqual([['active', true, 'They decide now']])
    expect([kill_switch.because, freezes]).toEqual([null, []])
  })

  it('says why somebody may not use a control, and nothing to whoever may', async () => {
    const [looks, leads] = [await view(pavel), await view(noor)]
    expect([looks.propose_denied, looks.freeze_denied, looks.kill_switch.on_denied]).toEqual(Array(3).fill(expect.stringContaining('This needs the role ')))
    expect([leads.propose_denied, leads.freeze_denied, leads.lift_denied, leads.kill_switch.on_denied, leads.kill_switch.off_denied]).toEqual(
      Array(5).fill(null),
    )
    expect((await view(tomas)).kill_switch.off_denied).toBe('Only an administrator turns the kill switch off')
  })

  it('shows what stops execution and who said so', async () => {
    const { now } = await view(noor)
    await give(tomas, 'kill_switch.set', { is_on: true })
    await give(tomas, 'freeze.set', { environment: null, from: now, to: `${now.slice(0, 4)}-12-31T00:00:00.000Z` })
    const stopped = await view(noor)
    expect(stopped.kill_switch.because).toBe('Tomas Okafor: Because the shop is released today')
    expect(stopped.freezes).toMatchObject([{ environment: null, is_on: true, because: 'Tomas Okafor: Because the shop is released today' }])
  })

  it('shows a proposal with its text and its effect, and keeps its author from activating it', async () => {
    const text =
      '@id("tenant-no-prod") @reason("By hand") @fix("Not in production") @control("c") @owner("platform") forbid (principal, action, resource) when { resource.environment == Environment::"prod" };'
    await give(tomas, 'policy.propose', { files: [{ name: 'own.cedar', text }] })
    const own = (await view(tomas)).bundles[0]
    expect(own).toMatchObject({ state: 'proposed', activate_denied: 'You proposed these policies; another person activates them', files: [{ text }] })
    expect(own?.diff.at(-1)).toBe('None comes out differently')
    expect((await view(noor)).bundles[0]?.activate_denied).toBeNull()
  })

  it('lists one that names no action with what forbids a plan and with what calls for a person', async () => {
    const { active_digest } = await view(noor)
    const { bundle_digest } = (await view(noor)).bundles.find((b) => b.files.some((f) => f.name === 'own.cedar')) ?? {}
    await give(noor, 'policy.activate', { bundle_digest, replaces: active_digest })
    const own = (await view(mara)).policies.filter((p) => p.is_own)
    expect(own.map((p) => [p.name, p.does])).toEqual([
      ['No prod', 'forbids'],
      ['No prod', 'calls_a_person'],
    ])
  })

  it('tells a policy that has a person called instead of a rollback apart from those about carrying a plan out', async () => {
    const text =
      '@id("tenant-by-a-person") @reason("In production a person takes it back") @fix("Not in production") @control("c") @owner("platform") forbid (principal, action == Action::"rollback_alone", resource) when { resource.environment == Environment::"prod" };'
    const { active_digest } = await view(noor)
    await give(tomas, 'policy.propose', { files: [{ name: 'rollback.cedar', text }] })
    const { bundle_digest } = (await view(noor)).bundles.find((b) => b.files.some((f) => f.name === 'rollback.cedar')) ?? {}
    await give(noor, 'policy.activate', { bundle_digest, replaces: active_digest })
    const { policies } = await view(mara)
    expect(policies.filter((p) => p.does === 'calls_a_person')).toMatchObject([
      { name: 'By a person', reason: 'In production a person takes it back', is_own: true },
    ])
  })
})
