import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Approval } from '@/schemas/approval'
import type { Level } from '@/schemas/policy'
import { clearanceOf } from './clearance'
import { castVeto, denyApproval, expireApproval, requestChanges, signApproval, voidApproval, withdrawApproval } from './decide'
import { delegateApproval } from './decide-delegation'
import { escalate, nextStep } from './decide-timing'
import { bot, decision, HASH, ines, mara, NOW, noor, pavel, personOf, plan, refusal, request, says, tomas } from './fixtures/requests'

// Every state meets every event; the cell is the state afterwards, or the code of the refusal.
describe('every state and every event', () => {
  const late = addHours(NOW, 100)
  const states: Record<Approval['state'], Approval> = {
    pending: request('L1'),
    veto_open: request('delayed'),
    approved: signApproval(request('L1'), says(), tomas, NOW),
    denied: denyApproval(request('L1'), says(), tomas, NOW),
    vetoed: castVeto(request('delayed'), says(), tomas, NOW),
    expired: expireApproval(request('L1'), late),
    window_ended: expireApproval(request('delayed'), late),
    withdrawn: withdrawApproval(request('L1'), '', mara, NOW),
    void: voidApproval(request('L1'), 'the plan changed', NOW),
    changes_requested: requestChanges(request('L1'), says(), tomas, NOW),
  }
  const events = {
    approve: (a: Approval) => signApproval(a, says(), ines, NOW),
    deny: (a: Approval) => denyApproval(a, says(), ines, NOW),
    request_changes: (a: Approval) => requestChanges(a, says(), ines, NOW),
    delegate: (a: Approval) => delegateApproval(a, personOf(ines), says(), tomas, NOW),
    veto: (a: Approval) => castVeto(a, says(), ines, NOW),
    withdraw: (a: Approval) => withdrawApproval(a, '', mara, NOW),
    deadline: (a: Approval) => expireApproval(a, late),
    void: (a: Approval) => voidApproval(a, 'the plan changed', NOW),
  }
  const refused = {
    approve: 'conflict',
    deny: 'conflict',
    request_changes: 'conflict',
    delegate: 'conflict',
    veto: 'conflict',
    withdraw: 'conflict',
    deadline: 'conflict',
    void: 'conflict',
  }
  const table: Record<Approval['state'], Record<keyof typeof events, string>> = {
    pending: {
      approve: 'approved',
      deny: 'denied',
      request_changes: 'changes_requested',
      delegate: 'pending',
      veto: 'conflict',
      withdraw: 'withdrawn',
      deadline: 'expired',
      void: 'void',
    },
    veto_open: {
      approve: 'conflict',
      deny: 'conflict',
      request_changes: 'conflict',
      delegate: 'conflict',
      veto: 'vetoed',
      withdraw: 'withdrawn',
      deadline: 'window_ended',
      void: 'void',
    },
    approved: { ...refused, void: 'void' },
    window_ended: { ...refused, void: 'void' },
    denied: refused,
    vetoed: refused,
    expired: refused,
    withdrawn: refused,
    void: refused,
    changes_requested: refused,
  }
  for (const [state, row] of Object.entries(table))
    for (const [event, after] of Object.entries(row))
      it(`${state} + ${event} → ${after}`, () => {
        const before = states[state as Approval['state']]
        const run = () => events[event as keyof typeof events](before)
        if (after === 'conflict') expect(refusal(run)).toMatch(/^conflict/)
        else expect(run()).toMatchObject({ state: after, state_version: before.state_version + 1 })
      })
})

describe('over random histories', () => {
  const people = [mara, tomas, ines, noor, pavel, bot]
  const step = fc.record({
    event: fc.constantFrom('approve', 'approve', 'delegate', 'escalate', 'changes', 'deny', 'veto', 'withdraw', 'deadline', 'void', 'wait'),
    who: fc.constantFrom(...people),
    to: fc.constantFrom(...people),
    is_right_plan: fc.integer({ min: 0, max: 9 }).map((i) => i > 0),
    hours: fc.integer({ min: 0, max: 30 }),
  })

  it('never approves by time, never takes two signatures of one person, never the proposer’s, and never changes what is closed', () => {
    fc.assert(
      fc.property(fc.constantFrom<Level[]>('delayed', 'L1', 'L2', 'L3'), fc.array(step, { maxLength: 12 }), (level, steps) => {
        let approval = request(level)
        let now = NOW
        for (const { event, who, to, is_right_plan, hours } of steps) {
          const before = approval
          const said = says({ acknowledged: approval.acknowledgement, plan_hash: is_right_plan ? HASH : 'b'.repeat(64) })
          try {
            if (event === 'wait') now = addHours(now, hours)
            if (event === 'approve') approval = signApproval(before, said, who, now)
            if (event === 'delegate') approval = delegateApproval(before, personOf(to), said, who, now)
            if (event === 'changes') approval = requestChanges(before, said, who, now)
            if (event === 'escalate' && nextStep(before)?.step === 'escalate') approval = escalate(before, now)
            if (event === 'deny') approval = denyApproval(before, said, who, now)
            if (event === 'veto') approval = castVeto(before, said, who, now)
            if (event === 'withdraw') approval = withdrawApproval(before, '', who, now)
            if (event === 'deadline') approval = expireApproval(before, now)
            if (event === 'void') approval = voidApproval(before, 'changed', now)
          } catch (error) {
            if (!(error instanceof Fault)) throw error
          }
          const by = approval.signatures.map((s) => s.by)
          expect(new Set(by).size).toBe(by.length)
          const words = approval.signatures.map((s) => s.on_behalf_of?.by ?? s.by)
          expect(new Set(words).size).toBe(words.length)
          expect(approval.signatures.every((s) => s.plan_hash === HASH && s.at < approval.deadline)).toBe(true)
          if (approval.state === 'approved' && before.state !== 'approved') {
            expect(event).toBe('approve')
            expect([...by, ...words]).not.toContain(mara.id)
            expect(approval.signatures.map((s) => s.slot).sort()).toEqual(approval.slots.map((s) => s.slot))
            expect(new Set(approval.signatures.map((s) => s.role)).size).toBe(approval.slots.length)
          }
          if (before.closed_at !== null && event !== 'void') expect(approval).toBe(before)
        }
        const cleared = clearanceOf({ plan, policy: decision(level), approval }).is_cleared
        expect(cleared).toBe(approval.state === 'approved' || approval.state === 'window_ended')
      }),
      { numRuns: 2_000 },
    )
  })
})
