import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { templateHistory } from '@/lib/cases/history-store'
import { moveCase } from '@/lib/cases/move'
import { startOver } from '@/lib/cases/start-over'
import { lockCase, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { makeEvidence } from '@/lib/evidence/make'
import { claimStore } from '@/lib/execution/claims/claim-store'
import { newRun } from '@/lib/execution/run-log'
import { addHours } from '@/lib/kernel/time'
import type { Case, CaseStatus } from '@/schemas/case'
import { seedCase, seedTenant } from '../fixtures/seed-story'
import { action, inventory, NOW, storyCase, storyPlan, system, TENANT } from '../fixtures/story'
import { readSurroundings } from './surroundings-store'

testDatabase()

const { tenant_id } = TENANT
const options = { policy_digest: 'a'.repeat(64) }
const read = (now = NOW) => readSurroundings(storyCase(options), storyPlan(options), now)
const put = (case_id: string, to: (c: Case) => Case) =>
  change(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    await saveCase(tx, to(c), c.revision)
    return { result: undefined, events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }] }
  })
const move = (case_id: string, status: CaseStatus) => put(case_id, (c) => moveCase(c, status, NOW, 'test'))
const { action_id, account_id, template, environment, targets } = action
const covers = { account_id, template, environment, targets: targets.length, target_arns: targets.map((t) => t.arn) }
const applied = { case_id: 'case_other', action_id, step: 'apply', claimed_at: NOW, covers }

beforeAll(async () => {
  await seedTenant()
  await seedCase(options)
  await seedCase({ ...options, case_id: 'case_other' })
})

describe('what policy knows beside the plan', () => {
  it('is the evidence of the plan', async () => expect((await read()).evidence).toEqual([inventory()]))

  it('is refused when a piece of evidence is missing', async () => {
    const plan = { ...storyPlan(options), evidence_ids: ['ev_missing'] }
    await expect(readSurroundings(storyCase(options), plan, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('holds what was made with the plan and is stored with it', async () => {
    const made = makeEvidence({
      source: { connector: 'countersign', query: 'plan_settings()', data_version: null, retrieved_at: NOW },
      body: { kind: 'plan.settings', allowed_accounts: null, auto_templates: [], denied_templates: [] },
    })
    const plan = { ...storyPlan(options), evidence_ids: [made.evidence_id] }
    await expect(readSurroundings(storyCase(options), plan, NOW)).rejects.toMatchObject({ code: 'not_found' })
    expect((await readSurroundings(storyCase(options), plan, NOW, [made])).evidence).toContainEqual(made)
  })

  it('counts the other plan while it is on its way to the same targets, and not before or after', async () => {
    expect((await read()).has_other_open_plan).toBe(false)
    for (const [status, is_other] of [
      ['awaiting_approval', true],
      ['executing', true],
      ['executed', false],
    ] as const) {
      await move('case_other', status)
      expect((await read()).has_other_open_plan, status).toBe(is_other)
    }
  })

  it('counts the targets that were changed today in the same environment', async () => {
    await claimStore(tenant_id).take({ ...applied, idempotency_key: 'apply-1' })
    await claimStore(tenant_id).take({ ...applied, idempotency_key: 'dry-1', step: 'dry_run' })
    await claimStore(tenant_id).take({ ...applied, idempotency_key: 'old-1', claimed_at: addHours(NOW, -24) })
    expect((await read()).mutations_today).toBe(9)
    expect((await read(addHours(NOW, 24))).mutations_today).toBe(0)
    const prod = storyPlan({ ...options, action: { environment: 'prod' } })
    expect((await readSurroundings(storyCase(options), prod, NOW)).mutations_today).toBe(0)
  })

  it('lets a resource cool down for a week after another case really changed it', async () => {
    expect((await read()).is_cooling_down).toBe(false)
    const done = { ...applied, idempotency_key: 'apply-2', claimed_at: addHours(NOW, -167) }
    await claimStore(tenant_id).take(done)
    expect((await read()).is_cooling_down).toBe(false)
    await claimStore(tenant_id).settle(done.idempotency_key, {
      idempotency_key: done.idempotency_key,
      mode: 'live',
      outcome: 'success',
      changed: [],
      calls: [],
      detail: '',
      finished_at: addHours(NOW, -167),
    })
    expect((await read()).is_cooling_down).toBe(true)
    expect((await read(addHours(NOW, 2))).is_cooling_down).toBe(false)
    const own = storyCase({ ...options, case_id: 'case_other' })
    expect((await readSurroundings(own, storyPlan(options), NOW)).is_cooling_down).toBe(false)
  })

  it('knows what a case changed today and this week also when the case was reopened since, or its plan made anew', async () => {
    const known = async () => {
      const { mutations_today, changed_today, is_cooling_down } = await read()
      return { mutations_today, changed_today, is_cooling_down }
    }
    const before = await known()
    expect(before).toEqual({ mutations_today: 9, changed_today: [{ account_id, template, targets: 9 }], is_cooling_down: true })
    const anew = { action_id: 'act_else', targets: [{ arn: 'arn:else', label: 'else', change: '' }] }
    await put('case_other', (c) => ({ ...c, plan: storyPlan({ ...options, case_id: c.case_id, action: anew }) }))
    expect(await known()).toEqual(before)
    await put('case_other', (c) => startOver(c, NOW, 'reopened', []))
    expect(await known()).toEqual(before)
    await put('case_other', (c) => ({ ...c, plan: storyPlan({ ...options, case_id: c.case_id }) }))
  })

  it('suspends a template that was rolled back here, also when its case was reopened since', async () => {
    const run = { ...newRun(storyPlan(options), null, NOW), state: 'rolled_back' as const, finished_at: NOW }
    await put('case_other', (c) => moveCase(c, 'rolled_back', NOW, 'test', { run }))
    const before = { rolled_back: (await read()).rolled_back, history: await templateHistory(tenant_id, NOW) }
    expect(before).toEqual({ rolled_back: { schedule_nonprod: NOW }, history: { schedule_nonprod: { runs: 1, rollbacks: 1 } } })
    await put('case_other', (c) => startOver(c, NOW, 'reopened', []))
    expect({ rolled_back: (await read()).rolled_back, history: await templateHistory(tenant_id, NOW) }).toEqual(before)
  })
})
