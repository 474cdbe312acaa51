import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase, saveCase } from '@/lib/cases/store'
import { seedCase, seedTenant } from '@/lib/commands/fixtures/seed-story'
import { system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { claimStore } from '@/lib/execution/claims/claim-store'
import { newRun } from '@/lib/execution/run-log'
import { addMs } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Step } from '@/schemas/execution'
import { DEFAULT_LIMITS, type ExecutionLimits } from './limits'
import { claimsBeside, leaveRoom, takeRoom, whenRoom } from './room-store'

testDatabase()

const { tenant_id } = TENANT
const NOW = '2026-11-19T09:00:00.000Z'
const limits: ExecutionLimits = { ...DEFAULT_LIMITS, mutations_per_day: { dev: 20, test: 20, stage: 20, prod: 10, unknown: 10 } }
const plans: Plan[] = []

beforeAll(async () => {
  await seedTenant()
  for (let n = 0; n < 4; n++) {
    const { plan } = await seedCase({ policy_digest: 'a'.repeat(64), case_id: `case_room_${n}` })
    if (plan !== null) plans.push(plan)
  }
})
/** Each plan in an account of its own, unless told otherwise. */
const inAccount = (n: number, account = `99990000000${n}`): Plan => {
  const plan = plans[n]
  if (plan === undefined) throw new Error(`there is no plan ${n}`)
  return { ...plan, actions: plan.actions.map((a) => ({ ...a, account_id: account })) }
}
const leaveAll = async (): Promise<void> => {
  for (const plan of plans) await leaveRoom(tenant_id, plan.case_id)
}

describe('plans that begin at the same moment', () => {
  it('are two at most, however many ask', async () => {
    const held = await Promise.all(plans.map((_, n) => takeRoom(tenant_id, inAccount(n), limits, NOW)))
    expect(held.filter((h) => 'may_begin' in h)).toHaveLength(2)
    expect(held.flatMap((h) => ('held' in h ? h.held.limit : []))).toEqual(['concurrent', 'concurrent'])
    await leaveAll()
  })

  it('are one at most in an account', async () => {
    const held = await Promise.all([0, 1].map((n) => takeRoom(tenant_id, inAccount(n, '210000000006'), limits, NOW)))
    expect(held.map((h) => ('held' in h ? h.held.limit : 'begins')).sort()).toEqual(['account', 'begins'])
    await leaveAll()
  })

  it('change no more in a day than is left of it, all together', async () => {
    const tight = { ...limits, concurrent: 9, mutations_per_day: { ...limits.mutations_per_day, dev: 18 } }
    const held = await Promise.all(plans.map((_, n) => takeRoom(tenant_id, inAccount(n), tight, NOW)))
    expect(held.map((h) => ('held' in h ? h.held.limit : 'begins')).sort()).toEqual(['begins', 'begins', 'daily', 'daily'])
    await leaveAll()
  })
})

it('counts an action once, whether room is still kept for it or it was claimed', async () => {
  const tight = { ...limits, mutations_per_day: { ...limits.mutations_per_day, dev: 18 } }
  const first = inAccount(0)
  expect(await takeRoom(tenant_id, first, tight, NOW)).toHaveProperty('may_begin')
  const [action] = first.actions
  if (action === undefined) throw new Error('the story has an action')
  const { action_id, account_id, template, environment, targets } = action
  const claim = { idempotency_key: 'room-test', case_id: first.case_id, action_id, step: 'apply', claimed_at: addMs(NOW, 1_000) }
  await claimStore(tenant_id).take({ ...claim, covers: { account_id, template, environment, targets: targets.length, target_arns: targets.map((t) => t.arn) } })
  expect(await takeRoom(tenant_id, inAccount(1), tight, addMs(NOW, 2_000))).toHaveProperty('may_begin')
  expect(await takeRoom(tenant_id, inAccount(1), tight, addMs(NOW, 3_000))).toHaveProperty('may_begin')
})

it('lets a plan that an hour never lets through begin with what the hour has, counts what it asked for against the rest, and says when that has room', async () => {
  const at = addMs(NOW, 24 * 3_600_000)
  const plan = inAccount(3)
  const [action] = plan.actions
  if (action === undefined) throw new Error('the story has an action')
  const actions = Array.from({ length: 12 }, (_, n) => ({ ...action, action_id: `act_${n + 1}`, template: 'tag_owner', targets: action.targets.slice(0, 1) }))
  const long = { ...plan, actions }
  expect(await takeRoom(tenant_id, long, limits, at)).toEqual({ may_begin: actions.slice(0, 10).map((a) => a.action_id) })
  // Taken up again before anything was asked for, it may begin the same.
  expect(await takeRoom(tenant_id, long, limits, at, true)).toEqual({ may_begin: actions.slice(0, 10).map((a) => a.action_id) })
  const { account_id, template, environment } = { ...action, template: 'tag_owner' }
  for (const { action_id } of actions.slice(0, 10))
    await claimStore(tenant_id).take({
      ...{ idempotency_key: `long:${action_id}`, case_id: plan.case_id, action_id, step: 'apply', claimed_at: at },
      covers: { account_id, template, environment, targets: 1, target_arns: [] },
    })
  await leaveRoom(tenant_id, plan.case_id)
  const rest = { ...plan, actions: actions.slice(10) }
  expect(await whenRoom(tenant_id, rest, limits, addMs(at, 60_000))).toMatchObject({ limit: 'template', retry_at: addMs(at, 3_600_000) })
  expect(await takeRoom(tenant_id, rest, limits, addMs(at, 60_000), true)).toMatchObject({ held: { limit: 'template' } })
  expect(await whenRoom(tenant_id, rest, limits, addMs(at, 3_600_000))).toBeNull()
  expect(await takeRoom(tenant_id, rest, limits, addMs(at, 3_600_000), true)).toEqual({ may_begin: ['act_11', 'act_12'] })
})

