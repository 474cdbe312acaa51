import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { seedCase, seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, NOW, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { Fault } from '@/lib/kernel/errors'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Actor } from '@/schemas/actor'
import type { CommandRequest } from '@/schemas/command'
import { UiIntent } from '@/schemas/intent'
import { withCurrentCard } from './with-current-card'

testDatabase()
let request: CommandRequest
let count = 0

beforeAll(async () => {
  await seedTenant()
  const c = await seedCase({ policy_digest: (await policyEngine(TENANT.tenant_id)).digest })
  const base = { intent_digest: null, params: {}, reason: 'Idle for ten days', acknowledged: null, surface: 'web' } as const
  const submit: CommandRequest = { ...base, command: 'plan.submit', subject: c.case_id, expected_version: c.revision, plan_hash: c.plan?.plan_hash ?? '', idempotency_key: 'card-submit' } // biome-ignore format: one thought
  await runCommand(mara, submit, { policy: policyEngine, now: async () => NOW })
  const { approval } = await getCase(TENANT.tenant_id, c.case_id)
  request = { ...base, command: 'approval.approve', subject: approval?.approval_id ?? '', expected_version: null, plan_hash: approval?.plan_hash ?? '', idempotency_key: 'card' } // biome-ignore format: one thought
})

async function refused(actor: Actor, over: Partial<CommandRequest> = {}): Promise<Fault> {
  const asked = { ...request, ...over, idempotency_key: `card-${++count}` }
  const error = await runCommand(actor, asked, { policy: policyEngine, now: async () => NOW }).catch((e: unknown) => withCurrentCard(e, actor, asked))
  if (error instanceof Fault) return error
  throw new Error('nothing was refused')
}

it('a refusal carries the current card of what it was about, as the person may see it', async () => {
  const stale = await refused(tomas, { plan_hash: 'b'.repeat(64) })
  expect(stale).toMatchObject({ code: 'digest_mismatch', detail: { code: 'DIGEST_MISMATCH' } })
  const card = UiIntent.parse(stale.detail['card'])
  expect(card.subject).toMatchObject({ type: 'approval', id: request.subject })
  expect(card.actions.find((a) => a.command === 'approval.approve')).toMatchObject({ plan_hash: request.plan_hash, disabled: null })
  const own = await refused({ ...mara, roles: ['analyst', 'approver'] })
  expect(own.detail['code']).toBe('SELF_APPROVAL')
  expect(UiIntent.parse(own.detail['card']).actions.find((a) => a.command === 'approval.approve')?.disabled?.rule).toBe('self_approval')
})

it('after somebody else has decided, the card says so, and who', async () => {
  await runCommand(tomas, request, { policy: policyEngine, now: async () => NOW })
  const late = await refused({ ...tomas, id: 'usr_late', name: 'Late' })
  expect(late.detail).toMatchObject({ code: 'ALREADY_DECIDED', by: tomas.id, surface: tomas.surface })
  const card = UiIntent.parse(late.detail['card'])
  expect(card.plain).toContain(tomas.name)
  expect(card.actions).toEqual([])
})

it('what is about nothing, or about somebody else’s case, carries none', async () => {
  const elsewhere: Actor = { ...tomas, tenant_id: 'tn_elsewhere' }
  const fault = new Fault('conflict', 'no', {})
  for (const subject of [request.subject, 'case_unknown', 'tn_northlight']) expect(await withCurrentCard(fault, elsewhere, { subject })).toBe(fault)
  const typing = new Fault('validation_failed', 'no', {})
  expect(await withCurrentCard(typing, tomas, request)).toBe(typing)
})
