import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { costSteps } from '@/agent/desks/cost/steps'
import { type OldRow, upgradeFrom } from '@/e2e/scripts/old-database'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase, verifyAudit } from '@/lib/audit/store'
import { getCase } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { change } from '@/lib/db/change'
import { readSimulatedEvents } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { moveClock } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { toMs } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { caseGraph } from './case-graph'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { deliver, personOf, TENANT_ID } from './fixtures/demonstration'

/** What an older version of the code had written about one case, in every state in which it waits for somebody or something. */
const History = z.strictObject({
  recorded_by: z.string(),
  last_migration: z.string(),
  case_id: z.string(),
  states: z.record(z.string(), z.strictObject({ status: z.string(), rows: z.array(z.int()) })),
  rows: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])),
})

const FOLDER = join(import.meta.dirname, 'histories')
const HISTORIES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.golden'))
  .map((name) => History.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))))

const { owner_url } = testDatabase()
afterAll(closeCheckpoints)

// The commands that bring a case on from where a person is waited for.
const PEOPLE: Partial<Record<Case['status'], (c: Case) => [Actor, CommandName, string]>> = {
  plan_ready: (c) => [personOf('mara'), 'plan.submit', c.case_id],
  awaiting_approval: (c) => [personOf('tomas'), 'approval.approve', c.approval?.approval_id ?? ''],
}
const MOST_STEPS = 20

describe.each(HISTORIES.map((h) => [h.recorded_by.slice(0, 8), h] as const))('a database that %s wrote', (_, history) => {
  const read = (): Promise<Case> => getCase(TENANT_ID, history.case_id)
  const kinds = async (): Promise<string[]> => (await auditOfCase(TENANT_ID, history.case_id)).map((e) => e.kind)

  /** The database as it was in that state, brought to the present version; the tenant's clock stands a minute after it. */
  async function upgraded(state: string): Promise<Case> {
    const rows = (history.states[state]?.rows ?? []).flatMap((at): OldRow[] => (history.rows[at] === undefined ? [] : [history.rows[at]]))
    expect((await upgradeFrom(owner_url(), history.last_migration, rows)).length).toBeGreaterThan(0)
    const c = await read()
    await move(toMs(c.updated_at) + 60_000 - Date.now())
    rmSync(config().inbox_dir, { recursive: true, force: true })
    await deliver()
    return c
  }
  const move = (ms: number) =>
    change(TENANT_ID, async (tx) => {
      await moveClock(tx, TENANT_ID, Math.round(ms))
      return { result: undefined, events: [{ kind: 'clock.advanced', subject: TENANT_ID, actor: systemActor(TENANT_ID), body: {} }] }
    })

  async function act(c: Case): Promise<void> {
    const [actor, command, subject] = PEOPLE[c.status]?.(c) ?? []
    if (actor === undefined || command === undefined || subject === undefined) return
    const plan_hash = c.plan?.plan_hash ?? null
    const rest = { intent_digest: null, params: {}, reason: 'nobody uses them at night', acknowledged: null, surface: 'web' as const }
    const give = (by: Actor, name: CommandName) =>
      runCommand(by, { command: name, subject, expected_version: c.revision, plan_hash, ...rest, idempotency_key: randomUUID() })
    // A request from before the policies changed cannot be signed any more: whoever sent it takes it back and sends the plan again.
    await give(actor, command).catch((error: unknown) => {
      if (error instanceof Fault && error.code === 'digest_mismatch') return give(personOf('mara'), 'approval.withdraw')
      throw error
    })
  }

  /** Does what the worker, people and time do, until the case ends or nothing moves it any more. */
  async function toItsEnd(): Promise<Case> {
    for (let n = 0, is_over = false; n < MOST_STEPS && !is_over; n++) {
      const before = await read()
      await driveCase(caseGraph(costSteps, checkpoints()), TENANT_ID, history.case_id)
      await act(await read())
      const { status } = await read()
      if (status === 'executing') await executeCase(costSteps, TENANT_ID, history.case_id, 'forward')
      if (status === 'rolling_back') await executeCase(costSteps, TENANT_ID, history.case_id, 'back')
      if (status === 'executed' || status === 'verifying') {
        await move(11 * 86_400_000)
        await deliver()
      } else is_over = (await read()).revision === before.revision
    }
    return read()
  }

  it('holds every state in which a case waits', () =>
    expect(new Set(Object.values(history.states).map((s) => s.status))).toEqual(
      new Set(['plan_ready', 'awaiting_approval', 'approved', 'executing', 'executed', 'rolling_back']),
    ))

  it.each(Object.keys(history.states))('%s: is read, goes on to its end, and its trail holds', { timeout: 120_000 }, async (state) => {
    const then = await upgraded(state)
    expect(then.status).toBe(history.states[state]?.status)
    expect(await getEvidence(TENANT_ID, then.evidence_ids)).toHaveLength(then.evidence_ids.length)
    const events_before = (await readSimulatedEvents(TENANT_ID)).length
    const end = await toItsEnd()
    expect({ status: end.status, trouble: end.trouble }).toEqual({ status: state === 'rolling back' ? 'rolled_back' : 'verified', trouble: null })
    // Nine machines, each scheduled once, and taken off the schedule once where somebody had asked for that.
    const made = (await readSimulatedEvents(TENANT_ID)).map((e) => `${e.change} ${e.arn}`)
    expect(made).toHaveLength(state === 'rolling back' ? 18 : 9)
    expect(new Set(made.slice(0, 9)).size).toBe(9)
    // What had begun goes on under the approval that it began with; what had not is planned anew where policies or actions have changed, and is signed again.
    const granted = (await kinds()).filter((kind) => kind === 'approval.granted').length
    if (events_before > 0) expect([granted, end.plan?.plan_hash]).toEqual([1, then.plan?.plan_hash])
    else expect(end.approval).toMatchObject({ state: 'approved', plan_hash: end.plan?.plan_hash })
    expect(end.run).toMatchObject({ plan_hash: end.plan?.plan_hash })
    expect(await verifyAudit(TENANT_ID)).toMatchObject({ is_intact: true })
  })
})
