import { randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { checkpoints } from '@/agent/checkpoints'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { caseGraph } from '@/agent/graph/case-graph'
import { driveCase } from '@/agent/graph/drive'
import { executeCase } from '@/agent/graph/execute'
import { stepsOf } from '@/agent/index'
import { forgetCases, getCase, insertCase, listCases } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { change } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { readSimulatedEvents } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { deliverBill } from '@/lib/desks/cost/demo/deliver'
import { BILL_SOURCE, DEMO_SEED } from '@/lib/desks/cost/demo/people'
import { getEvidence, putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { moveClock, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import type { Evidence } from '@/schemas/evidence/evidence'
import { BENCH_TENANT, personOf } from './bench-tenant'

// Enough history for every model, and none of the months that would only make the unmeasured part slow.
const FROM = '2026-07-01'
const STORY_ACCOUNT = '210000000006'
const DAYS_TO_CHECK = 11
const DAY_MS = 86_400_000

/** A case as detection opens it, and its first evidence. */
export type Opening = { case: Case; evidence: Evidence[] }
/** Milliseconds of each step of one life cycle; `total` is their sum. */
export type CycleTimes = Record<'open' | 'to_plan' | 'submit' | 'approve' | 'hand_over' | 'execute' | 'verify' | 'total', number>

/** Imports the bill as it is now. `inbox` keeps what was written, so that the next delivery writes only what changed. */
export async function deliver(inbox: string): Promise<void> {
  const until = await tenantNow(BENCH_TENANT)
  const files = await deliverBill({ seed: DEMO_SEED, events: await readSimulatedEvents(BENCH_TENANT), from: FROM, until }, inbox)
  const paths = files.map((f) => f.path)
  const ended = await importBill({ tenant_id: BENCH_TENANT, source: BILL_SOURCE, paths, actor: systemActor(BENCH_TENANT), now: until })
  invariant(ended.state === 'completed', `the bill was not imported: ${JSON.stringify(ended.report)}`)
}

/** Finds the story in the bill and remembers how its case is opened. */
export async function findOpening(): Promise<Opening> {
  await watchTenant(BENCH_TENANT)
  const found = (await listCases(BENCH_TENANT)).find((c) => c.cost?.anomaly.scope.sub_account_id === STORY_ACCOUNT)
  invariant(found, 'the demonstration bill shows no case in the development account')
  return { case: found, evidence: await getEvidence(BENCH_TENANT, found.evidence_ids) }
}

/** One whole life: opened, collected, decided, planned, submitted, approved, executed in the simulated account, verified. */
export async function runCycle(opening: Opening, inbox_before: string): Promise<CycleTimes> {
  const { case_id } = opening.case
  const desk = stepsOf('cost')
  // Compiled on this run's own saver; a worker compiles once in its life, so this is not measured.
  const graph = caseGraph(desk, checkpoints())
  const drive = () => driveCase(graph, BENCH_TENANT, case_id)
  /** Something that may have its case driven next, as its job says. */
  const thenDriven = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await drivesAskedFor(case_id)
    const worked = await timed(work)
    return (await drivesAskedFor(case_id)) === before ? worked : worked + (await timed(drive))
  }
  const open = await timed(() => openCase(opening))
  const to_plan = await timed(drive)
  const submit = await thenDriven(() => command('usr_mara', 'plan.submit', case_id))
  const { approval } = await getCase(BENCH_TENANT, case_id)
  invariant(approval, 'policy asks for no approval')
  const approve = await timed(() => command('usr_tomas', 'approval.approve', case_id))
  const hand_over = await timed(drive)
  const execute = await thenDriven(() => executeCase(desk, BENCH_TENANT, case_id, 'forward'))
  await elevenDaysLater(inbox_before)
  const verify = await timed(drive)
  const { status } = await getCase(BENCH_TENANT, case_id)
  invariant(status === 'verified' || status === 'verifying' || status === 'partial', `the case ended as ${status}`)
  const steps = { open, to_plan, submit, approve, hand_over, execute, verify }
  return { ...steps, total: Object.values(steps).reduce((sum, ms) => sum + ms, 0) }
}

/** Not measured: jobs that would have the worker drive a case. */
async function drivesAskedFor(case_id: string): Promise<number> {
  const text =
    "select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'case.drive' and j.payload ->> 'tenant_id' = $1 and j.payload ->> 'case_id' = $2"
  return (await rows(text, [BENCH_TENANT, case_id])).length
}

async function openCase({ case: c, evidence }: Opening): Promise<void> {
  await change(BENCH_TENANT, async (tx) => {
    await putEvidence(tx, BENCH_TENANT, evidence)
    await insertCase(tx, c)
    return {
      result: undefined,
      events: [{ kind: 'case.opened', subject: c.case_id, actor: systemActor(BENCH_TENANT), body: { incident_key: c.incident_key } }],
    }
  })
}

/** People's commands come in another process than the worker's, and neither knows what the other has read. */
async function command(who: string, name: CommandName, case_id: string): Promise<void> {
  forgetCases()
  const c = await getCase(BENCH_TENANT, case_id)
  await runCommand(personOf(who), {
    command: name,
    subject: name === 'plan.submit' ? case_id : (c.approval?.approval_id ?? ''),
    expected_version: name === 'plan.submit' ? c.revision : (c.approval?.state_version ?? null),
    plan_hash: c.plan?.plan_hash ?? null,
    intent_digest: null,
    params: {},
    reason: 'They have been idle for ten days.',
    acknowledged: c.approval?.acknowledgement ?? null,
    surface: 'cli',
    idempotency_key: randomUUID(),
  })
  forgetCases()
}

/** Not measured: the clock moves on, the provider delivers the bill of those days, and detection looks at it, as it does before any check in the product. */
async function elevenDaysLater(inbox_before: string): Promise<void> {
  await change(BENCH_TENANT, async (tx) => {
    await moveClock(tx, BENCH_TENANT, DAYS_TO_CHECK * DAY_MS)
    return { result: undefined, events: [{ kind: 'clock.advanced', subject: BENCH_TENANT, actor: personOf('usr_mara'), body: { days: DAYS_TO_CHECK } }] }
  })
  const inbox = join(config().home, 'inboxes', randomUUID())
  cpSync(inbox_before, inbox, { recursive: true })
  await deliver(inbox)
  await watchTenant(BENCH_TENANT)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
