import { beforeAll, describe, expect, it } from 'vitest'
import { followAnomaly } from '@/agent/desks/cost/watch/follow-anomaly'
import { testDatabase } from '@/e2e/scripts/test-database'
import { isInForce } from '@/lib/approval/in-force'
import { auditOfCase, verifyAudit } from '@/lib/audit/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { provideIncidentLook } from '@/lib/cases/incident-look'
import { settleDeadline } from '@/lib/cases/settle-deadline'
import { getCase } from '@/lib/cases/store'
import { takeTurn } from '@/lib/cases/sweep-store'
import { policyFacts } from '@/lib/commands/asking-policy/policy-facts'
import { readSurroundings } from '@/lib/commands/asking-policy/surroundings-store'
import { runCommand } from '@/lib/commands/bus'
import { inventory, storyPlan, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { letBy, newRun, runLog } from '@/lib/execution/run-log'
import { clockOf, getTenant, moveClock, tenantNow } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName, CommandRequest } from '@/schemas/command'
import { executeCase } from './execute'
import { dryRun, makeWith, openCase, optionsOf, seedGate, triageOf } from './fixtures/gate-cases'
import { agent, COMMANDS, type Drawer, drawer, MEANT_FOR, PEOPLE, SEED, SURFACES, service, stranger } from './fixtures/gate-draws'
import { collect } from './nodes/collect'
import { decide } from './nodes/decide'
import { handOver } from './nodes/hand-over'
import { propose } from './nodes/propose'

testDatabase()

// People, agents and a stranger give random commands on random surfaces, often about plans and versions that they did not see, while the clock
// jumps, bills arrive, freezes come and go, and the worker runs what it may. Whatever happens, what is listed under "always" holds.
const STEPS = 5_000
const OPEN_CASES = 8
const { tenant_id } = TENANT

type Effect = { case_id: string; plan_hash: string; at: string; c: Case; is_stopped: boolean }
const effects: Effect[] = []
const sent: { request: CommandRequest; actor: Actor }[] = []
const accepted: { request: CommandRequest; actor: Actor }[] = []
const refused = new Map<string, number>()
let cases: string[] = []

/** What the account of every case says when it is looked at again: the same, something else, or nothing. */
let account: 'same' | 'changed' | 'unreadable' = 'same'

/** A desk whose only deed is to note that it was done, and what the world was like at that moment. */
const desk = {
  desk: 'cost',
  ruleset_version: '1',
  async collect({ case_id }) {
    return [optionsOf(case_id).evidence ?? inventory()]
  },
  decide: (c) => (c.cost == null ? c : { ...c, cost: { ...c.cost, triage: triageOf(c.case_id) ?? null } }),
  async plan(c, _evidence, now) {
    if (account === 'unreadable') throw new Fault('provider_down', 'the account cannot be read')
    const { action, ...rest } = optionsOf(c.case_id)
    if (account === 'changed') makeWith(c.case_id, { ...rest, action: { ...action, dry_run: { ...dryRun(), at: now } }, made_at: now })
    const engine = await policyEngine(tenant_id)
    const plan = storyPlan({ ...optionsOf(c.case_id), policy_digest: engine.digest })
    const facts = policyFacts(c, plan, await getTenant(tenant_id), now, await readSurroundings(c, plan, now))
    return { plan, policy: engine.decide(facts), evidence: [] }
  },
  async execute(c, now, onStep) {
    invariant(c.plan, 'no plan')
    const at = await now()
    const { settings } = await getTenant(tenant_id)
    const is_stopped =
      settings.is_kill_switch_on || settings.freezes.some((f) => (f.environment === null || f.environment === 'dev') && f.from <= at && at < f.to)
    effects.push({ case_id: c.case_id, plan_hash: c.plan.plan_hash, at, c, is_stopped })
    const log = runLog(newRun(c.plan, letBy(c), at), now, onStep)
    await log.patch({ reversible_until: addHours(at, 720) })
    return log.finish('succeeded')
  },
  firstCheck: (run) => addHours(run.started_at, 48),
} as Partial<DeskSteps> as DeskSteps // safe: nothing else of a desk is asked for on this way

