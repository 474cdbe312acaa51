import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { addHours } from '@/lib/kernel/time'
import { policyEngine } from '@/lib/policy/bundle-store'
import { listBundles } from '@/lib/policy/change-store'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { CommandName, CommandRequest } from '@/schemas/command'
import { giveAt } from '../fixtures/give-command'
import { refusal } from '../fixtures/refusal'
import { seedTenant } from '../fixtures/seed-story'
import { sentPlans } from '../fixtures/sent-plans'
import { NOW, noor, system, TENANT, tomas } from '../fixtures/story'

testDatabase()

const { tenant_id } = TENANT
let now = NOW
const give = giveAt(() => now)
const { submitted } = sentPlans(give)
const on = (actor: Actor, command: CommandName, a: Approval, over: Partial<CommandRequest> = {}) =>
  give(actor, command, a.approval_id, { plan_hash: a.plan_hash, ...over })
const lend = (from: Actor, a: Approval, to: Actor) => on(from, 'approval.delegate', a, { params: { to: to.id } })

const giveRoles = (person: Actor, roles: readonly string[]) =>
  change(tenant_id, async (tx) => {
    await tx.query('update person set roles = $3 where tenant_id = $1 and person_id = $2', [tenant_id, person.id, roles])
    return { result: undefined, events: [{ kind: 'person.changed', subject: person.id, actor: system, body: { roles } }] }
  })

const files = [
  {
    name: 'ours.cedar',
    text: `@id("tenant-small") @reason("No plan for more than 5 resources here") @fix("At most five resources") @control("blast-radius") @owner("platform")
      forbid (principal, action, resource) when { resource.cents_per_month > 100000 };`,
  },
]

beforeAll(seedTenant)

describe('a say that was lent', () => {
  it('is worth nothing once its lender has lost the role, and all of it again when they have it back', async () => {
    const { approval } = await submitted()
    await lend(tomas, approval, noor)
    await giveRoles(tomas, ['viewer'])
    expect(await refusal(on(noor, 'approval.approve', approval))).toMatchObject({ code: 'forbidden', detail: { code: 'ROLE' } })
    await giveRoles(tomas, tomas.roles)
    await on(noor, 'approval.approve', approval)
    expect((await getCase(tenant_id, approval.case_id)).approval).toMatchObject({
      state: 'approved',
      signatures: [{ by: noor.id, on_behalf_of: { by: tomas.id } }],
      delegations: [{ from: tomas.id, roles: tomas.roles }],
    })
  })

  it('cannot be lent by somebody who may not sign for a day, because the policies are their own change', async () => {
    await give(tomas, 'policy.propose', tenant_id, { params: { files }, reason: 'Large savings need a second look' })
    const [bundle] = await listBundles(tenant_id)
    const replaces = (await policyEngine(tenant_id)).digest
    await give(noor, 'policy.activate', tenant_id, { params: { bundle_digest: bundle?.bundle_digest, replaces }, reason: 'Read and agreed with' })
    const { approval } = await submitted({ expected: '900' })
    expect(await refusal(lend(tomas, approval, noor))).toMatchObject({ code: 'forbidden', detail: { code: 'POLICY_AUTHOR' } })
    expect(await refusal(on(noor, 'approval.approve', approval))).toMatchObject({ code: 'forbidden', detail: { code: 'ROLE' } })
    now = addHours(NOW, 25)
    expect((await lend(tomas, approval, noor)).outcome).toBe('accepted')
  })
})
