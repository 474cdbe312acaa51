import { beforeAll, describe, expect, it } from 'vitest'
import { testConnector } from '@/agent/desks/cost/connect/test-connectors'
import { readSwept } from '@/agent/desks/cost/plan/live-targets'
import { runSchedule, sweepPlaces } from '@/agent/desks/cost/scheduled/run-schedule'
import { recentSweep, recentTrend, sweepWaste } from '@/agent/desks/cost/scheduled/sweep-waste'
import { openCaseTicket } from '@/agent/desks/cost/tell/open-ticket'
import { settleCaseTicket } from '@/agent/desks/cost/tell/settle-ticket'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { moveCase } from '@/lib/cases/move'
import { getCase, insertCase, saveCase } from '@/lib/cases/store'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { NOW, storyCase, storyPlan, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { TicketPort } from '@/lib/desks/cost/connectors/tickets/port'
import { recordedWaste } from '@/lib/desks/cost/connectors/waste/recorded'
import { planTargets } from '@/lib/desks/cost/plan/plan-targets'
import { tenantNow } from '@/lib/identity/tenant-store'
import { addMissingSchedules, listSchedules } from '@/lib/jobs/schedule-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import { WasteFindings } from '@/schemas/evidence/waste'

testDatabase()
beforeAll(() => seedTenant())
const { tenant_id } = TENANT
const PLACE = { account_id: '210000000003', region_id: 'eu-west-1' }
const VOLUME = `arn:aws:ec2:eu-west-1:210000000003:volume/vol-1`

describe('what a sweep names', () => {
  const port = recordedWaste({
    '210000000003/eu-west-1': {
      account_id: '210000000003',
      generated_at: '',
      unused_ebs_volumes: [{ volume_id: 'vol-1', estimated_monthly_cost: 44 }, { volume_id: 'vol-2' }],
    },
  })
  // Only what is asked here: the account knows one of the two volumes.
  const cloud = {
    connector: 'test-cloud',
    diskVolumes: async () => [{ arn: VOLUME, tags: { 'do-not-modify': 'true' }, created_at: '2026-10-01T00:00:00.000Z' }],
  } as unknown as CloudPort

  it('is kept for the cases of a day and asked again after that', async () => {
    const swept = await sweepWaste(tenant_id, port, PLACE, NOW)
    const silent = { ...port, sweep: async () => Promise.reject(new Error('asked again')) }
    expect((await recentSweep(tenant_id, silent, PLACE, '2026-11-20T08:00:00.000Z')).evidence_id).toBe(swept.evidence_id)
    await expect(recentSweep(tenant_id, silent, PLACE, '2026-11-21T08:00:00.000Z')).rejects.toThrow('asked again')
  })

  it('is known of every other region where one could not be asked, and the history says which', async () => {
    const [down, up] = [
      { ...PLACE, region_id: 'ap-south-1' },
      { ...PLACE, region_id: 'eu-central-1' },
    ]
    const sweep: typeof port.sweep = async (place) => {
      if (place.region_id === down.region_id) throw new Fault('provider_down', 'aws-doctor took longer than 300 s: sweep fewer regions')
      return port.sweep(place)
    }
    expect(await sweepPlaces(tenant_id, { ...port, sweep, places: [down, up], covers: () => true })).toEqual({
      outcome: 'failed',
      detail: 'could not sweep ap-south-1 (aws-doctor took longer than 300 s: sweep fewer regions); found eu-central-1 0',
    })
    const silent = { ...port, sweep: async () => Promise.reject(new Error('asked again')) }
    const later = addHours(await tenantNow(tenant_id), 1)
    expect((await recentSweep(tenant_id, silent, up, later)).body).toMatchObject({ findings: [] })
  })

  it('stands beside the months of the account, which are asked for once a day whatever region is looked at', async () => {
    const trend = await recentTrend(tenant_id, port, PLACE, NOW)
    expect(trend).toMatchObject({ kind: 'cost.month_trend', body: { account_id: PLACE.account_id, growth_ratio_per_month: null } })
    const silent = { ...port, trend: async () => Promise.reject(new Error('asked again')) }
    const other = { ...PLACE, region_id: 'us-east-1' }
    expect((await recentTrend(tenant_id, silent, other, '2026-11-20T08:00:00.000Z')).evidence_id).toBe(trend.evidence_id)
    await expect(recentTrend(tenant_id, silent, other, '2026-11-21T08:00:00.000Z')).rejects.toThrow('asked again')
  })

  it('is read live, so that its tags protect it and policy knows its age', async () => {
    const swept = await sweepWaste(tenant_id, port, PLACE, NOW)
    const evidence = await readSwept(cloud, swept, WasteFindings.parse(swept.body), NOW)
    expect(WasteFindings.parse(evidence[0]?.body).findings.map((f) => f.tags)).toEqual([{ 'do-not-modify': 'true' }, {}])
    const plan = storyPlan({ policy_digest: 'a'.repeat(64) })
    const [action] = plan.actions
    if (action === undefined) throw new Error('the story has a plan')
    const [target] = action.targets
    if (target === undefined) throw new Error('the plan has a target')
    const about = (arn: string) => planTargets({ ...plan, actions: [{ ...action, targets: [{ ...target, arn }] }] }, evidence).targets[0]
    expect(about(VOLUME)).toEqual({ arn: VOLUME, tags: { 'do-not-modify': 'true' }, since: '2026-10-01T00:00:00.000Z' })
    expect(about(VOLUME.replace('vol-1', 'vol-2'))).toMatchObject({ tags: null, since: null })
  })
})

describe('the ticket of a case for which no action is safe', () => {
  let opened = 0
  const closed: string[] = []
  const port: TicketPort = {
    connector: 'jira',
    find: async () => undefined,
    open: async (_, text) => {
      opened += 1
      return { key: 'OPS-7', url: 'https://jira.example/browse/OPS-7', title: text.title }
    },
    comment: async () => undefined,
    close: async (_, because) => void closed.push(because),
    check: async () => 'project Operations',
  }

  it('is opened once, shown with its link, and audited, however often the job runs', async () => {
    const c: Case = { ...storyCase({ policy_digest: 'a'.repeat(64) }), status: 'no_action', approval: null, evidence_ids: [] }
    await change(tenant_id, async (tx) => {
      await insertCase(tx, c)
      return { result: undefined, events: [{ kind: 'case.opened', subject: c.case_id, actor: system, body: {} }] }
    })
    await openCaseTicket(tenant_id, c.case_id, port)
    await openCaseTicket(tenant_id, c.case_id, port)
    expect(opened).toBe(1)
    expect((await getCase(tenant_id, c.case_id)).ticket).toMatchObject({ key: 'OPS-7', url: 'https://jira.example/browse/OPS-7' })
    expect((await listAudit(tenant_id)).filter((e) => e.kind === 'ticket.opened' && e.body.includes('OPS-7'))).toHaveLength(1)
  })

  it('is not asked for twice by two workers, nor again at once after an answer that was lost', async () => {
    const own = { ...storyCase({ policy_digest: 'a'.repeat(64), case_id: 'case_race' }), incident_key: 'race', status: 'no_action' as const, approval: null }
    await change(tenant_id, async (tx) => {
      await insertCase(tx, { ...own, evidence_ids: [] })
      return { result: undefined, events: [{ kind: 'case.opened', subject: own.case_id, actor: system, body: {} }] }
    })
    // Jira made the issue, its answer was lost, and its search does not know it yet.
    let made = 0
    const lost: TicketPort = {
      ...port,
      async open() {
        made += 1
        throw new Fault('provider_down', 'Jira did not answer')
      },
    }
    await Promise.allSettled([openCaseTicket(tenant_id, own.case_id, lost), openCaseTicket(tenant_id, own.case_id, lost)])
    await expect(openCaseTicket(tenant_id, own.case_id, lost)).rejects.toThrow('asked for a moment ago')
    expect(made).toBe(1)
    const found = { key: 'OPS-8', url: 'https://jira.example/browse/OPS-8', title: 'found by its label' }
    await openCaseTicket(tenant_id, own.case_id, { ...lost, find: async () => found })
    expect((await getCase(tenant_id, own.case_id)).ticket).toEqual(found)
    expect(made).toBe(1)
  })

  it('is told how its case ended, once, and only when it has ended', async () => {
    const { case_id } = storyCase({ policy_digest: 'a'.repeat(64) })
    await settleCaseTicket(tenant_id, case_id, port)
    expect(closed).toEqual([])
    const c = await getCase(tenant_id, case_id)
    await change(tenant_id, async (tx) => {
      await saveCase(tx, moveCase(c, 'accepted', NOW, 'Accepted by Ines: planned load test'), c.revision)
      return { result: undefined, events: [{ kind: 'case.closed', subject: case_id, actor: system, body: {} }] }
    })
    expect(await everyTenant("select 1 from graphile_worker.jobs where task_identifier = 'ticket.settle'")).toHaveLength(1)
    await settleCaseTicket(tenant_id, case_id, port)
    await settleCaseTicket(tenant_id, case_id, port)
    expect(closed).toEqual([expect.stringMatching(/^closed: Accepted by Ines: planned load test\. https?:.+\/cases\/case_/)])
  })
})

describe('connectors of a tenant', () => {
  it('say what connects them while they are not connected', async () => {
    expect(await testConnector(tenant_id, 'waste')).toMatchObject({ state: 'not_connected', remedy: expect.stringContaining('COUNTERSIGN_AWS_DOCTOR') })
    expect(await testConnector(tenant_id, 'cloud')).toMatchObject({ state: 'answers' })
  })
})

describe('scheduled work', () => {
  it('says why it had nothing to do, and when it failed, in its history', async () => {
    await runSchedule(tenant_id, 'waste_sweep', 'Noor Haddad')
    await runSchedule(tenant_id, 'detection', null)
    await runSchedule(tenant_id, 'shadow_compare', null)
    await runSchedule(tenant_id, 'refresh', null)
    await addMissingSchedules(tenant_id, 'UTC', NOW)
    const runs = new Map((await listSchedules(tenant_id)).map((s) => [s.name, s.runs[0]]))
    expect(runs.get('waste_sweep')).toMatchObject({ outcome: 'skipped', detail: 'aws-doctor is not connected', asked_by: 'Noor Haddad' })
    expect(runs.get('detection')).toMatchObject({ outcome: 'skipped', detail: 'no bill has been imported yet' })
    expect(runs.get('shadow_compare')?.outcome).toBe('skipped')
    expect(runs.get('refresh')).toMatchObject({ outcome: 'done', detail: '1 connector answered' })
  })
})
