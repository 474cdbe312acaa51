import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { provideTemplateNames } from '@/lib/cases/template-names'
import { change as tenantChange } from '@/lib/db/change'
import { getTenant, lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { addMissingSchedules, listSchedules, queueDueSchedules } from '@/lib/jobs/schedule-store'
import { pendingJobs } from '@/lib/jobs/store'
import { digest } from '@/lib/kernel/canonical'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Actor } from '@/schemas/actor'
import type { CommandName, CommandRequest } from '@/schemas/command'
import { Level } from '@/schemas/policy'
import { isStopped, lastLook } from '../asking-policy/last-look'
import { policyFacts } from '../asking-policy/policy-facts'
import { runCommand } from '../bus'
import { seedCase, seedTenant } from '../fixtures/seed-story'
import { ines, mara, NOW, noor, system, TENANT } from '../fixtures/story'

testDatabase()
provideTemplateNames('cost', ['schedule_nonprod', 'tag_owner'])
beforeAll(() => seedTenant())
const { tenant_id } = TENANT

const give = (actor: Actor, command: CommandName, params: Record<string, unknown>, about: Partial<CommandRequest> = {}) => {
  const request: CommandRequest = {
    command,
    subject: tenant_id,
    expected_version: null,
    plan_hash: null,
    intent_digest: null,
    params,
    reason: 'agreed in the weekly meeting',
    acknowledged: null,
    surface: 'web',
    idempotency_key: randomUUID(),
    ...about,
  }
  return runCommand(actor, request)
}
const mode = async () => (await getTenant(tenant_id)).settings.mode

describe('the mode of a tenant', () => {
  it('goes up one step at a time and down at once, by an administrator, and each step is an audited event', async () => {
    await give(noor, 'mode.set', { mode: 'read_only' })
    await expect(give(noor, 'mode.set', { mode: 'approve_everything' })).rejects.toThrow('one step at a time: the next mode is shadow')
    await expect(give(ines, 'mode.set', { mode: 'shadow' })).rejects.toThrow('admin')
    for (const step of ['shadow', 'approve_everything', 'low_risk_automatic']) await give(noor, 'mode.set', { mode: step })
    expect(await mode()).toBe('low_risk_automatic')
    const events = await listAudit(tenant_id)
    expect(events.filter((e) => e.kind === 'mode.changed')).toHaveLength(4)
  })

  it('keeps a plan from being sent and from being carried out in shadow mode, and asks a person for all of them in the next', async () => {
    const { digest: policy_digest } = await policyEngine(tenant_id)
    const c = await seedCase({ policy_digest })
    await give(noor, 'mode.set', { mode: 'shadow' })
    const sent = { subject: c.case_id, plan_hash: c.plan?.plan_hash ?? null, expected_version: c.revision }
    await expect(give(mara, 'plan.submit', {}, sent)).rejects.toThrow('shadow mode')
    expect(await lastLook(c, NOW)).toMatchObject({ may_run: false, because: expect.stringContaining('shadow mode') })
    expect(await isStopped(c, NOW)).toBe(true)
    await give(noor, 'mode.set', { mode: 'approve_everything' })
    expect(await isStopped(c, NOW)).toBe(false)
    const around = { evidence: [], has_other_open_plan: false, mutations_today: 0, changed_today: [], is_cooling_down: false, rolled_back: {} }
    expect(c.plan && policyFacts(c, c.plan, await getTenant(tenant_id), NOW, around).tenant_least_rank).toBe(Level.options.indexOf('L1'))
    await give(noor, 'mode.set', { mode: 'low_risk_automatic' })
  })
})

