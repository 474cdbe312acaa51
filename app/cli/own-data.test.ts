import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { driveCase } from '@/agent/graph/drive'
import { graphOf } from '@/agent/index'
import { replayCase } from '@/agent/replay'
import { approvalsView } from '@/app/views/approvals/approvals'
import { auditView } from '@/app/views/audit'
import { caseView } from '@/app/views/case/case'
import { inboxView } from '@/app/views/inbox/inbox'
import { verificationView } from '@/app/views/savings/verification'
import { shellView } from '@/app/views/shell'
import { signInView } from '@/app/views/sign-in'
import { sourcesView } from '@/app/views/sources/sources'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listCases } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { deliverBill } from '@/lib/desks/cost/demo/deliver'
import { DEMO_SEED, DEMO_START } from '@/lib/desks/cost/demo/people'
import { findSession, openSession } from '@/lib/identity/session-store'
import { getTenant, moveClock } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { toMs } from '@/lib/kernel/time'
import { asPerson } from './as-person'
import { ask } from './commands/ask'
import { importBills } from './commands/import'
import { launcherActor } from './launcher-actor'
import { seedIfEmpty } from './seed'
import { HOME_TENANT, seedHome } from './seed-home'

testDatabase()
afterAll(closeCheckpoints)

const { tenant_id } = HOME_TENANT
const you = () => asPerson(tenant_id, 'usr_you')

/** What a command prints. */
async function said(run: () => Promise<number>): Promise<{ code: number; text: string }> {
  let text = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  try {
    return { code: await run(), text }
  } finally {
    out.mockRestore()
  }
}

beforeAll(async () => {
  await seedIfEmpty()
  await seedHome()
})

describe('the first start', () => {
  it('offers the demonstration and an organisation of one’s own, and makes neither twice', async () => {
    expect(await seedIfEmpty()).toBe(false)
    expect(await seedHome()).toBe(false)
    const offered = (await signInView()).map((t) => `${t.tenant}: ${t.people.map((p) => p.name).join(', ')}`)
    expect(offered).toEqual([
      'Northlight: Ines Duarte, Mara Lindqvist, Noor Haddad, Pavel Reyes, Tomas Okafor, Yuki Brandt',
      'Your organisation: Second person, Third person, You',
    ])
  })

  it('begins read only, so that each step to acting is taken by an administrator', async () => {
    expect((await getTenant(tenant_id)).settings.mode).toBe('read_only')
  })

  it('lets its people sign in on this machine, and each stays in their tenant', async () => {
    const actor = (await findSession(await openSession('usr_you', 'web'), 'web'))?.actor ?? null
    expect(actor).toMatchObject({ id: 'usr_you', tenant_id, roles: ['analyst', 'admin'] })
    expect((await shellView(await you())).people.map((p) => p.id)).toEqual(['usr_second', 'usr_third'])
  })

  it('shows every page without a bill, and says what is missing', async () => {
    const actor = await you()
    const inbox = await inboxView(actor, undefined)
    expect(inbox).toMatchObject({ lists: [], empty: { title: 'No bill yet', action: { label: 'Import a bill', href: '/sources' } } })
    expect(await approvalsView(actor)).toMatchObject({ waiting: [], closed: [] })
    expect(await verificationView(actor, undefined)).toMatchObject({ rows: [], selected: null })
    expect(await sourcesView(actor)).toMatchObject({ sources: [], imports: [], import_denied: null })
    const audit = await auditView(actor, { case_id: null, noun: null, actor_id: null, before: null })
    expect(audit.verify.is_intact).toBe(true)
    expect(audit.rows.map((r) => r.kind)).toEqual(['session.opened', 'person.added', 'person.added', 'person.added', 'tenant.created'])
    // An entry about a person says who it is.
    expect(audit.rows.map((r) => r.detail).slice(1, 4)).toEqual(['Third person', 'Second person', 'You'])
    expect((await shellView(actor)).open_cases).toBe(0)
  })

  it.each(['what did we spend last month', 'top 5 services', 'which cases are open', 'what changed since last week'])(
    'answers "%s" before there is a bill',
    async (question) => {
      const { text } = await said(() => ask.run([question, '--tenant', tenant_id, '--as', 'usr_you']))
      expect(text).not.toMatch(/undefined|NaN|broken/)
      expect(text.length).toBeGreaterThan(10)
    },
  )
})

describe('a bill that ended long ago', () => {
  beforeAll(async () => {
    // A year later than the last day of the bill.
    await change(tenant_id, async (tx) => {
      await moveClock(tx, tenant_id, toMs(DEMO_START) + 365 * 86_400_000 - Date.now())
      return { result: undefined, events: [{ kind: 'clock.advanced', subject: tenant_id, actor: launcherActor(tenant_id), body: {} }] }
    })
  })

  it('is imported from the command line for that tenant alone', async () => {
    const files = await deliverBill({ seed: DEMO_SEED, events: [], from: '2026-08-15', until: DEMO_START }, join(config().home, 'export'))
    const { code, text } = await said(() => importBills.run([...files.map((f) => f.path), '--tenant', tenant_id, '--source', 'mine']))
    expect(code, text).toBe(0)
    expect(text).toContain('difference $0.00')
    const sources = await sourcesView(await you())
    expect(sources.sources.map((s) => `${s.source} ${s.kind} ${s.state}`)).toEqual(['mine CUR 2.0 stale'])
    expect((await sourcesView(await asPerson('tn_northlight', 'usr_mara'))).sources).toEqual([])
  })

  it('shows what went on in it, and every case comes to people', async () => {
    await watchTenant(tenant_id)
    for (const { case_id } of await listCases(tenant_id)) await driveCase(graphOf('cost'), tenant_id, case_id)
    const cases = await listCases(tenant_id)
    expect(cases.map((c) => `${c.cost?.triage?.category}: ${c.status}`).sort()).toMatchInlineSnapshot(`
      [
        "commitment_coverage_drift: no_action",
        "credits_refunds_fees: no_action",
        "data_transfer: no_action",
        "marketplace: no_action",
        "new_resource: no_action",
        "new_resource: no_action",
        "unknown: no_action",
      ]
    `)
    for (const c of cases) {
      expect((await replayCase(tenant_id, c.case_id)).is_identical).toBe(true)
      expect((await caseView(await you(), c.case_id)).title.length).toBeGreaterThan(10)
    }
    const inbox = await inboxView(await you(), undefined)
    // It ended at nine in the morning: its last day will never be whole.
    expect(inbox.notices.map((n) => n.title)).toEqual(['The bill from mine is out of date', 'The bill has a defect'])
    expect(inbox.notices[1]?.text).toContain('19 Nov is not complete')
    expect(inbox.lists).not.toEqual([])
  })
})
