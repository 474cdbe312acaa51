import { describe, expect, it } from 'vitest'
import type { Approval } from '@/schemas/approval'
import { coversAutomaticRollback } from './automatic-rollback'
import { requestApproval, signApproval } from './decide'
import { runNow } from './decide-run-now'
import { decision, ines, mara, NOW, plan, refusal, request, says, tomas } from './fixtures/requests'

const saidBy = ({ signatures }: Approval): (boolean | undefined)[] => signatures.map((s) => s.automatic_rollback)
const interrupting = requestApproval({ ...plan, actions: plan.actions.map((a) => ({ ...a, reversibility: 'R2' as const })) }, decision('L1'), mara, NOW)

describe('taking a plan back without a person', () => {
  it('is offered where the way back interrupts nothing, and by no other request', () => {
    expect(request('L1').offers_automatic_rollback).toBe(true)
    expect(interrupting.offers_automatic_rollback).toBe(false)
  })

  it('is not offered where policy forbids it, so that nobody agrees to it, and an edited request cannot either', () => {
    const forbidden = { ...decision('L1'), rollback_alone_forbidden: [{ policy_id: 'tenant-rollback', text: 'A person decides', control: 'recoverability' }] }
    const asked = requestApproval(plan, forbidden, mara, NOW)
    const signed = signApproval(asked, says(), tomas, NOW)
    expect([asked.offers_automatic_rollback, saidBy(signed), coversAutomaticRollback(signed)]).toEqual([false, [undefined], false])
    expect(refusal(() => signApproval(asked, says({ automatic_rollback: true }), tomas, NOW))).toContain('leave it out')
  })

  it('is agreed to by whoever signs what offers it, and kept with the signature', () => {
    const signed = signApproval(request('L1'), says(), tomas, NOW)
    expect([saidBy(signed), coversAutomaticRollback(signed)]).toEqual([[true], true])
  })

  it('is not agreed to by whoever leaves it out, also where they let a plan run before its veto window ends', () => {
    const unticked = says({ automatic_rollback: false })
    for (const signed of [signApproval(request('L1'), unticked, tomas, NOW), runNow(request('delayed'), unticked, tomas, NOW)]) {
      expect(signed.state).toBe('approved')
      expect([saidBy(signed), coversAutomaticRollback(signed)]).toEqual([[false], false])
    }
  })

  it('takes every signer: one who leaves it out is enough', () => {
    const words = { acknowledged: 'schedule dtest1' }
    const first = signApproval(request('L2'), says({ ...words, automatic_rollback: false }), tomas, NOW)
    const both = signApproval(first, says({ ...words, automatic_rollback: true }), ines, '2026-11-19T09:30:00.000Z')
    expect([both.state, saidBy(both), coversAutomaticRollback(both)]).toEqual(['approved', [false, true], false])
  })

  it('is not kept as agreed to by a later signer who was not asked any more', () => {
    const words = { acknowledged: 'schedule dtest1' }
    const first = signApproval(request('L2'), says({ ...words, automatic_rollback: false }), tomas, NOW)
    const both = signApproval(first, says(words), ines, '2026-11-19T09:30:00.000Z')
    expect([both.state, saidBy(both)]).toEqual(['approved', [false, undefined]])
  })

  it('is covered by an approval from before it was asked, and by what policy lets run on nobody’s word', () => {
    const { offers_automatic_rollback: _, ...earlier } = request('L1')
    const signed = signApproval(earlier, says(), tomas, NOW)
    expect([saidBy(signed), coversAutomaticRollback(signed), coversAutomaticRollback(null)]).toEqual([[undefined], true, true])
  })

  it('is left out by a signer who says so also of a request from before it was asked', () => {
    const { offers_automatic_rollback: _, ...earlier } = request('L1')
    const signed = signApproval(earlier, says({ automatic_rollback: false }), tomas, NOW)
    expect([saidBy(signed), coversAutomaticRollback(signed)]).toEqual([[false], false])
  })

  it('cannot be agreed to where it is not offered', () => {
    expect(refusal(() => signApproval(interrupting, says({ automatic_rollback: true }), tomas, NOW))).toBe(
      'validation_failed PARAMS: params.automatic_rollback: this plan is not taken back without a person: leave it out',
    )
    const signed = signApproval(interrupting, says({ automatic_rollback: false }), tomas, NOW)
    expect([saidBy(signed), coversAutomaticRollback(signed)]).toEqual([[undefined], false])
  })
})
