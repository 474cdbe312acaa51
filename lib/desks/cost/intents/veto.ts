import { MIN_REASON_CHARS, VETO_ROLES } from '@/lib/approval/decide-refusals'
import { RUN_NOW_ROLES } from '@/lib/approval/decide-run-now'
import { anyOf, closedSentence } from '@/lib/approval/decide-words'
import type { Approval } from '@/schemas/approval'
import type { Component, ComponentOf } from '@/schemas/intent'

const STATES: Partial<Record<Approval['state'], ComponentOf<'veto.card'>['state']>> = {
  veto_open: 'open',
  vetoed: 'vetoed',
  approved: 'signed',
  window_ended: 'passed',
  withdrawn: 'gone',
  void: 'gone',
}

/** When a plan runs by itself and who may stop it. Empty for a request that asks for signatures. */
export function vetoCard(approval: Approval): Component[] {
  const state = STATES[approval.state]
  if (approval.level !== 'delayed' || state === undefined) return []
  return [
    {
      kind: 'veto.card',
      state,
      runs_at: approval.deadline,
      who_may: `anybody who is ${anyOf(VETO_ROLES)}`,
      reason_rule: `said in words, at least ${MIN_REASON_CHARS} characters; it is recorded with the veto`,
      run_now: `anybody who is ${anyOf(RUN_NOW_ROLES)} and did not send it: their signature lets it run at once`,
      closed: closedSentence(approval),
    },
  ]
}
