import { END } from '@langchain/langgraph'
import { beforeAll, expect, it } from 'vitest'
import { auditOfCase, verifyAudit } from '@/lib/audit/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { provideIncidentLook } from '@/lib/cases/incident-look'
import { isCheckDue } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { CaseStatus } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { NEXT } from './case-graph'
import { drawer } from './fixtures/gate-draws'
import { openSmallCase, passTime, readSmall, smallDesk } from './fixtures/small-desk'
import { act, drive, expectStill, smallGraph } from './fixtures/small-graph'

smallGraph()
beforeAll(() => provideIncidentLook('cost', async () => null))

const seen = new Set<CaseStatus>()
const { tenant_id } = TENANT
const STEPS = 80
const AFTER_A_RUN: readonly CommandName[] = ['execution.rollback', 'verification.recheck', 'verification.accept_variance', 'case.reopen']
/** What people mostly do with a case of a status. */
const MEANT: Partial<Record<CaseStatus, readonly CommandName[]>> = {
  plan_ready: ['plan.submit', 'plan.submit', 'anomaly.snooze', 'plan.request_recompute', 'evidence.request_refresh'],
  awaiting_approval: ['approval.approve', 'approval.approve', 'approval.deny', 'approval.withdraw', 'approval.request_changes', 'plan.request_recompute'],
  awaiting_veto: ['veto.cast', 'approval.withdraw', 'evidence.request_refresh'],
  executing: ['execution.stop'],
  escalated: [...AFTER_A_RUN, 'execution.retry'],
  error: ['execution.retry', 'evidence.request_refresh'],
  policy_denied: ['plan.request_recompute', 'evidence.request_refresh'],
  no_action: ['plan.request_recompute'],
  denied: ['plan.request_recompute'],
  expired: ['plan.request_recompute', 'plan.submit'],
  accepted: ['case.reopen'],
  rolled_back: ['case.reopen'],
}
const OTHERS: readonly CommandName[] = ['plan.request_recompute', 'evidence.request_refresh', 'case.close', 'anomaly.snooze', 'anomaly.wake', ...AFTER_A_RUN]

async function isAtRest(case_id: string): Promise<boolean> {
  const { status } = await readSmall(case_id)
  const next = NEXT[status]
  return next === END || next.startsWith('await_') || (next === 'verify' && !(await isCheckDue(tenant_id, case_id, await tenantNow(tenant_id))))
}

/** The desk while what it asks does not answer. */
const down = (desk: DeskSteps): DeskSteps => {
  const fails = () => Promise.reject(new Fault('provider_down', 'it does not answer'))
  return { ...desk, collect: fails, plan: fails, verify: fails }
}

// The position of a case stays behind while people and the run move the row. Whatever they do, and however many drive it at once, one drive brings the case as far as it can go.
it.each([1, 2, 3, 4, 5, 6])('goes on from the row wherever the position was left (%s)', async (stream) => {
  const { int, one } = drawer(stream)
  const small = smallDesk()
  const { world } = small
  const case_id = await openSmallCase(`behind_${stream}`)
  const { cost: found } = await readSmall(case_id)
  // A case that starts over has lost its cause, which this desk does not look for.
  const desk: DeskSteps = { ...small.desk, decide: (c, evidence) => ({ ...small.desk.decide(c, evidence), cost: found ?? null }) }
  for (let n = 0; n < STEPS; n++) {
    Object.assign(world, { tier: one(['low', 'medium'] as const), health: one(['ok', 'ok', 'degraded', 'unknown'] as const), has_plan: int(0, 9) > 0 })
    Object.assign(world, { outcome: int(0, 3) > 0 ? 'succeeded' : one(['failed', 'stale_plan', 'uncertain', 'rolled_back'] as const) })
    const c = await readSmall(case_id)
    const kind = int(0, 9)
    if (kind < 6 && (c.status === 'executing' || c.status === 'rolling_back')) await act(desk, case_id, c.status === 'executing' ? 'forward' : 'back')
    else if (kind < 6) {
      const command = one((int(0, 3) > 0 ? MEANT[c.status] : undefined) ?? OTHERS)
      const subject = command.startsWith('approval') || command === 'veto.cast' ? (c.approval?.approval_id ?? 'ap_none') : case_id
      const params = command === 'anomaly.snooze' ? { until: addDays(dayOf(await tenantNow(tenant_id)), int(1, 3)) } : {}
      await giveCommand(one([mara, tomas, noor]), command, c, { subject, params }).catch((error: unknown) => expect(error).toBeInstanceOf(Fault))
    } else if (kind < 7) await act(desk, case_id, one(['forward', 'back']))
    else await passTime(one([1, 3, 3, 26, 80]))
    // Mostly one, sometimes two at once, and sometimes nobody for a while.
    const drives = one([0, 0, 1, 1, 1, 2])
    const asked = int(0, 3) === 0 ? down(desk) : desk
    const ended = await Promise.allSettled(Array.from({ length: drives }, () => drive(asked, case_id)))
    for (const e of ended) if (e.status === 'rejected') expect(['conflict', 'provider_down']).toContain((e.reason as Fault).code)
    if (drives === 0) continue
    if (ended.some((e) => e.status === 'rejected')) await drive(desk, case_id)
    seen.add((await readSmall(case_id)).status)
    expect(await isAtRest(case_id), `${(await readSmall(case_id)).status} after step ${n}`).toBe(true)
  }
  await drive(desk, case_id)
  await expectStill(desk, case_id)
  expect((await auditOfCase(tenant_id, case_id)).length).toBeGreaterThan(10)
  expect(await verifyAudit(tenant_id)).toMatchObject({ is_intact: true })
})

it('has met cases before, in and after a run, and on their way back', () => {
  expect([...seen]).toEqual(
    expect.arrayContaining(['plan_ready', 'awaiting_approval', 'awaiting_veto', 'expired', 'executing', 'verifying', 'rolling_back', 'rolled_back']),
  )
})
