import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { storyPlan } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { addHours } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import { denyApproval, signApproval } from './decide'
import { requestPage } from './page-store'
import { coveredBy, getApproval, insertApproval, openApprovals, updateApproval } from './store'

testDatabase()

const NOW = '2026-11-19T09:00:00.000Z'
const HASH = 'a'.repeat(64)
const COVERED = { plan: storyPlan({ policy_digest: HASH }), policy: null }
const person = (id: string, name: string): Actor => ({ kind: 'person', id, name, roles: ['approver'], tenant_id: 'tn_a', surface: 'web' })
const says = { plan_hash: HASH, intent_digest: null, reason: 'Idle for ten days', acknowledged: null }

const request = (n: number): Approval => ({
  approval_id: `ap_${n}`,
  case_id: `case_${n}`,
  plan_hash: HASH,
  level: 'L1',
  state: 'pending',
  state_version: 0,
  slots: [{ slot: 0, any_of: ['approver'] }],
  signatures: [],
  proposed_by: 'usr_mara',
  proposed_by_name: 'Mara Lindqvist',
  proposed_at: NOW,
  deadline: addHours(NOW, n),
  closed_at: null,
  closed_because: null,
  acknowledgement: null,
})
const write = (work: Parameters<typeof change>[1] extends (tx: infer T) => unknown ? (tx: T) => Promise<void> : never) =>
  change('tn_a', async (tx) => {
    await work(tx)
    return { result: undefined, events: [{ kind: 'approval.requested', subject: 'x', actor: person('usr_mara', 'Mara'), body: {} }] }
  })

beforeAll(async () => {
  await everyTenant("insert into tenant (tenant_id, name) values ('tn_a', 'A'), ('tn_b', 'B')")
  for (const n of [1, 2, 3])
    await everyTenant(
      `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, body, opened_at, updated_at)
       values ($1, 'tn_a', 'cost', $1, 0, 'gate', 'plan_ready', 'low', 0, false, '{}', now(), now())`,
      [`case_${n}`],
    )
  for (const n of [3, 1, 2]) await write((tx) => insertApproval(tx, 'tn_a', request(n), COVERED))
})

it('reads back what was written, the nearest deadline first, and nothing of another tenant', async () => {
  expect(await getApproval('tn_a', 'ap_1')).toEqual(request(1))
  expect((await openApprovals('tn_a')).map((a) => a.approval_id)).toEqual(['ap_1', 'ap_2', 'ap_3'])
  expect(await openApprovals('tn_b')).toEqual([])
  await expect(getApproval('tn_b', 'ap_1')).rejects.toMatchObject({ code: 'not_found' })
})

it('keeps what a request covers, for this tenant only', async () => {
  expect(await coveredBy('tn_a', ['ap_1', 'ap_unknown'])).toEqual(new Map([['ap_1', COVERED]]))
  expect((await coveredBy('tn_b', ['ap_1'])).size).toBe(0)
})

it('has one open request per case', async () => {
  await expect(write((tx) => insertApproval(tx, 'tn_a', { ...request(1), approval_id: 'ap_again' }, COVERED))).rejects.toMatchObject({ code: 'conflict' })
})

it('lets the first of two connections win and tells the other who, when and where', async () => {
  const seen = await getApproval('tn_a', 'ap_1')
  const approved = signApproval(seen, says, person('usr_tomas', 'Tomas Okafor'), NOW)
  const denied = denyApproval(seen, says, person('usr_ines', 'Ines Duarte'), NOW)
  let committed = (): void => undefined
  const first_is_done = new Promise<void>((resolve) => {
    committed = resolve
  })
  let written = (): void => undefined
  const first_has_written = new Promise<void>((resolve) => {
    written = resolve
  })
  const first = write(async (tx) => {
    await updateApproval(tx, 'tn_a', approved, 0)
    written()
    await first_is_done
  })
  await first_has_written
  // The second waits for the row inside the database while the first has not committed.
  const second = write((tx) => updateApproval(tx, 'tn_a', denied, 0)).catch((error: unknown) => error)
  committed()
  await first
  expect(await second).toMatchObject({
    code: 'conflict',
    message: 'somebody was faster. Tomas Okafor approved as approver on the web at 19 Nov 09:00 UTC',
    detail: { code: 'ALREADY_DECIDED', state: 'approved', state_version: 1 },
  })
  expect(await getApproval('tn_a', 'ap_1')).toEqual(approved)
  expect((await requestPage('tn_a', 'decided', null, 50)).approvals.map((a) => a.approval_id)).toEqual(['ap_1'])
})

it('gives every request once, a page at a time, whatever the size of the page', async () => {
  for (const n of [11, 12, 13, 14, 15, 16, 17]) {
    await everyTenant(
      `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, body, opened_at, updated_at)
       values ($1, 'tn_a', 'cost', $1, 0, 'gate', 'plan_ready', 'low', 0, false, '{}', now(), now())`,
      [`case_${n}`],
    )
    // Three end at the same moment, and two share a deadline.
    const open = { ...request(n), deadline: addHours(NOW, Math.ceil(n / 2)) }
    const ended: Approval = { ...open, state: 'expired', closed_at: addHours(NOW, n < 14 ? 1 : n), closed_because: 'nobody decided' }
    await write((tx) => insertApproval(tx, 'tn_a', n % 2 === 0 ? open : ended, COVERED))
  }
  for (const state of ['waiting', 'decided'] as const) {
    const whole = await requestPage('tn_a', state, null, 100)
    expect([whole.next, whole.approvals.length > 3]).toEqual([null, true])
    for (const size of [1, 2, 3]) {
      const seen: string[] = []
      for (let after: string | null = null, left = 20; left > 0; left--) {
        const page: Awaited<ReturnType<typeof requestPage>> = await requestPage('tn_a', state, after, size)
        seen.push(...page.approvals.map((a) => a.approval_id))
        after = page.next
        if (after === null) break
      }
      expect(seen, `${state} by ${size}`).toEqual(whole.approvals.map((a) => a.approval_id))
    }
  }
  expect((await requestPage('tn_b', 'decided', null, 100)).approvals).toEqual([])
  await expect(requestPage('tn_a', 'decided', "x'; --", 10)).rejects.toMatchObject({ code: 'validation_failed' })
})
