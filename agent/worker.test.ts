import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { testDatabase } from '@/e2e/scripts/test-database'
import { verifyAudit } from '@/lib/audit/store'
import { getCase, listCases } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { seeClocks } from '@/lib/identity/clock-store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { enqueueAlone, pendingJobs } from '@/lib/jobs/store'
import type { Actor } from '@/schemas/actor'
import type { Case, CaseStatus } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { personOf, seedDemonstration, TENANT_ID } from './graph/fixtures/demonstration'
import { work } from './worker'

const database = testDatabase()
// The whole bill is written and imported twice here.
const LONG = { timeout: 240_000, interval: 100 }
let worker: { stop(): Promise<void> }
let story = ''
const read = (): Promise<Case> => getCase(TENANT_ID, story)
const reaches = (status: CaseStatus) => vi.waitFor(async () => expect((await read()).status).toBe(status), LONG)

const command = async (actor: Actor, name: CommandName, subject = story, params: Record<string, unknown> = {}) =>
  giveCommand(actor, name, await read(), { subject, params })

beforeAll(async () => {
  await seedDemonstration()
  await enqueueAlone('bill.deliver', { tenant_id: TENANT_ID })
  worker = await work(database.owner_url(), ['detection', 'cases', 'execution'], 3)
})
afterAll(async () => {
  await worker.stop()
  await closeCheckpoints()
})

it('takes the bill in and brings every case to people with nothing but jobs', { timeout: 300_000 }, async () => {
  await vi.waitFor(async () => expect([(await pendingJobs()).length, (await listCases(TENANT_ID)).length]).toEqual([0, 7]), LONG)
  story = (await listCases(TENANT_ID)).find((c) => c.headline.includes('lumen-dev'))?.case_id ?? ''
  expect((await listCases(TENANT_ID)).map((c) => c.status).sort()).toEqual([...Array(5).fill('no_action'), 'plan_ready', 'plan_ready'])
})

it('carries the story on from the people’s commands to its verification, whichever of sweep and bill comes first', { timeout: 300_000 }, async () => {
  await command(personOf('mara'), 'plan.submit')
  await reaches('awaiting_approval')
  await command(personOf('tomas'), 'approval.approve', (await read()).approval?.approval_id)
  await reaches('executed')
  await command(personOf('mara'), 'clock.advance', TENANT_ID, { days: 11 })
  await reaches('verified')
  expect((await read()).checks.map((check) => `${check.check} ${check.outcome}`)).toEqual(['n=7 close'])
  expect((await verifyAudit(TENANT_ID)).is_intact).toBe(true)
})

it('starts with the demonstration’s clock where it was last seen', async () => {
  await worker.stop()
  const shown = await tenantNow(TENANT_ID)
  await seeClocks(Date.now())
  vi.setSystemTime(Date.now() + 64 * 3_600_000)
  try {
    worker = await work(database.owner_url(), ['cases'], 1)
    const gone_on_ms = Date.parse(await tenantNow(TENANT_ID)) - Date.parse(shown)
    expect(gone_on_ms).toBeGreaterThanOrEqual(0)
    expect(gone_on_ms).toBeLessThan(60_000)
  } finally {
    vi.useRealTimers()
  }
})

it('looks at what was delivered before the checks that waited for it', { timeout: 120_000 }, async () => {
  await worker.stop()
  worker = await work(database.owner_url(), ['detection'], 1)
  const waiting = async () => (await pendingJobs()).map((job) => job.task).filter((task) => task === 'detect.run' || task === 'due.sweep')
  expect(await waiting()).toEqual([])
  await enqueueAlone('detect.run', { tenant_id: TENANT_ID, because: 'a delivery' })
  // Nobody sweeps here, so the sweep that the look has asked for stays.
  await vi.waitFor(async () => expect(await waiting()).toEqual(['due.sweep']), LONG)
})
