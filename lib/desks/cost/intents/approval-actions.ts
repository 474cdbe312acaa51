import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { rollbackEffect, rollbackInput } from '@/lib/desks/cost/intents/taken-back'
import { caseAction } from '@/lib/intents/action'
import type { Approval } from '@/schemas/approval'
import type { IntentAction } from '@/schemas/intent'

/** What a person may do with an open request. None once it is closed. */
export function approvalActions({ c, viewer, now }: CaseContext, approval: Approval): IntentAction[] {
  const open = approval.slots.length - approval.signatures.filter((s) => s.verdict === 'approve').length
  const isLast = open <= 1
  const phrase = approval.acknowledgement
  const read = approval.statement === undefined ? '' : `${approval.statement} `
  const ask = (prompt: string): IntentAction['confirm'] => ({ level: 'reason', prompt, phrase: null, min_reason: MIN_REASON_CHARS })
  const isMine = viewer.id === approval.proposed_by || viewer.roles.includes('admin')
  const withdraw = isMine
    ? [
        caseAction('approval.withdraw', c, viewer, now, {
          label: 'Withdraw',
          effect: 'Takes the request back. Nothing runs.',
          confirm: ask('Say why it is taken back.'),
        }),
      ]
    : []
  if (approval.state === 'veto_open') {
    const veto = caseAction('veto.cast', c, viewer, now, {
      label: 'Veto',
      style: 'danger',
      effect: 'Stops it. Nothing runs unless it is sent again.',
      confirm: ask('Say why it must not run.'),
    })
    const run_now = caseAction('veto.run_now', c, viewer, now, {
      label: 'Run now',
      effect: `Signs this exact plan, closes the veto window and starts the run.${rollbackEffect(approval, c.plan, c.policy)}`,
      confirm: ask('Say why it need not wait.'),
      ...rollbackInput(approval),
    })
    return [veto, run_now, ...withdraw]
  }
  if (approval.state !== 'pending') return []
  const approve = caseAction('approval.approve', c, viewer, now, {
    label: isLast ? 'Approve and run' : `Approve (1 of ${open})`,
    style: 'primary',
    effect: `${
      isLast
        ? 'Signs this exact plan and starts the run: snapshot, dry run, change, snapshot.'
        : 'Signs this exact plan. It runs when the other signature is there too.'
    }${rollbackEffect(approval, c.plan, c.policy)}`,
    ...rollbackInput(approval),
    confirm: phrase === null ? ask('Say what convinced you.') : { ...ask(`${read}Say what convinced you and type: ${phrase}`), level: 'typed', phrase },
  })
  const deny = caseAction('approval.deny', c, viewer, now, {
    label: 'Deny',
    effect: 'Refuses this plan. Nothing runs.',
    confirm: ask('Say why, so that the next plan can be better.'),
  })
  const send_back = caseAction('approval.request_changes', c, viewer, now, {
    label: 'Ask for changes',
    effect: 'Ends this request and sends the plan back. Nothing runs.',
    confirm: ask('Say what should be different.'),
  })
  return [deny, send_back, approve, ...withdraw]
}
