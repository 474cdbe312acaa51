import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase, insertCase, saveCase } from '@/lib/cases/store'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { insertPerson } from '@/lib/identity/person-store'
import { addHours } from '@/lib/kernel/time'
import type { Role } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { ThreadContext } from '@/schemas/reading'
import { searchAudit } from './audit-search-store'
import { caseIndex, caseOfApproval, casesWithRun } from './case-index-store'
import { keepContext, namedThread, openContext } from './context-store'
import { requestsOf } from './request-store'

testDatabase()
const { tenant_id } = TENANT
const CONTEXT: ThreadContext = { frame: { frame: 'my_queue' }, listed: ['case_one'], at: '2026-11-19T09:00:00.000Z', trail: [], offered: [] }
const ALL = { person: null, case_id: null, about: null, period: null, limit: 20 } as const
const made = (case_id: string, over = {}) => ({ ...storyCase({ policy_digest: 'a'.repeat(64), case_id }), incident_key: case_id, ...over })

const NOW = '2026-11-19T09:00:00.000Z'
const planOf = (c: Case): NonNullable<Case['plan']> => c.plan ?? expect.fail('the case has no plan')
const savingsOf = (c: Case) => planOf(c).expected_savings
const approvalOf = (c: Case): Approval => ({
  approval_id: 'ap_x',
  case_id: c.case_id,
  plan_hash: planOf(c).plan_hash,
  level: 'L1',
  state: 'pending',
  state_version: 0,
  slots: [{ slot: 0, any_of: ['approver', 'finops'] }],
  signatures: [],
  proposed_by: 'usr_mara',
  proposed_by_name: 'Mara',
  proposed_at: NOW,
  deadline: NOW,
  closed_at: null,
  closed_because: null,
  acknowledgement: null,
})

async function put(case_id: string, over = {}): Promise<void> {
  await change(tenant_id, async (tx) => ({
    result: await insertCase(tx, made(case_id, over)),
    events: [{ kind: 'case.opened', subject: case_id, actor: system, body: { tenant_now: '2026-11-19T09:00:00.000Z' } }],
  }))
}

beforeAll(async () => {
  await seedTenant()
  await change(tenant_id, async (tx) => {
    for (const person_id of ['usr_one', 'usr_two'])
      await insertPerson(tx, { person_id, tenant_id, name: person_id, email: `${person_id}@northlight.example`, roles: ['analyst'], title: 'Analyst' })
    return { result: undefined, events: [{ kind: 'person.added', subject: 'usr_one', actor: system, body: {} }] }
  })
  await put('case_one', { at_stake_per_day: '10' })
  await put('case_two', { at_stake_per_day: '90' })
})

describe('cases in short', () => {
  it('come with the most money first, say where they sit, and are read again as soon as one changes', async () => {
    const before = await caseIndex(tenant_id)
    expect(before.cases.map((c) => c.case_id)).toEqual(['case_two', 'case_one'])
    const whole = await getCase(tenant_id, 'case_one')
    expect(before.cases[1]).toMatchObject({
      scope: whole.cost?.anomaly.scope,
      onset: whole.cost?.anomaly.first_day,
      category: whole.cost?.triage?.category ?? null,
    })
    expect(await caseIndex(tenant_id)).toBe(before)
    await change(tenant_id, async (tx) => ({
      result: await saveCase(tx, { ...whole, headline: 'renamed' }, whole.revision),
      events: [{ kind: 'case.updated', subject: 'case_one', actor: system, body: {} }],
    }))
    expect((await caseIndex(tenant_id)).cases.find((c) => c.case_id === 'case_one')?.headline).toBe('renamed')
  })

  it('are nobody else’s', async () => {
    expect((await caseIndex('tn_other')).cases).toEqual([])
    expect(await casesWithRun('tn_other')).toEqual([])
    expect(await caseOfApproval('tn_other', 'appr_unknown')).toBeNull()
  })
})

