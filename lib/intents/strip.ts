import { anyOf } from '@/lib/approval/decide-words'
import { isTakenBack } from '@/lib/cases/ledger-plans'
import { isClosed } from '@/lib/cases/move'
import { unreachable } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import { checkWords } from '@/lib/verification/schedule'
import type { Approval, Signature } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { StripSlot } from '@/schemas/intent'
import type { PolicyDecision, SlotSpec } from '@/schemas/policy'
import type { VerificationCheck } from '@/schemas/verification'

/** What the strip is read from; a Case has all of it. Without a status it is that of an open case. */
export type Signed = Pick<Case, 'plan' | 'policy' | 'approval' | 'run' | 'checks'> & Partial<Pick<Case, 'status'>>

const WORKER = 'Countersign'
const EMPTY = { name: null, person_role: null, at: null, surface: null, digest: null, note: null } as const

const slot = (role: StripSlot['role'], state: StripSlot['state'], waits_for: string, rest: Partial<StripSlot> = {}): StripSlot => ({
  role,
  state,
  waits_for,
  ...EMPTY,
  ...rest,
})
const eight = (hash: string): string => hash.slice(0, 8)

/** The countersign strip: proposed, one slot per approver, executed, verified. Empty while there is nothing to sign. */
export function stripOf({ plan, policy, approval, run, checks, status = 'detected' }: Signed): StripSlot[] {
  if (plan === null || plan.actions.length === 0) return []
  const last = checks.at(-1) ?? null
  const verified = verifiedSlot(last, run, isStopped(approval, policy))
  const is_gone = verified.state === 'signed' && isTakenBack({ run, status })
  const slots = [
    proposedSlot(approval, plan.plan_hash),
    ...approverSlots(approval, policy, plan.plan_hash),
    executedSlot(run, approval, policy),
    is_gone ? slot('verified', 'void', '', { at: verified.at, note: 'measured before the rollback; nothing is claimed' }) : verified,
  ]
  return isClosed({ status }) ? slots.map((s) => (s.state === 'open' ? slot(s.role, 'skipped', '', { note: 'the case was closed' }) : s)) : slots
}

function proposedSlot(approval: Approval | null, plan_hash: string): StripSlot {
  if (approval === null) return slot('proposed', 'open', 'someone to send it for approval')
  const signed = { name: approval.proposed_by_name, at: approval.proposed_at, digest: eight(approval.plan_hash) }
  if (approval.state === 'withdrawn') return slot('proposed', 'void', '', { ...signed, note: approval.closed_because ?? 'withdrawn' })
  return slot('proposed', approval.plan_hash === plan_hash ? 'signed' : 'void', '', { ...signed, note: changedNote(approval.plan_hash, plan_hash) })
}

function approverSlots(approval: Approval | null, policy: PolicyDecision | null, plan_hash: string): StripSlot[] {
  if (approval !== null && (approval.level === 'delayed' || approval.slots.length === 0)) return [vetoSlot(approval)]
  if (approval !== null) return approval.slots.map((spec) => approverSlot(spec, approval, plan_hash))
  if (policy === null) return [slot('approver', 'open', 'policy to say who must approve')]
  switch (policy.decision) {
    case 'automatic':
      return [slot('approver', 'skipped', '', { note: 'policy permits it without approval' })]
    case 'delayed':
      return [slot('approver', 'open', 'the veto window to open')]
    case 'deny':
      return [slot('approver', 'void', '', { note: 'policy denies it' })]
    case 'require_approval':
      return policy.slots.map((spec) => slot('approver', 'open', anyOf(spec.any_of)))
    default:
      return unreachable(policy.decision)
  }
}

function approverSlot(spec: SlotSpec, approval: Approval, plan_hash: string): StripSlot {
  const signature = approval.signatures.find((s) => s.slot === spec.slot)
  if (signature !== undefined) return signedSlot(signature, approval, plan_hash)
  switch (approval.state) {
    case 'pending':
    case 'veto_open':
      return slot('approver', 'open', anyOf(spec.any_of))
    case 'denied':
    case 'vetoed':
    case 'changes_requested':
      return slot('approver', 'skipped', '', { note: 'another person refused' })
    case 'approved':
    case 'window_ended':
      return slot('approver', 'skipped', '', { note: 'approved without this slot' })
    case 'expired':
    case 'withdrawn':
    case 'void':
      return slot('approver', 'void', '', { at: approval.closed_at, note: approval.closed_because ?? approval.state })
    default:
      return unreachable(approval.state)
  }
}

function signedSlot(signature: Signature, approval: Approval, plan_hash: string): StripSlot {
  const who = { name: signature.name, person_role: signature.role, at: signature.at, surface: signature.surface, digest: eight(signature.plan_hash) }
  if (signature.verdict !== 'approve') return slot('approver', 'refused', '', { ...who, note: signature.reason === '' ? null : signature.reason })
  if (approval.state === 'void') return slot('approver', 'void', '', { ...who, note: approval.closed_because ?? 'the plan changed' })
  const changed = changedNote(signature.plan_hash, plan_hash)
  const said = [signature.reason, unproven(signature, approval)].filter((text) => text !== '').join(' · ')
  return slot('approver', changed === null ? 'signed' : 'void', '', { ...who, note: changed ?? (said === '' ? null : said) })
}