describe('a run that waits until its targets have settled', () => {
  const ACCOUNT = '210000000006'
  const BEGUN = addMs(NOW, 4 * 24 * 3_600_000)
  const UNTIL = addMs(BEGUN, 2 * 3_600_000)
  const why = 'another run in account 210000000006 waits until the database reports has stopped, until 23 Nov 11:00 UTC at most'
  // Long after its room was kept, or its change answered.
  const at = addMs(BEGUN, 30 * 60_000)
  const roomy = { ...limits, mutations_per_day: { ...limits.mutations_per_day, dev: 90 } }

  /** The first case as its run saves it: in a status, with the line of what it waits for, and with why it waits. */
  async function settles(
    status: 'executing' | 'rolling_back' | 'escalated',
    line: Step['status'] = 'running',
    waits: Partial<NonNullable<Case['waits']>> = {},
  ) {
    const c = await getCase(tenant_id, 'case_room_0')
    const plan = inAccount(0, ACCOUNT)
    const because = 'until the database reports has stopped'
    const step: Step = { action_id: plan.actions[0]?.action_id ?? '', step: 'settle', status: line, at: BEGUN, detail: `waits ${because}`, receipt: null }
    const run = { ...newRun(plan, null, BEGUN), state: status === 'executing' ? ('running' as const) : ('rolling_back' as const), steps: [step] }
    await change(tenant_id, async (tx) => {
      const saved = { ...c, plan, run, status, waits: { for: 'settling' as const, because, since: BEGUN, until: UNTIL, tries: 0, ...waits } }
      await saveCase(tx, saved, c.revision)
      return { result: undefined, events: [{ kind: 'execution.stepped', subject: c.case_id, actor: system, body: {} }] }
    })
    return plan
  }
  const asksFor = async (account: string) => {
    const room = await takeRoom(tenant_id, inAccount(1, account), roomy, at)
    await leaveRoom(tenant_id, 'case_room_1')
    return 'held' in room ? [room.held.limit, room.held.because] : ['begins']
  }

  it.each(['executing', 'rolling_back'] as const)(
    'is under way for as long as that takes (%s): another plan has no room in its account, and is told what for',
    async (status) => {
      const [action] = (await settles(status)).actions
      if (action === undefined) throw new Error('the story has an action')
      const { action_id, account_id, template, environment } = action
      const claim = { idempotency_key: 'settling-test', case_id: 'case_room_0', action_id, step: 'apply', claimed_at: BEGUN }
      await claimStore(tenant_id).take({ ...claim, covers: { account_id, template, environment, targets: 9, target_arns: [] } })
      const receipt = {
        idempotency_key: 'settling-test',
        mode: 'live' as const,
        outcome: 'success' as const,
        changed: [],
        calls: [],
        detail: '',
        finished_at: BEGUN,
      }
      await claimStore(tenant_id).settle('settling-test', receipt)
      expect(await asksFor(ACCOUNT)).toEqual(['account', why])
      expect(await whenRoom(tenant_id, inAccount(1, ACCOUNT), roomy, at)).toMatchObject({ limit: 'account', because: why })
      expect(await asksFor('999900000001')).toEqual(['begins'])
    },
  )

  it('counts as one of the runs that may be under way at once, however long it is since its room was kept', async () => {
    await settles('executing')
    expect(await takeRoom(tenant_id, inAccount(2), roomy, at)).toHaveProperty('may_begin')
    expect(await asksFor('999900000001')).toEqual([
      'concurrent',
      '2 other plans are being carried out, and at most 2 may be at once; one of them waits until the database reports has stopped, until 23 Nov 11:00 UTC at most',
    ])
    await leaveRoom(tenant_id, 'case_room_2')
  })

  it('uses up nothing else, and is not counted beside itself', async () => {
    const plan = await settles('executing')
    const [row] = (await claimsBeside(tenant_id, inAccount(1), at)).filter((c) => c.template === null)
    expect(row).toMatchObject({ case_id: 'case_room_0', account_id: ACCOUNT, targets: 0, is_open: true })
    expect((await claimsBeside(tenant_id, plan, at)).filter((c) => c.template === null)).toEqual([])
  })

  it('is under way no more once they have, once it is over, and while it waits for room itself', async () => {
    await settles('executing', 'done')
    expect(await asksFor(ACCOUNT)).toEqual(['begins'])
    await settles('escalated')
    expect(await asksFor(ACCOUNT)).toEqual(['begins'])
    await settles('executing', 'running', { for: 'room', because: 'two other plans are being carried out', until: null })
    expect(await asksFor(ACCOUNT)).toEqual(['begins'])
  })

  it('is under way also while the provider cannot be asked', async () => {
    await settles('executing', 'running', { for: 'provider', because: 'no answer', tries: 1 })
    expect(await asksFor(ACCOUNT)).toEqual(['account', 'another plan is being carried out in account 210000000006'])
  })
})