/** A command about one of the cases, mostly right, sometimes about another plan, another version or somebody else's request. */
async function randomCommand({ int, one }: Drawer): Promise<{ actor: Actor; request: CommandRequest }> {
  const again = sent.length > 0 && int(0, 19) === 0 ? one(sent) : undefined
  if (again !== undefined) return again
  const who = int(0, 24)
  const actor: Actor = { ...(who === 0 ? agent : who === 1 ? service : who === 2 ? stranger : one(PEOPLE)), surface: one(SURFACES) }
  const command = one(COMMANDS)
  const is_decision = command.startsWith('approval') || command === 'veto.cast'
  // Most commands are about a case that they are meant for: look at up to five before taking any.
  const isMeant = (c: Case): boolean => (is_decision ? c.status.startsWith('awaiting') : (MEANT_FOR[command]?.includes(c.status) ?? true))
  let c = await getCase(tenant_id, one(cases))
  for (let looked = 1; looked < 5 && !isMeant(c); looked++) c = await getCase(tenant_id, one(cases))
  const is_tenants = command.startsWith('freeze') || command.startsWith('kill')
  const { settings, clock_offset_ms } = await getTenant(tenant_id)
  const now = clockOf(clock_offset_ms)
  const params: Partial<Record<CommandName, Record<string, unknown>>> = {
    'approval.delegate': { to: one(PEOPLE).id },
    'kill_switch.set': { is_on: int(0, 5) === 0 },
    'freeze.set': { environment: one(['dev', 'prod', null]), from: addHours(now, int(0, 6)), to: addHours(now, int(7, 30)) },
    'freeze.lift': { freeze_id: settings.freezes.length > 0 ? one(settings.freezes).freeze_id : 'fz_none' },
  }
  const request: CommandRequest = {
    command,
    subject: is_tenants ? tenant_id : is_decision ? (c.approval?.approval_id ?? 'ap_none') : c.case_id,
    expected_version: int(0, 19) === 0 ? c.revision + 1 : c.revision,
    plan_hash: int(0, 19) === 0 ? 'b'.repeat(64) : (c.plan?.plan_hash ?? null),
    intent_digest: 'c'.repeat(64),
    params: params[command] ?? {},
    reason: int(0, 19) === 0 ? 'no' : 'Looked at it and it is what it says',
    acknowledged: int(0, 19) === 0 ? 'something else' : (c.approval?.acknowledgement ?? null),
    surface: actor.surface,
    idempotency_key: `model-${sent.length}-${int(0, 1e9)}`,
  }
  sent.push({ actor, request })
  return { actor, request }
}

async function give({ actor, request }: { actor: Actor; request: CommandRequest }): Promise<void> {
  try {
    const { outcome } = await runCommand(actor, request)
    if (outcome === 'accepted') accepted.push({ actor, request })
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'broken_invariant') throw error
    const code = String(error.detail['code'] ?? error.code)
    refused.set(code, (refused.get(code) ?? 0) + 1)
  }
}

const jump = (hours: number) =>
  change(tenant_id, async (tx) => {
    await moveClock(tx, tenant_id, hours * 3_600_000)
    return { result: undefined, events: [{ kind: 'clock.advanced', subject: tenant_id, actor: system, body: { hours } }] }
  })

let bills = 1
const arrived: { before: Case; after: Case }[] = []
/** A bill arrives, and shows the incident of one of the cases still, with other days. */
async function bill({ one }: Drawer): Promise<void> {
  const c = await getCase(tenant_id, one(cases))
  invariant(c.cost, 'every case here is of the cost desk')
  const { anomaly } = c.cost
  const evidence = optionsOf(c.case_id).evidence ?? inventory()
  const found = { findings: { quality: [] }, evidenceOf: () => evidence, tenant_cost: evidence } as unknown as Parameters<typeof followAnomaly>[2]['found'] // safe: nothing else of a look is asked for on this way
  const shown = { anomaly: { ...anomaly, data_version: String(++bills) }, family: 'usage', incident_key: c.incident_key } as unknown as Parameters<
    typeof followAnomaly
  >[1] // safe: as above
  await followAnomaly(tenant_id, shown, { found, account_names: {}, now: await tenantNow(tenant_id) })
  arrived.push({ before: c, after: await getCase(tenant_id, c.case_id) })
}

