import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { getEvidence } from '@/lib/evidence/store'
import { getTenant } from '@/lib/identity/tenant-store'
import { configure, readConfig } from '@/lib/kernel/config'
import { addHours } from '@/lib/kernel/time'
import { policyEngine } from '@/lib/policy/bundle-store'
import { stricter } from '@/lib/policy/stricter'
import type { Case } from '@/schemas/case'
import { PolicyFacts } from '@/schemas/policy'
import { runCommand } from '../bus'
import { seedCase, seedTenant } from '../fixtures/seed-story'
import { inventory, mara, NOW, TENANT } from '../fixtures/story'
import { askPolicy } from './ask-policy'
import { lastLook } from './last-look'
import { policyFacts } from './policy-facts'
import { readSurroundings } from './surroundings-store'

testDatabase()
const { tenant_id } = TENANT
let server: Server
let says: object | null = null
let bearer: string | undefined
let cases = 0

beforeAll(async () => {
  await seedTenant()
  server = createServer((request, response) => {
    bearer = request.headers.authorization
    request.resume().on('end', () => (says === null ? request.socket.destroy() : response.end(JSON.stringify({ result: says }))))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  process.env['COUNTERSIGN_TEST_OPA'] = 'token-of-the-site'
})
beforeEach(() => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/data/countersign/execute`
  configure({ opa: readConfig({ COUNTERSIGN_OPA_URL: url, COUNTERSIGN_OPA_TOKEN: 'env:COUNTERSIGN_TEST_OPA' }, '/').opa })
})
afterAll(() => {
  configure({ opa: null })
  server.closeAllConnections()
  server.close()
})

/** A case whose plan is sent: ours asks for one other person. */
async function submitted(answer: object | null): Promise<Case> {
  const case_id = `case_opa${++cases}`
  const arn = `arn:aws:ec2:eu-west-1:210000000006:instance/i-${case_id}`
  const evidence = inventory({ team: 'checkout', env: 'dev' }, '2026-11-09T10:00:00.000Z', [arn])
  const targets = [{ arn, label: case_id, change: 'schedule' }]
  const c = await seedCase({ policy_digest: (await policyEngine(tenant_id)).digest, case_id, evidence, action: { targets } })
  says = answer
  const request = { command: 'plan.submit', subject: case_id, expected_version: c.revision, plan_hash: c.plan?.plan_hash ?? '', intent_digest: null, params: {}, reason: '', acknowledged: null, surface: 'web', idempotency_key: `opa-${case_id}` } as const // biome-ignore format: one thought
  await runCommand(mara, request, { policy: policyEngine, now: async () => NOW })
  return await getCase(tenant_id, case_id)
}
const event = async (c: Case, noun: string) => JSON.parse((await listAudit(tenant_id, { subject: c.case_id, noun, limit: 1 }))[0]?.body ?? '{}')
async function factsAt(c: Case, now: string): Promise<PolicyFacts> {
  if (c.plan === null) throw new Error('the case has a plan')
  return policyFacts(c, c.plan, await getTenant(tenant_id), now, await readSurroundings(c, c.plan, now))
}
const permit = (level: string, decision = 'require_approval') => ({
  decision,
  level,
  reasons: [{ policy_id: 'site-1', text: 'the site asks for this', control: 'site' }],
})

describe('a site that runs its own engine', () => {
  it('may ask for more people, and is asked with its token', async () => {
    const c = await submitted(permit('L2'))
    expect(bearer).toBe('Bearer token-of-the-site')
    expect(c.policy).toMatchObject({ level: 'L2', decision: 'require_approval', outside: { level: 'L2' } })
    expect(c.approval?.slots).toHaveLength(2)
    expect(c.policy?.reasons.map((r) => r.policy_id)).toContain('site-1')
    const asked = (await getEvidence(tenant_id, c.evidence_ids)).findLast((e) => e.kind === 'policy.facts')
    const { kind: _kind, ...facts } = (asked?.body ?? {}) as Record<string, unknown>
    const again = stricter((await policyEngine(tenant_id)).decide(PolicyFacts.parse(facts)), c.policy?.outside)
    expect(again, 'what was stored gives the same decision without asking').toEqual(c.policy)
  })

  it('never gets less than ours asks for', async () => {
    for (const looser of [permit('L0', 'allow'), permit('delayed', 'allow'), permit('L1')]) {
      const c = await submitted(looser)
      expect([c.policy?.level, c.approval?.slots.length, c.approval?.state]).toEqual(['L1', 1, 'pending'])
    }
  })

  it('denies, and where it does not answer it denies too, with the reason in the trail', async () => {
    const denied = await submitted({ decision: 'deny', reasons: [{ policy_id: 'site-2', text: 'not in this quarter', control: 'site' }] })
    expect([denied.status, denied.approval, denied.policy?.reasons.map((r) => r.policy_id)]).toEqual(['policy_denied', null, ['site-2']])
    const down = await submitted(null)
    expect([down.status, down.approval]).toEqual(['policy_denied', null])
    expect(await event(down, 'plan')).toMatchObject({ decision: 'deny', errors: ['the policy server could not be asked'], outside: { decision: 'deny' } })
    // What was denied while the engine was away is sent again once it is back.
    expect((await submitted(permit('L1'))).status).toBe('awaiting_approval')
  })

  it('is heard right before a plan runs also when the evidence is more than a day old by then, which ours leaves out', async () => {
    const c = await submitted(permit('L1'))
    const later = addHours(NOW, 30)
    expect((await policyEngine(tenant_id)).decide(await factsAt(c, later))).toMatchObject({ decision: 'deny', reasons: [{ policy_id: 'deny-stale-evidence' }] })
    expect(await lastLook(c, later)).toEqual({ may_run: true })
    says = { decision: 'deny', reasons: [{ policy_id: 'site-2', text: 'the site has closed its books', control: 'site' }] }
    expect(await lastLook(c, later)).toMatchObject({ may_run: false, because: 'the site has closed its books' })
    says = permit('L2')
    expect(await lastLook(c, later)).toMatchObject({ may_run: false, because: expect.stringContaining('more agreement') })
    says = null
    expect(await lastLook(c, later)).toMatchObject({ may_run: false, because: expect.stringContaining('could not be evaluated') })
  })

  it('is asked once more right before the run', async () => {
    const c = await submitted(permit('L1'))
    expect(await lastLook(c, NOW)).toEqual({ may_run: true })
    says = permit('L2')
    expect(await lastLook(c, NOW)).toMatchObject({ may_run: false, because: expect.stringContaining('more agreement') })
    says = null
    expect(await lastLook(c, NOW)).toMatchObject({ may_run: false, because: expect.stringContaining('could not be evaluated') })
  })

  it('is not asked about what ours denies, and is nobody where none is set', async () => {
    const engine = await policyEngine(tenant_id)
    bearer = undefined
    const facts = {} as never // unreadable on purpose: ours denies it
    expect((await askPolicy(engine, facts)).outside).toBeUndefined()
    expect(bearer).toBeUndefined()
    configure({ opa: null })
    expect((await submitted(null)).approval?.slots).toHaveLength(1)
  })
})
