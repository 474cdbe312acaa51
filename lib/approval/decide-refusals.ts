import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { addMs } from '@/lib/kernel/time'
import type { Actor, Role, Surface } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import { type Level, Level as Levels } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { anyOf, closedSentence } from './decide-words'

/** Fewer characters than this are not a reason that an auditor can follow. */
export const MIN_REASON_CHARS = 10

/** The most that may be decided on a surface; above it the person is sent to the web. Nobody decides through the system itself. */
const CEILING: Record<Surface, Level | null> = { web: 'L3', chat: 'L3', cli: 'L3', mcp: 'L1', slack: 'L1', system: null }

/** Who may stop a plan that runs unless it is vetoed. */
export const VETO_ROLES: readonly Role[] = ['approver', 'owner', 'platform', 'finops', 'manager', 'admin']

/** Throws `forbidden` unless this is a person on a surface that may decide at this level. */
export function requirePerson(actor: Actor, approval: Approval): void {
  if (actor.kind !== 'person') throw new Fault('forbidden', 'only people decide: sign in as yourself', { code: 'NOT_A_PERSON', kind: actor.kind })
  const ceiling = CEILING[actor.surface]
  if (ceiling === null || Levels.options.indexOf(approval.level) > Levels.options.indexOf(ceiling))
    throw new Fault('forbidden', `this risk is decided on the web: open the approval there`, { code: 'SURFACE', surface: actor.surface, level: approval.level })
}

/** Throws `conflict` when it is decided, `expired` when time is up, `digest_mismatch` when the plan is not the one that was shown. */
export function requireOpen(approval: Approval, wanted: 'pending' | 'veto_open', plan_hash: string, now: Instant): void {
  const { approval_id, state, state_version, deadline } = approval
  if (approval.closed_at !== null) throw alreadyDecided(approval)
  if (state !== wanted) {
    const remedy = state === 'veto_open' ? 'this plan needs no approval: veto it to stop it' : 'this plan needs approval: deny it to stop it'
    throw new Fault('conflict', remedy, { code: 'STALE_STATE', approval_id, state, state_version })
  }
  if (now >= deadline)
    throw new Fault('expired', `the time for this decision ended at ${formatInstant(deadline)}: send the plan for approval again`, {
      code: 'EXPIRED',
      approval_id,
      deadline,
    })
  if (plan_hash !== approval.plan_hash)
    throw new Fault('digest_mismatch', 'the plan is not the one that was shown: look at it again before deciding', {
      code: 'DIGEST_MISMATCH',
      shown: plan_hash,
      current: approval.plan_hash,
    })
}

/** Says by whom, when and where, so that whoever came second knows whom to ask. */
function alreadyDecided(approval: Approval): Fault {
  const { approval_id, state, state_version } = approval
  const last = approval.signatures.at(-1)
  const by = last === undefined ? {} : { by: last.by, name: last.name, at: last.at, surface: last.surface }
  return new Fault('conflict', `there is nothing left to decide. ${closedSentence(approval)}`, {
    code: 'ALREADY_DECIDED',
    approval_id,
    state,
    state_version,
    ...by,
  })
}

/** Throws `forbidden` when it is their own proposal. */
export function requireOther(approval: Approval, actor: Actor): void {
  if (actor.id === approval.proposed_by)
    throw new Fault('forbidden', 'you sent this plan for approval, so someone else decides: ask another approver, or withdraw it', {
      code: 'SELF_APPROVAL',
      proposed_by: approval.proposed_by,
    })
}

/** Throws `conflict` when they have signed already, or somebody has signed with their say. */
export function requireUnsigned(approval: Approval, actor: Actor): void {
  const own = approval.signatures.find((s) => s.by === actor.id)
  if (own !== undefined)
    throw new Fault('conflict', 'you have signed this already: the other signature is another person’s', { code: 'ALREADY_SIGNED', at: own.at })
  const lent = approval.signatures.find((s) => s.on_behalf_of?.by === actor.id)
  if (lent !== undefined)
    throw new Fault('conflict', `${lent.name} has signed this with your say: the other signature is another person’s`, { code: 'ALREADY_SIGNED', at: lent.at })
}

/** Fewer seconds than this between the request and the last of several signatures is not two people reading it. */
const SECOND_AFTER_SEC = 300

