import '@/agent/desks/cost/plan/plan-editor'
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { driveCase } from '@/agent/graph/drive'
import { deliver, personOf, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { graphOf } from '@/agent/index'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { getCase, listCases } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { BILL_SOURCE } from '@/lib/desks/cost/demo/people'
import { HELD_WORDS } from '@/lib/desks/cost/held-words'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { watchTenant } from './watch'

testDatabase()
afterAll(closeCheckpoints)

const MACHINES = ESTATE.instances.filter((i) => i.tags['Name']?.startsWith('loadtest-')).map((i) => i.instance_id)
let story = ''
let november = ''
const read = (case_id = story): Promise<Case> => getCase(TENANT_ID, case_id)
const drive = (case_id = story): Promise<void> => driveCase(graphOf('cost'), TENANT_ID, case_id)
const opened = async (): Promise<number> => (await listAudit(TENANT_ID, { limit: 1000 })).filter((e) => e.kind === 'case.opened').length
const find = async (words: string): Promise<Case> => {
  const found = (await listCases(TENANT_ID)).find((c) => c.headline.includes(words))
  if (found === undefined) throw new Error(`no case says ${words}`)
  return found
}

/** The provider exports November again, without the lines of some machines. */
async function restate(without: readonly string[]): Promise<void> {
  const text = gunzipSync(await readFile(november)).toString()
  const path = join(config().home, `restated-${without.length}-${randomUUID().slice(0, 8)}.csv.gz`)
  const lines = text.split('\r\n').filter((line) => !without.some((id) => line.includes(id)))
  await writeFile(path, gzipSync(lines.join('\r\n'), { level: 1 }))
  const ended = await importBill({ tenant_id: TENANT_ID, source: BILL_SOURCE, paths: [path], actor: systemActor(TENANT_ID), now: await tenantNow(TENANT_ID) })
  expect(ended.state).toBe('completed')
  await watchTenant(TENANT_ID)
}

/** The provider exports November again, with every line of one day in it twice. */
async function deliverTwice(day: string): Promise<void> {
  const [header = '', ...lines] = gunzipSync(await readFile(november))
    .toString()
    .split('\r\n')
  const start = header.split(',').indexOf('line_item_usage_start_date')
  const again = lines.filter((line) => line.split(',')[start]?.startsWith(day))
  expect(again.length).toBeGreaterThan(0)
  const path = join(config().home, `twice-${randomUUID().slice(0, 8)}.csv.gz`)
  await writeFile(path, gzipSync([header, ...lines.slice(0, -1), ...again, lines.at(-1) ?? ''].join('\r\n'), { level: 1 }))
  const ended = await importBill({ tenant_id: TENANT_ID, source: BILL_SOURCE, paths: [path], actor: systemActor(TENANT_ID), now: await tenantNow(TENANT_ID) })
  expect(ended.state).toBe('completed')
  await watchTenant(TENANT_ID)
}

/** The provider exports November again, with a service under another name from a day on. */
async function deliverRenamed(from: string, to: string, since: string): Promise<void> {
  const [header = '', ...lines] = gunzipSync(await readFile(november))
    .toString()
    .split('\r\n')
  const start = header.split(',').indexOf('line_item_usage_start_date')
  const renamed = lines.map((line) => ((line.split(',')[start] ?? '') >= since ? line.replaceAll(from, to) : line))
  const path = join(config().home, `renamed-${randomUUID().slice(0, 8)}.csv.gz`)
  await writeFile(path, gzipSync([header, ...renamed].join('\r\n'), { level: 1 }))
  const ended = await importBill({ tenant_id: TENANT_ID, source: BILL_SOURCE, paths: [path], actor: systemActor(TENANT_ID), now: await tenantNow(TENANT_ID) })
  expect(ended.state).toBe('completed')
  await watchTenant(TENANT_ID)
}

/** The provider exports November again, with another line of usage on these days, which cost what the first line of usage costs. */
async function deliverAhead(days: readonly string[]): Promise<void> {
  const [header = '', ...lines] = gunzipSync(await readFile(november))
    .toString()
    .split('\r\n')
  const cells = (lines.find((line) => line.includes(',Usage,')) ?? '').split(',')
  const start = header.split(',').indexOf('line_item_usage_start_date')
  const ahead = days.map((day) => cells.with(start, `${day}T00:00:00.000Z`).join(','))
  const path = join(config().home, `ahead-${randomUUID().slice(0, 8)}.csv.gz`)
  await writeFile(path, gzipSync([header, ...ahead, ...lines].join('\r\n'), { level: 1 }))
  const ended = await importBill({ tenant_id: TENANT_ID, source: BILL_SOURCE, paths: [path], actor: systemActor(TENANT_ID), now: await tenantNow(TENANT_ID) })
  expect(ended.state).toBe('completed')
  await watchTenant(TENANT_ID)
}

const stakes = (cases: readonly Case[]) => cases.map((c) => `${c.case_id} ${c.at_stake_per_day}`).toSorted()

const command = (name: CommandName, c: Case, subject = c.case_id, reason = 'the load test is over, this is known', params: Record<string, unknown> = {}) =>
  giveCommand(personOf('mara'), name, c, { subject, reason, params })

beforeAll(async () => {
  await seedDemonstration()
  await deliver('2026-09-01')
  await watchTenant(TENANT_ID)
  november = join(config().inbox_dir, TENANT_ID, BILL_SOURCE, `${BILL_SOURCE}-2026-11.csv.gz`)
  story = (await find('lumen-dev')).case_id
  await drive()
})

it('opens nothing twice, however often it looks at the same bill', async () => {
  const before = { cases: await listCases(TENANT_ID), opened: await opened() }
  await watchTenant(TENANT_ID)
  expect({ cases: await listCases(TENANT_ID), opened: await opened() }).toEqual(before)
  expect(before.opened).toBe(before.cases.length)
})

it('keeps a ledger of what it noticed and opened no case for, by rule and dollars, and finds no defect in the bill of the demonstration', async () => {
  const latest = await latestRun(TENANT_ID)
  expect(latest?.run).toMatchObject({ cases: 7, defects: [] })
  expect(latest?.run.held.length).toBeGreaterThan(0)
  expect(latest?.run.held.every(({ rule, change_per_day }) => rule in HELD_WORDS && change_per_day !== '0')).toBe(true)
})

it('counts a day once that the provider delivers twice, opens nothing for it and names it as a defect until it is put right', async () => {
  const before = await opened()
  const total_change = (await read()).cost?.attribution?.total_change
  await deliverTwice('2026-11-14')
  expect(await opened()).toBe(before)
  const twice = (await latestRun(TENANT_ID))?.run.defects ?? []
  expect(twice.length).toBeGreaterThan(0)
  expect(new Set(twice.map(({ rule, first_day }) => `${rule} ${first_day}`))).toEqual(new Set(['day_repeated 2026-11-14']))
  // Evidence, and so attribution, reads the bill as detection mended it.
  await drive()
  const c = await read()
  const leaves = (await getEvidence(TENANT_ID, c.evidence_ids)).findLast(({ kind }) => kind === 'cost.leaf_changes')
  expect(leaves?.gaps).toContain('14 Nov was delivered twice: it counts once')
  expect(c.cost?.attribution?.total_change).toBe(total_change)
  await restate([])
  expect((await latestRun(TENANT_ID))?.run.defects).toEqual([])
  expect(await opened()).toBe(before)
  await drive()
})

it('goes on with the same cases when a service gets another name: none is withdrawn, opened again or told as new', async () => {
  const [before, cases] = [await opened(), await listCases(TENANT_ID)]
  const attribution = (await read()).cost?.attribution
  await deliverRenamed('Amazon Elastic Compute Cloud', 'Amazon EC2 Machines', '2026-11-02')
  expect((await latestRun(TENANT_ID))?.run.defects).toMatchObject([
    { rule: 'service_renamed', first_day: '2026-11-02', other_name: 'Amazon Elastic Compute Cloud', scope: { service_name: 'Amazon EC2 Machines' } },
  ])
  expect(await opened()).toBe(before)
  expect((await listCases(TENANT_ID)).map((c) => c.case_id).sort()).toEqual(cases.map((c) => c.case_id).sort())
  await drive()
  const c = await read()
  expect([c.status, c.incident_key]).toEqual(['plan_ready', cases.find(({ case_id }) => case_id === story)?.incident_key])
  expect(c.cost?.attribution?.total_change).toBe(attribution?.total_change)
  expect(c.cost?.attribution?.ledger).toEqual(attribution?.ledger)
  const leaves = (await getEvidence(TENANT_ID, c.evidence_ids)).findLast(({ kind }) => kind === 'cost.leaf_changes')
  expect(leaves?.gaps).toContain('Amazon Elastic Compute Cloud is billed as Amazon EC2 Machines since 2 Nov: both names are one service')
  expect((await replayCase(TENANT_ID, story)).parts.map((p) => p.outcome)).toEqual(Array(6).fill('identical'))
  await restate([])
  expect(await opened()).toBe(before)
  await drive()
})

it.each([
  ['a few days', '2026-11-23'],
  ['a year', '2027-11-19'],
])('goes on with the same cases when a line is dated %s ahead: none is withdrawn, and nothing is called a defect', async (_, day) => {
  const [before, cases] = [await opened(), await listCases(TENANT_ID)]
  await deliverAhead([day])
  expect((await latestRun(TENANT_ID))?.run).toMatchObject({ cases: 7, defects: [] })
  expect(await opened()).toBe(before)
  const now = await listCases(TENANT_ID)
  expect(now.filter((c) => c.status === 'withdrawn_by_restatement')).toEqual([])
  expect(stakes(now)).toEqual(stakes(cases))
  expect(await listSources(TENANT_ID, await tenantNow(TENANT_ID))).toMatchObject([{ last_day: '2026-11-19', settled_to: '2026-11-16' }])
  await restate([])
  await drive()
})

it('starts a case again that a restated bill shows smaller, from its evidence to its plan', async () => {
  const before = await read()
  await restate(MACHINES.slice(0, 3))
  expect(await read()).toMatchObject({ status: 'detected', at_stake_per_day: '123.264', plan: null, policy: null, revision: before.revision + 1 })
  await drive()
  const c = await read()
  expect({ status: c.status, targets: c.plan?.actions[0]?.targets.length }).toEqual({ status: 'plan_ready', targets: 6 })
  expect(c.plan?.plan_hash).not.toBe(before.plan?.plan_hash)
  expect((await replayCase(TENANT_ID, story)).parts.map((p) => p.outcome)).toEqual(Array(6).fill('identical'))
})

it('leaves a case alone while people decide about it, and starts it again when the request is taken back', async () => {
  await command('plan.submit', await read())
  await drive()
  await restate([])
  const asked = await read()
  expect({ status: asked.status, at_stake: asked.at_stake_per_day }).toEqual({ status: 'awaiting_approval', at_stake: '123.264' })
  await command('approval.withdraw', asked, asked.approval?.approval_id)
  await drive()
  await watchTenant(TENANT_ID)
  await drive()
  const c = await read()
  expect({ status: c.status, at_stake: c.at_stake_per_day, targets: c.plan?.actions[0]?.targets.length }).toEqual({
    status: 'plan_ready',
    at_stake: '184.896',
    targets: 9,
  })
})

it('does not open again what a person settled, however the bill is restated', async () => {
  const { case_id } = await find('Vantor')
  await drive(case_id)
  await command('case.close', await read(case_id))
  await drive(case_id)
  const closed = await read(case_id)
  expect(closed.status).toBe('accepted')
  await restate(MACHINES.slice(0, 1))
  expect(await read(case_id)).toEqual(closed)
})

it('withdraws an open case that the restated bill no longer shows', async () => {
  await restate(MACHINES)
  const c = await read()
  expect({ status: c.status, phase: c.phase }).toEqual({ status: 'withdrawn_by_restatement', phase: 'closed' })
  await drive()
  await watchTenant(TENANT_ID)
  await drive()
  expect(await read()).toEqual(c)
  await expect(command('case.reopen', c)).rejects.toThrow('the bill no longer shows it: there is nothing to reopen')
})

it('takes a withdrawn case up again when the next bill shows it after all', async () => {
  await restate([])
  expect(await read()).toMatchObject({ status: 'detected', at_stake_per_day: '184.896' })
  await drive()
  expect(await read()).toMatchObject({ status: 'plan_ready' })
  expect((await listAudit(TENANT_ID, { subject: story, limit: 200 })).filter((e) => e.kind === 'case.reopened')).toHaveLength(1)
  expect(await opened()).toBe((await listCases(TENANT_ID)).length)
})

it('makes a rule of what a person expects, shows it in the ledger, and forgets it when it is lifted', async () => {
  const c = await find('NAT')
  await drive(c.case_id)
  const quiet = { floor_per_day: '400', until: '2026-12-24' }
  const say = async (params: Record<string, unknown>) =>
    command('anomaly.assess', await read(c.case_id), c.case_id, 'the new partner pulls its exports', params)
  await expect(say({ assessment: 'accurate', quiet })).rejects.toThrow('not kept quiet')
  await expect(say({ assessment: 'expected', quiet: { ...quiet, floor_per_day: '4000' } })).rejects.toThrow('twice what this case found')
  await expect(say({ assessment: 'expected', quiet: { ...quiet, until: '2027-12-24' } })).rejects.toThrow('within 92 days')
  await say({ assessment: 'expected', quiet })
  const [rule] = (await getTenant(TENANT_ID)).settings.quiet_rules
  expect(rule).toMatchObject({ ...quiet, family: 'usage', case_id: c.case_id, scope: c.cost?.anomaly.scope })
  await watchTenant(TENANT_ID)
  const expected = async () => (await latestRun(TENANT_ID))?.run.held.filter((held) => held.rule === 'person_expects_it') ?? []
  expect(await expected()).toMatchObject([{ rule_id: rule?.rule_id, incident_key: c.incident_key }])
  await command('quiet.lift', { ...c, revision: 0 }, TENANT_ID, 'the partner has gone again', { rule_id: rule?.rule_id })
  expect((await getTenant(TENANT_ID)).settings.quiet_rules).toEqual([])
  await watchTenant(TENANT_ID)
  expect(await expected()).toEqual([])
})

it('tells nothing in a scope that is smaller than a threshold that somebody set, lists it as held back, and tells it again once that is lifted', async () => {
  const scope = { sub_account_id: '210000000003' }
  const keys = async () => (await latestRun(TENANT_ID))?.run.held.filter((held) => held.rule === 'below_threshold_set') ?? []
  const give = (name: CommandName, params: Record<string, unknown>) =>
    runCommand(personOf('noor'), {
      command: name,
      subject: TENANT_ID,
      expected_version: null,
      plan_hash: null,
      intent_digest: null,
      params,
      reason: 'the migration of this account is planned',
      acknowledged: null,
      surface: 'web',
      idempotency_key: randomUUID(),
    })
  expect(await keys()).toEqual([])
  await give('threshold.override', { scope, least_per_day: '350', until: '2026-12-24' })
  await watchTenant(TENANT_ID)
  const [rule] = (await getTenant(TENANT_ID)).settings.threshold_rules
  const held = await keys()
  expect(held.length).toBeGreaterThan(0)
  for (const change of held) {
    expect(change).toMatchObject({ rule_id: rule?.rule_id, scope })
    expect(Number(change.change_per_day)).toBeLessThan(350)
  }
  await give('threshold.lift', { rule_id: rule?.rule_id })
  await watchTenant(TENANT_ID)
  expect(await keys()).toEqual([])
})