describe('settings of a tenant', () => {
  const digestNow = async () => digest((await getTenant(tenant_id)).settings)

  it('are changed as they were seen, and not when somebody else was faster', async () => {
    const seen = await digestNow()
    await give(noor, 'settings.change', { before: seen, settings: { guard_tags: ['keep'] } })
    expect((await getTenant(tenant_id)).settings).toMatchObject({ guard_tags: ['keep'], max_targets: { prod: 3 } })
    await expect(give(noor, 'settings.change', { before: seen, settings: { guard_tags: [] } })).rejects.toThrow('have changed since')
  })

  it('refuse hours that end before or as they begin, with the field, both hours and what to do', async () => {
    const days = [0, 1, 2, 3, 4]
    const change = async (settings: Record<string, unknown>) => give(noor, 'settings.change', { before: await digestNow(), settings })
    await expect(change({ change_window: { days, from_hour: 22, to_hour: 6 } })).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringMatching(/^params\.settings\.change_window\.to_hour: .* end at 6:00, .* start at 22:00\. Hours lie within one day/),
      detail: { field: 'params.settings.change_window.to_hour', value: 6 },
    })
    await expect(change({ change_window: { days, from_hour: 9, to_hour: 9 } })).rejects.toThrow('change_window.to_hour')
    await expect(change({ business_hours: { days, from_hour: 17, to_hour: 9, holidays: [] } })).rejects.toThrow('business_hours.to_hour')
    await change({ change_window: { days, from_hour: 22, to_hour: 24 } })
    await change({ change_window: null })
  })

  it('refuse amounts of severity in another order, and regions that no bill names, with the field and what to do', async () => {
    const change = async (settings: Record<string, unknown>) => give(noor, 'settings.change', { before: await digestNow(), settings })
    await expect(change({ severity_cuts_per_day: { critical: 1000, high: 1000, medium: 200 } })).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringMatching(/severity_cuts_per_day\.high: .* at 1000 a day, .* below critical at 1000\. Give the amounts/),
    })
    await expect(change({ severity_cuts_per_day: { critical: 9000, high: 1000, medium: 0 } })).rejects.toThrow('severity_cuts_per_day.medium')
    await expect(change({ allowed_regions: ['Ireland'] })).rejects.toThrow('a region as the bill names it')
    await change({ severity_cuts_per_day: { critical: 9000, high: 2000, medium: 500 }, allowed_regions: ['eu-west-1'] })
    const event = (await listAudit(tenant_id)).find((e) => e.kind === 'settings.changed')
    expect(JSON.parse(event?.body ?? '{}')).toMatchObject({ was: { allowed_regions: null }, values: { severity_cuts_per_day: { high: 2000 } } })
    await change({ severity_cuts_per_day: null, allowed_regions: null })
  })

  it('refuse actions that nobody has, keys that no tag has and accounts that are none, with what to write instead', async () => {
    const change = async (settings: Record<string, unknown>) => give(noor, 'settings.change', { before: await digestNow(), settings })
    for (const field of ['denied_templates', 'auto_templates'])
      await expect(change({ [field]: ['schedule_nonprd'] })).rejects.toMatchObject({
        code: 'validation_failed',
        message: `params.settings.${field}: there is no action "schedule_nonprd". Did you mean schedule_nonprod?`,
        detail: { field: `params.settings.${field}`, value: 'schedule_nonprd' },
      })
    await expect(change({ denied_templates: ['terminate everything'] })).rejects.toThrow('It is one of schedule_nonprod, tag_owner')
    await expect(change({ guard_tags: ['keep', 'pci=true'] })).rejects.toThrow('"pci=true" has a value. Give the key alone')
    await expect(change({ guard_tags: [' keep'] })).rejects.toThrow('begins or ends with a space')
    await expect(change({ guard_tags: ['keep\tthis'] })).rejects.toThrow('is no key of a tag')
    await expect(change({ allowed_accounts: ['2100-0000-0006'] })).rejects.toThrow('"2100-0000-0006" is no account id. Give its twelve digits')
    await change({ denied_templates: ['tag_owner'], guard_tags: ['aws:cloudformation:stack-name', 'Kostenstelle'], allowed_accounts: ['210000000006'] })
    await change({ denied_templates: [], guard_tags: ['keep'], allowed_accounts: null })
  })

  it('read and keep names that an older version took, beside new ones', async () => {
    const older = { denied_templates: ['an_action_of_an_older_version'], allowed_accounts: ['lumen'] }
    await tenantChange(tenant_id, async (tx) => {
      await saveSettings(tx, tenant_id, { ...(await lockTenant(tx, tenant_id)).settings, ...older })
      return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: system, body: {} }] }
    })
    const change = async (settings: Record<string, unknown>) => give(noor, 'settings.change', { before: await digestNow(), settings })
    await change({ denied_templates: ['an_action_of_an_older_version', 'tag_owner'], allowed_accounts: ['lumen', '210000000006'] })
    expect((await getTenant(tenant_id)).settings).toMatchObject({ allowed_accounts: ['lumen', '210000000006'] })
    await change({ denied_templates: [], allowed_accounts: null })
    await expect(change({ allowed_accounts: ['lumen'] })).rejects.toThrow('is no account id')
  })

  it("name no secret but the tenant's own", async () => {
    const hook = { hook_id: 'deploys', kind: 'github', account_id: '210000000005', service_name: 'payments-api' }
    const connectors = (secret: string) => ({ connectors: { hooks: [{ ...hook, secret }] } })
    await expect(give(noor, 'settings.change', { before: await digestNow(), settings: connectors('env:COUNTERSIGN_TN_OTHER_HOOK') })).rejects.toThrow(
      'secrets are named',
    )
    await expect(give(noor, 'settings.change', { before: await digestNow(), settings: connectors('file:/etc/passwd') })).rejects.toThrow('connectors.hooks')
    await give(noor, 'settings.change', { before: await digestNow(), settings: connectors('env:COUNTERSIGN_TN_NORTHLIGHT_HOOK') })
  })

  it('say in which month fiscal years start, by an administrator, and the audit trail keeps what it was', async () => {
    expect((await getTenant(tenant_id)).settings.fiscal_year_starts_in_month).toBeNull()
    const change = async (actor: Actor, fiscal_year_starts_in_month: number | null) =>
      give(actor, 'settings.change', { before: await digestNow(), settings: { fiscal_year_starts_in_month } })
    await expect(change(ines, 4)).rejects.toThrow('admin')
    await expect(change(noor, 13)).rejects.toThrow('fiscal_year_starts_in_month')
    await change(noor, 4)
    expect((await getTenant(tenant_id)).settings.fiscal_year_starts_in_month).toBe(4)
    const event = (await listAudit(tenant_id)).find((e) => e.kind === 'settings.changed')
    expect(JSON.parse(event?.body ?? '{}')).toMatchObject({ was: { fiscal_year_starts_in_month: null }, values: { fiscal_year_starts_in_month: 4 } })
    await change(noor, null)
  })

  it('hold nothing that has a command of its own', async () => {
    await expect(give(noor, 'settings.change', { before: await digestNow(), settings: { mode: 'shadow' } })).rejects.toThrow('settings')
  })
})