/** Throws `conflict` while the last of several signatures would come too soon. */
export function requirePause(approval: Approval, now: Instant): void {
  const not_before = addMs(approval.proposed_at, SECOND_AFTER_SEC * 1000)
  if (approval.signatures.length > 0 && now < not_before)
    throw new Fault('conflict', `the second signature can be given from ${formatInstant(not_before)}: read the plan until then`, {
      code: 'TOO_SOON',
      not_before,
    })
}

type Filled = { slot: number; role: Role; on_behalf_of?: { by: string; name: string } }

/**
 * The open slot this person fills and the role they fill it with, which no other signature used: their own, else one that was delegated to them. Throws
 * `forbidden` and says who can.
 */
export function requireSlot(approval: Approval, actor: Actor): Filled {
  const used = approval.signatures.map((s) => s.role)
  const open = approval.slots
    .filter((slot) => !approval.signatures.some((s) => s.slot === slot.slot))
    .map((slot) => ({ slot: slot.slot, any_of: [...slot.any_of, ...escalatedTo(approval)] }))
  for (const { slot, any_of } of open) {
    const role = any_of.find((r) => actor.roles.includes(r) && !used.includes(r))
    if (role !== undefined) return { slot, role }
  }
  const spoken = new Set(approval.signatures.flatMap((s) => [s.by, s.on_behalf_of?.by ?? s.by]))
  for (const { from, from_name, roles } of (approval.delegations ?? []).filter((d) => d.to === actor.id && !spoken.has(d.from)))
    for (const { slot, any_of } of open) {
      const role = any_of.find((r) => roles.includes(r) && !used.includes(r))
      if (role !== undefined) return { slot, role, on_behalf_of: { by: from, name: from_name } }
    }
  const needed = [...new Set(open.flatMap((slot) => slot.any_of))].filter((role) => !used.includes(role))
  const is_taken = approval.slots.some((slot) => slot.any_of.some((role) => actor.roles.includes(role)))
  throw new Fault(
    'forbidden',
    is_taken ? `the second signature comes from another role: ${anyOf(needed)}` : `this needs a person with the role ${anyOf(needed)}`,
    {
      code: is_taken ? 'ROLE_NOT_DISTINCT' : 'ROLE',
      needed,
      roles: actor.roles,
    },
  )
}

/** Roles that the request has reached by escalating; none before. */
export const escalatedTo = ({ escalated_at, escalates_to }: Approval): readonly Role[] => (escalated_at === undefined ? [] : (escalates_to ?? []))

/** Role in which a person may refuse: that of any slot. Throws `forbidden`. */
export function requireDenyRole(approval: Approval, actor: Actor): { slot: number; role: Role } {
  const lent = (approval.delegations ?? []).filter((d) => d.to === actor.id).flatMap((d) => d.roles)
  for (const { slot, any_of } of approval.slots) {
    const role = [...any_of, ...escalatedTo(approval)].find((r) => actor.roles.includes(r) || lent.includes(r))
    if (role !== undefined) return { slot, role }
  }
  const needed = [...new Set(approval.slots.flatMap((slot) => slot.any_of))]
  throw new Fault('forbidden', `only those who could approve may deny: ${anyOf(needed)}`, { code: 'ROLE', needed, roles: actor.roles })
}

export function requireVetoRole(actor: Actor): Role {
  const role = VETO_ROLES.find((r) => actor.roles.includes(r))
  if (role === undefined)
    throw new Fault('forbidden', `a veto needs one of the roles ${anyOf(VETO_ROLES)}`, { code: 'ROLE', needed: VETO_ROLES, roles: actor.roles })
  return role
}

export function requireReason(reason: string): void {
  if (reason.trim().length < MIN_REASON_CHARS)
    throw new Fault('validation_failed', `reason: write at least ${MIN_REASON_CHARS} characters, so that others can follow the decision`, {
      code: 'REASON',
      field: 'reason',
      min: MIN_REASON_CHARS,
    })
}

/** Throws `validation_failed` unless the typed words are the ones asked for; surrounding spaces do not matter. */
export function requireAcknowledgement(approval: Approval, acknowledged: string | null): void {
  if (approval.acknowledgement !== null && acknowledged?.trim() !== approval.acknowledgement)
    throw new Fault('validation_failed', `acknowledged: type "${approval.acknowledgement}" to confirm that you have read what will change`, {
      code: 'ACK',
      field: 'acknowledged',
      phrase: approval.acknowledgement,
    })
}
