import { beforeEach, expect, it } from 'vitest'
import type { DeskSteps } from '@/lib/cases/desk'
import { stopAsked } from '@/lib/cases/stop-store'
import { stuckRuns } from '@/lib/cases/stuck-store'
import { policyFacts } from '@/lib/commands/asking-policy/policy-facts'
import { readSurroundings } from '@/lib/commands/asking-policy/surroundings-store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { jobsOf } from '@/lib/commands/fixtures/sent-plans'
import { inventory, noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { CARRIED_OUT } from '@/lib/desks/cost/actions/catalogue'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { readSimulatedEvents, simulatedLog } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { aVolume, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { gp3Candidate, proposalOf } from '@/lib/desks/cost/fixtures/small-plan'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { claimStore } from '@/lib/execution/claims/claim-store'
import { executePlan } from '@/lib/execution/execute-plan'
import { Killed, killer } from '@/lib/execution/fixtures/killer'
import { letBy } from '@/lib/execution/run-log'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { getTenant, lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import { toMs } from '@/lib/kernel/time'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Case } from '@/schemas/case'
import { passTime, readSmall, smallDesk, toExecuting } from './fixtures/small-desk'
import { act, kinds, smallGraph } from './fixtures/small-graph'

smallGraph()

const { tenant_id } = TENANT
const now = () => tenantNow(tenant_id)

/** A desk that gives one volume another type, in an account that is kept in the database and goes by the tenant's clock. */
function volumeDesk(n: number) {
  const volume = aVolume(n, { tags: { Name: `shuffle-${n}`, team: 'data', env: 'dev' } })
  const evidence = inventory(volume.tags, volume.created_at, [volume.arn])
  const port = simulatedCloud({ estate: estateOf([], [volume]), log: simulatedLog(tenant_id), now })
  const world = { dies: killer(Number.POSITIVE_INFINITY, 'after') }
  const how = (c: Case) => {
    invariant(c.plan, 'a plan')
    const { plan } = c
    const isHaltRequested = async (since?: string) => {
      const asked = await stopAsked(tenant_id, c.case_id)
      return asked !== null && (since === undefined || asked.at >= since)
    }
    return { ...{ plan, templates: CARRIED_OUT, port: world.dies.all(port), claims: world.dies.all(claimStore(tenant_id)) }, isHaltRequested }
  }
  const desk: DeskSteps = {
    ...smallDesk().desk,
    collect: async () => [evidence],
    async plan(c, _evidence, at) {
      const engine = await policyEngine(tenant_id)
      const proposal = {
        ...proposalOf(c.case_id, [gp3Candidate([volume])]),
        policy_digest: engine.digest,
        evidence_ids: [evidence.evidence_id],
        made_at: at,
      }
      const plan = await preparePlan(proposal, { port, now: at, history: {}, is_in_change_window: true })
      const facts = policyFacts(c, plan, await getTenant(tenant_id), at, await readSurroundings(c, plan, at))
      return { plan, policy: engine.decide(facts), evidence: [] }
    },
    execute: (c, clock, onStep) =>
      executePlan({ ...how(c), planHash, let_by: letBy(c), previous: c.run, now: clock, onStep: world.dies.wrap(onStep), isStopRequested: async () => false }),
    rollback(c, clock, onStep) {
      invariant(c.run, 'a run')
      return rollbackRun({ ...how(c), run: c.run, now: clock, onStep: world.dies.wrap(onStep) })
    },
  }
  return { desk, world, volume, shows: async () => (await port.volumes(DEV, [volume.volume_id])).volumes[0] }
}

/** A case whose volume was given its new type a few minutes ago, and whose way back somebody has asked for. */
async function goingBack(n: number) {
  const made = volumeDesk(n)
  const case_id = await toExecuting(made.desk, `volume_${n}`)
  await act(made.desk, case_id)
  await passTime(0.05)
  await act(made.desk, case_id)
  const c = await readSmall(case_id)
  expect([c.status, await made.shows()]).toEqual(['executed', expect.objectContaining({ volume_type: 'gp3', modification_state: 'optimizing' })])
  await giveCommand(tomas, 'execution.rollback', c)
  return { ...made, case_id, back: () => act(made.desk, case_id, 'back') }
}
const modifications = async (arn: string) => (await readSimulatedEvents(tenant_id)).filter((e) => e.arn === arn).length
const settlingIn = (case_id: string) => everyTenant<{ settling_accounts: string[] | null }>('select settling_accounts from cases where case_id = $1', [case_id])

/** Its way back suspends a template, and every case of these tests uses the same. */
beforeEach(() =>
  change(tenant_id, async (tx) => {
    const { settings } = await lockTenant(tx, tenant_id)
    const reinstated_templates = [...settings.reinstated_templates, { template: 'ebs_gp2_to_gp3', at: '2027-12-31T00:00:00.000Z', by: noor.id }]
    await saveSettings(tx, tenant_id, { ...settings, reinstated_templates })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
  }),
)

it('waits with the way back of a volume that EC2 still moves, says until when, counts as under way in its account, and then succeeds by itself', async () => {
  const { case_id, back, shows, volume } = await goingBack(1)
  await back()
  const c = await readSmall(case_id)
  expect(c).toMatchObject({ status: 'rolling_back', waits: { for: 'settling', because: 'until the volume shuffle-1 may be changed again' } })
  expect(toMs(c.waits?.until ?? '') - toMs(c.waits?.since ?? '')).toBe(36 * 3_600_000)
  expect(nextStep(c, await now())).toMatch(/^waiting until the volume shuffle-1 may be changed again, since .+ and until .+ at most$/)
  expect(await settlingIn(case_id)).toEqual([{ settling_accounts: [DEV.account_id] }])
  // A worker takes the job away that it has done, and each look that finds the same asks for the next.
  for (const _look of [2, 3]) {
    await everyTenant("delete from graphile_worker._private_jobs where payload ->> 'case_id' = $1", [case_id])
    await back()
    expect(await jobsOf(case_id)).toEqual(['plan.execute'])
  }
  expect(await stuckRuns(tenant_id)).toEqual([])
  expect(await modifications(volume.arn)).toBe(1)
  await passTime(1)
  await back()
  await passTime(0.05)
  await back()
  expect([(await readSmall(case_id)).status, await shows()]).toEqual([
    'rolled_back',
    expect.objectContaining({ volume_type: 'gp2', iops: 4500, throughput: null }),
  ])
  expect(await settlingIn(case_id)).toEqual([{ settling_accounts: null }])
  expect((await kinds(case_id)).filter((kind) => kind === 'execution.waits').length).toBeLessThanOrEqual(3)
})

it('sends it once, wherever the process is killed while it waits and when it goes on', async () => {
  const { case_id, back, world, shows, volume } = await goingBack(2)
  const called: (string | undefined)[] = []
  for (let die_at = 1; (await readSmall(case_id)).status !== 'rolled_back'; die_at++) {
    if (die_at === 6 || die_at === 20) await passTime(1)
    world.dies = killer(die_at, 'after')
    await back().catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
    const c = await readSmall(case_id)
    if (c.status !== 'escalated') continue
    // What was claimed and not answered is not known, and a person has it tried again.
    called.push(c.run?.steps.findLast((s) => s.status === 'failed')?.receipt?.outcome)
    await giveCommand(tomas, 'execution.rollback', c)
  }
  expect(called).toEqual(['uncertain'])
  expect([(await readSmall(case_id)).status, (await shows())?.volume_type, await modifications(volume.arn)]).toEqual(['rolled_back', 'gp2', 2])
})

it('is given up by a person while it waits, says that the volume is as it was changed, and is taken up again when asked for', async () => {
  const { case_id, back, shows, volume } = await goingBack(3)
  await back()
  await giveCommand(tomas, 'execution.stop', await readSmall(case_id))
  await back()
  const c = await readSmall(case_id)
  expect(c).toMatchObject({ status: 'escalated', waits: null, run: { state: 'rollback_failed' }, trouble: expect.stringContaining('had the way back end') })
  expect([(await shows())?.volume_type, await modifications(volume.arn)]).toEqual(['gp3', 1])
  await passTime(1)
  await giveCommand(tomas, 'execution.rollback', c)
  await back()
  await passTime(0.05)
  await back()
  expect([(await readSmall(case_id)).status, (await shows())?.volume_type]).toEqual(['rolled_back', 'gp2'])
})