/** Four eyes are two people only as far as their names are proven; a name that was chosen on this machine is not. */
const unproven = (signature: Signature, approval: Approval): string =>
  signature.auth_method === 'local' && approval.slots.length > 1 ? 'local sign-in: name not proven' : ''

function vetoSlot(approval: Approval): StripSlot {
  const veto = approval.signatures.find((s) => s.verdict !== 'approve')
  if (veto !== undefined)
    return slot('approver', 'refused', '', {
      name: veto.name,
      person_role: veto.role,
      at: veto.at,
      surface: veto.surface,
      digest: eight(veto.plan_hash),
      note: `vetoed: ${veto.reason}`,
    })
  if (approval.state === 'veto_open' || approval.state === 'pending')
    return slot('approver', 'open', `a veto until ${formatInstant(approval.deadline)}, else it runs`)
  if (approval.state === 'window_ended' || approval.state === 'approved')
    return slot('approver', 'skipped', '', { at: approval.closed_at, note: 'nobody vetoed; policy permits it' })
  return slot('approver', 'void', '', { at: approval.closed_at, note: approval.closed_because ?? approval.state })
}

const STOPPED: readonly Approval['state'][] = ['denied', 'vetoed', 'expired', 'withdrawn', 'void']

/** Whether nothing runs unless the plan is sent again. */
const isStopped = (approval: Approval | null, policy: PolicyDecision | null): boolean =>
  approval === null ? policy?.decision === 'deny' : STOPPED.includes(approval.state)

function executedSlot(run: Run | null, approval: Approval | null, policy: PolicyDecision | null): StripSlot {
  if (run === null) {
    if (isStopped(approval, policy)) return slot('executed', 'skipped', '', { note: `nothing was run: ${approval?.state ?? 'policy denies it'}` })
    return slot(
      'executed',
      'open',
      approval?.state === 'approved' || approval?.state === 'window_ended'
        ? 'the worker to begin'
        : approval?.state === 'veto_open'
          ? 'the veto window to end'
          : 'the signatures',
    )
  }
  const by = { name: WORKER, surface: 'system', at: run.finished_at ?? run.started_at, digest: eight(run.plan_hash) } as const
  const trouble = run.steps.findLast((s) => s.status === 'failed')?.detail ?? null
  switch (run.state) {
    case 'running':
      return slot('executed', 'open', `the run that began ${formatInstant(run.started_at)}`)
    case 'waiting':
      return slot('executed', 'open', 'the rest of the run, when limits have room')
    case 'succeeded':
      return slot('executed', 'signed', '', by)
    case 'failed':
      return slot('executed', 'failed', '', { ...by, note: trouble ?? 'the run failed' })
    case 'uncertain':
      return slot('executed', 'failed', '', { ...by, note: trouble ?? 'not known whether the change was made' })
    case 'rolling_back':
      return slot('executed', 'void', '', { ...by, note: 'being rolled back' })
    case 'rolled_back':
      return slot('executed', 'void', '', { ...by, note: 'rolled back' })
    case 'rollback_failed':
      return slot('executed', 'failed', '', { ...by, note: trouble ?? 'the rollback failed' })
    case 'stopped':
      return slot('executed', 'failed', '', { ...by, note: 'stopped half way; what was done stands' })
    case 'stale_plan':
      return slot('executed', 'void', '', { ...by, note: `nothing was applied: ${trouble ?? 'the targets changed after the approval'}` })
    default:
      return unreachable(run.state)
  }
}

function verifiedSlot(check: VerificationCheck | null, run: Run | null, is_stopped: boolean): StripSlot {
  if (run === null && is_stopped) return slot('verified', 'skipped', '', { note: 'nothing was run' })
  if (run !== null && (run.state === 'rolled_back' || run.state === 'stale_plan'))
    return slot('verified', 'skipped', '', { note: run.state === 'rolled_back' ? 'the change was rolled back' : 'nothing was applied' })
  if (check === null) return slot('verified', 'open', run?.state === 'succeeded' ? 'the first check' : 'the run')
  const by = { name: WORKER, surface: 'system', at: check.at } as const
  switch (check.outcome) {
    case 'close':
      if (check.reason === 'not_measurable') return slot('verified', 'skipped', '', { at: check.at, note: 'the saving is not measurable; none is claimed' })
      return slot('verified', 'signed', '', {
        ...by,
        note: `${lower(checkWords(check.check))}${check.reason === 'partial' ? ', in part' : ''}${check.accepted_by === undefined ? '' : ` by ${check.accepted_by.name}`}`,
      })
    case 'monitor':
      return slot('verified', 'open', check.next_check_at === null ? 'another check' : `the check at ${formatInstant(check.next_check_at)}`)
    case 'rollback':
      return slot('verified', 'failed', '', { ...by, note: 'health got worse: roll back' })
    case 'escalate':
      return slot('verified', 'failed', '', { ...by, note: check.reason.replaceAll('_', ' ') })
    default:
      return unreachable(check.outcome)
  }
}

const changedNote = (signed: string, now: string): string | null =>
  signed === now ? null : `the plan changed: ${eight(signed)} was signed, it is ${eight(now)} now`