describe('the time zone of a tenant', () => {
  const zone = async () => (await getTenant(tenant_id)).time_zone

  it('moves scheduled work to the same hour of other clocks, by an administrator, and is an audited event', async () => {
    await addMissingSchedules(tenant_id, 'UTC', NOW)
    const times = async () => (await listSchedules(tenant_id)).map((s) => Date.parse(s.next_run_at))
    await expect(give(ines, 'time_zone.set', { time_zone: 'Asia/Tokyo', before: 'UTC' })).rejects.toThrow('admin')
    await give(noor, 'time_zone.set', { time_zone: 'Asia/Kolkata', before: 'UTC' })
    expect(await zone()).toBe('Asia/Kolkata')
    const there = await times()
    const [event] = (await listAudit(tenant_id)).filter((e) => e.kind === 'time_zone.changed')
    expect(JSON.parse(String(event?.body))).toMatchObject({ before: 'UTC', after: 'Asia/Kolkata' })
    await give(noor, 'time_zone.set', { time_zone: 'UTC', before: 'Asia/Kolkata' })
    // Its clocks are five and a half hours ahead, so that what runs at a minute of the hour runs half an hour off.
    const here = await times()
    expect(here.map((at, i) => Math.abs(at - (there[i] ?? 0)) % 3_600_000)).toEqual(here.map(() => 1_800_000))
  })

  it('is a name that clocks know, as it was seen', async () => {
    await expect(give(noor, 'time_zone.set', { time_zone: 'Mars/Olympus', before: 'UTC' })).rejects.toThrow('such as Europe/Berlin')
    await expect(give(noor, 'time_zone.set', { time_zone: '+05:30', before: 'UTC' })).rejects.toThrow('such as Europe/Berlin')
    await expect(give(noor, 'time_zone.set', { time_zone: 'Europe/Berlin', before: 'Asia/Tokyo' })).rejects.toThrow('meanwhile')
    await expect(give(noor, 'time_zone.set', { time_zone: 'UTC', before: 'UTC' })).rejects.toThrow('already')
  })
})

describe('scheduled work', () => {
  it('comes due once for all the times that were missed, and not at all while it is paused', async () => {
    await addMissingSchedules(tenant_id, 'UTC', NOW)
    const later = '2026-11-23T12:00:00.000Z'
    await give(noor, 'schedule.pause', { name: 'refresh' })
    expect((await queueDueSchedules(tenant_id, 'UTC', later)).sort()).toEqual(['detection', 'shadow_compare', 'waste_sweep'])
    expect(await queueDueSchedules(tenant_id, 'UTC', later)).toEqual([])
    expect((await listSchedules(tenant_id)).find((s) => s.name === 'detection')?.next_run_at).toBe('2026-11-24T06:15:00.000Z')
  })

  it('is set, paused, resumed and done at once by a command', async () => {
    await give(noor, 'schedule.set', { name: 'refresh', cron: '0 3 * * *' })
    await expect(give(noor, 'schedule.set', { name: 'refresh', cron: 'whenever it suits' })).rejects.toThrow('cron')
    await give(noor, 'schedule.resume', { name: 'refresh' })
    expect((await listSchedules(tenant_id)).find((s) => s.name === 'refresh')).toMatchObject({ cron: '0 3 * * *', is_paused: false })
    const queued = async () => (await pendingJobs()).find((j) => j.task === 'schedule.run')?.count ?? 0
    const before = await queued()
    await give(noor, 'schedule.run_now', { name: 'refresh' })
    expect(await queued()).toBe(before + 1)
  })
})