describe('requests for signatures', () => {
  const asked = { state: 'waiting', period: null, saving: null, signer: null, limit: 50 } as const
  it('are counted over all of them, however many one card shows, and filtered before they are cut', async () => {
    const whole = await getCase(tenant_id, 'case_one')
    const base = approvalOf(whole)
    for (let n = 0; n < 60; n++) {
      const approval = {
        ...base,
        case_id: `case_r${n}`,
        approval_id: `ap_r${n}`,
        deadline: addHours(base.deadline, n),
        proposed_by: n % 2 === 0 ? 'usr_one' : 'usr_mara',
      }
      const expected_savings = { ...savingsOf(whole), expected: String(100 + n) }
      await put(`case_r${n}`, { status: 'awaiting_approval', approval, plan: { ...planOf(whole), expected_savings } })
    }
    const found = await requestsOf(tenant_id, asked)
    expect([found.total, found.in_state, found.cases.length, found.cases[0]?.case_id]).toEqual([60, 60, 50, 'case_r0'])
    const late = await requestsOf(tenant_id, { ...asked, saving: { side: 'over', amount: '155' } })
    expect([late.total, late.cases.map((c) => c.case_id).join()]).toEqual([5, 'case_r55,case_r56,case_r57,case_r58,case_r59'])
    expect(await requestsOf(tenant_id, { ...asked, period: { start: '2020-01-01', end: '2020-01-02' } })).toMatchObject({ total: 0, in_state: 60 })
    const signer = (id: string, ...roles: Role[]) => requestsOf(tenant_id, { ...asked, signer: { id, roles } }).then((f) => f.total)
    expect(await signer('usr_tomas', 'approver')).toBe(60)
    expect(await signer('usr_one', 'approver'), 'not what they proposed').toBe(30)
    expect(await signer('usr_tomas', 'viewer')).toBe(0)
    expect((await requestsOf(tenant_id, { ...asked, state: 'decided' })).total).toBe(0)
    expect((await requestsOf('tn_other', asked)).in_state).toBe(0)
    expect((await caseIndex(tenant_id)).cases).toHaveLength(62)
  })
})

describe('the memory of a named thread', () => {
  it('is kept for the person who named it and for nobody else, whatever they call theirs', async () => {
    const [one, two] = [
      { tenant_id, person_id: 'usr_one' },
      { tenant_id, person_id: 'usr_two' },
    ]
    const thread_id = namedThread(one, 'daily')
    expect(await openContext(one, thread_id)).toBeNull()
    await keepContext(one, thread_id, 'daily', CONTEXT)
    await keepContext(one, thread_id, 'daily', { ...CONTEXT, listed: ['case_two'] })
    expect(await openContext(one, thread_id)).toEqual({ ...CONTEXT, listed: ['case_two'] })
    expect(namedThread(two, 'daily')).not.toBe(thread_id)
    expect(await openContext(two, thread_id)).toBeNull()
    await keepContext(two, thread_id, 'daily', CONTEXT)
    expect((await openContext(one, thread_id))?.listed).toEqual(['case_two'])
  })
})

describe('search of the trail', () => {
  it('finds events by who, about what and when, the newest first, in one tenant', async () => {
    const opened = await searchAudit(tenant_id, { ...ALL, case_id: 'case_two' })
    expect(opened.map((e) => e.kind)).toEqual(['case.opened'])
    const all = await searchAudit(tenant_id, ALL)
    expect(all.map((e) => e.seq)).toEqual(all.map((e) => e.seq).toSorted((a, b) => b - a))
    expect((await searchAudit(tenant_id, { ...ALL, about: 'case' })).every((e) => e.kind.startsWith('case.'))).toBe(true)
    expect(await searchAudit(tenant_id, { ...ALL, person: 'usr_one' })).toEqual([])
    expect((await searchAudit(tenant_id, { ...ALL, person: system.id })).length).toBe(all.length)
    const on_day = { start: '2026-11-19', end: '2026-11-20', label: 'today' }
    expect((await searchAudit(tenant_id, { ...ALL, case_id: 'case_two', period: on_day })).length).toBe(1)
    expect(await searchAudit(tenant_id, { ...ALL, period: { ...on_day, start: '2020-01-01', end: '2020-01-02' } })).toEqual([])
    expect(await searchAudit('tn_other', ALL)).toEqual([])
  })
})