/** Goes over a case again as the worker does. An account that cannot be read leaves it where it is, for as long as that lasts. */
async function look(case_id: string): Promise<void> {
  const state = async () => ({ tenant_id, case_id, status: (await getCase(tenant_id, case_id)).status })
  await collect(desk)(await state())
  await decide(desk)(await state())
  await propose(desk)(await state()).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== 'provider_down') throw error
  })
}

/** What the worker does between people's commands: moments that have come, and plans that may run. Sometimes two workers do it at once. */
async function work({ int, one }: Drawer): Promise<void> {
  account = one(['same', 'same', 'changed', 'unreadable'])
  const now = await tenantNow(tenant_id)
  for (const case_id of await takeTurn(tenant_id, now, [])) await settleDeadline(tenant_id, case_id, system, now)
  for (const case_id of [...cases]) {
    const c = await getCase(tenant_id, case_id)
    if (c.status === 'approved') await handOver({ tenant_id, case_id, status: 'approved' })
    // Now and then the queue is busy, and people have the time to stop the run.
    if (c.status === 'executing' || (c.status === 'approved' && int(0, 2) > 0)) await executeCase(desk, tenant_id, case_id, 'forward')
    await look(case_id)
    const { status } = await getCase(tenant_id, case_id)
    const is_over = status === 'executed' || (['denied', 'policy_denied', 'expired', 'error'].includes(status) && int(0, 3) > 0)
    if (is_over || (status === 'accepted' && int(0, 4) === 0)) cases = [...cases.filter((id) => id !== case_id), await openCase()]
  }
}

beforeAll(async () => {
  provideIncidentLook('cost', async () => null)
  await seedGate()
})

describe(`over ${STEPS.toLocaleString('en-US')} random steps (seed ${SEED}), always`, () => {
  beforeAll(async () => {
    for (let i = 0; i < OPEN_CASES; i++) cases.push(await openCase())
    for (let step = 0; step < STEPS; ) {
      const draw = drawer(step * 10)
      const kind = draw.int(0, 99)
      if (kind < 5) {
        await jump(draw.one([1, 1, 2, 5, 13, 30]))
        step += 1
      } else if (kind < 13) {
        await work(draw)
        step += 1
      } else if (kind < 16) {
        await bill(draw)
        step += 1
      } else {
        // Mostly one person at a time; now and then several at the same moment.
        const together = await Promise.all(Array.from({ length: kind > 94 ? 6 : 1 }, (_, i) => randomCommand(drawer(step * 10 + 1 + i))))
        await Promise.all(together.map(give))
        step += together.length
      }
    }
    await work(drawer(STEPS * 10))
  }, 400_000)

  it('much really happens, on every way through', () => {
    const of = (name: CommandName) => accepted.filter((a) => a.request.command === name).length
    for (const name of new Set(COMMANDS)) expect(of(name), name).toBeGreaterThan(3)
    expect(effects.length).toBeGreaterThan(20)
    expect(effects.filter((e) => e.c.approval?.signatures.length === 2).length).toBeGreaterThan(1)
    expect(effects.filter((e) => e.c.approval?.state === 'window_ended').length).toBeGreaterThan(1)
    for (const code of ['SELF_APPROVAL', 'NOT_A_PERSON', 'DIGEST_MISMATCH', 'STALE_STATE', 'ALREADY_DECIDED', 'ROLE'])
      expect(refused.get(code) ?? 0, code).toBeGreaterThan(3)
  })

  it('an effect happens once per plan', () => {
    const keys = effects.map((e) => `${e.case_id} ${e.plan_hash}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('nothing is carried out while a freeze or the kill switch stops it', () => expect(effects.filter((e) => e.is_stopped)).toEqual([]))

  it('whoever signed is a person, is not the proposer, and saw exactly the plan that was carried out; there are as many as policy asked for', async () => {
    for (const { case_id, c, plan_hash } of effects) {
      const trail = (await auditOfCase(tenant_id, case_id)).map((e) => ({
        kind: e.kind,
        actor: JSON.parse(e.actor) as Actor,
        body: JSON.parse(e.body) as Record<string, unknown>,
      }))
      const proposed = trail.findLast((e) => e.kind === 'plan.submitted')
      const granted = trail.filter((e) => e.kind === 'approval.granted' && e.body['approval_id'] === c.approval?.approval_id)
      const needed = { delayed: 0, L1: 1, L2: 2 }[String(proposed?.body['level'])]
      expect(granted.length).toBe(needed)
      const hands = granted.map((e) => e.actor.id)
      const words = granted.map((e) => (e.body['on_behalf_of'] as string | null) ?? e.actor.id)
      expect(new Set(hands).size).toBe(hands.length)
      expect(new Set(words).size).toBe(words.length)
      expect([...hands, ...words]).not.toContain(proposed?.actor.id)
      expect(granted.every((e) => e.actor.kind === 'person' && e.body['plan_hash'] === plan_hash && e.body['intent_digest'] === 'c'.repeat(64))).toBe(true)
      expect(new Set(granted.map((e) => e.body['role'])).size).toBe(granted.length)
    }
  })

  it('nothing is carried out on a signature after the deadline, nor before a veto window has ended', () => {
    for (const { c, at } of effects) {
      const { approval } = c
      invariant(approval, 'every tier here asks for somebody or waits')
      if (approval.state === 'window_ended') expect(at >= approval.deadline).toBe(true)
      else expect(approval.signatures.every((s) => s.at < approval.deadline)).toBe(true)
    }
  })

  it('a plan is let go from where people were asked, never while it is looked at again', () => {
    for (const { c } of effects) {
      const way = c.timeline.map((t) => t.status)
      expect(['awaiting_approval', 'awaiting_veto']).toContain(way[way.lastIndexOf('approved') - 1])
    }
  })

  it('a request in force is its own case’s, which waits for it, looks at its plan again, or carries it out', async () => {
    const open = await rows<{ approval_id: string; case_id: string; state: string }>(
      "select approval_id, case_id, state from approval where tenant_id = $1 and state in ('pending', 'veto_open', 'approved', 'window_ended')",
      [tenant_id],
    )
    for (const { approval_id, case_id, state } of open) {
      const c = await getCase(tenant_id, case_id)
      expect([c.approval?.approval_id, c.approval?.state], c.status).toEqual([approval_id, state])
      expect(['awaiting_approval', 'awaiting_veto', 'triaged', 'approved', 'executing', 'executed', 'error']).toContain(c.status)
    }
  })

  it('a bill begins a case again that nobody was asked about, and leaves every other as it is', () => {
    const begun = arrived.filter(({ before, after }) => after.revision !== before.revision)
    expect(begun.length).toBeGreaterThan(10)
    expect(begun.every(({ before, after }) => after.status === 'detected' && after.approval === null && !isInForce(before.approval))).toBe(true)
    expect(arrived.filter(({ before }) => isInForce(before.approval)).length).toBeGreaterThan(5)
  })

  it('agents, services and strangers never have a command accepted', () => {
    expect(accepted.filter(({ actor }) => actor.kind !== 'person' || actor.tenant_id !== tenant_id)).toEqual([])
  })

  it('every accepted command left exactly one event under its key, and both chains verify', async () => {
    const [row] = await rows<{ logged: string; told: string }>(
      "select (select count(*) from command_log where tenant_id = $1) as logged, (select count(*) from audit.event where chain = $1 and body::jsonb ? 'idempotency_key') as told",
      [tenant_id],
    )
    expect(Number(row?.logged)).toBe(accepted.length)
    expect(row?.told).toBe(row?.logged)
    expect(await verifyAudit(tenant_id)).toMatchObject({ is_intact: true })
  })
})
