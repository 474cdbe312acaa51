import { z } from 'zod'
import { signApproval } from '@/lib/approval/decide'
import { requireBatch } from '@/lib/approval/decide-batch'
import { anyOf } from '@/lib/approval/decide-words'
import { coveredBy, getApproval } from '@/lib/approval/store'
import { Fault } from '@/lib/kernel/errors'
import type { Approval } from '@/schemas/approval'
import { ApprovalId } from '@/schemas/ids'
import { type Call, defineCommand } from '../command'
import { lentSays } from '../refusals/lent-says'
import { requireNoAuthor } from '../refusals/require-no-author'
import { decideOn } from '../under-lock/decide-on'
import { currentOf, shownPlan } from '../under-lock/locked-case'

/**
 * One person countersigns one exact plan. The slots of the request say whose signature counts. `read` names the parts of the card that were
 * opened; `batch` the requests that are approved together, each by a command of its own; `automatic_rollback` is false where a person is to be called instead.
 */
export const approvalApprove = defineCommand({
  params: z.strictObject({
    read: z.array(z.string().min(1).max(80)).max(40).default([]),
    batch: z.array(ApprovalId).min(2).max(20).optional(),
    automatic_rollback: z.boolean().optional(),
  }),
  audit_kind: 'approval.granted',
  async ready(call) {
    const { actor, request, now, params, policy } = call
    const { read, automatic_rollback } = params
    const { intent_digest, reason, acknowledged } = request
    const verdict = { plan_hash: shownPlan(call), intent_digest, reason, acknowledged, read, automatic_rollback }
    await requireNoAuthor(call)
    const asLent = await lentSays(call)
    if (params.batch !== undefined) await requireBatchOf(call, params.batch)
    return async (tx) => {
      const done = await decideOn(
        tx,
        call,
        (approval, c) => {
          const { delegations: _, ...signed } = signApproval(asLent(approval), verdict, actor, now)
          if (c.plan !== null && c.plan.policy_digest !== policy.digest)
            throw new Fault('digest_mismatch', 'the policies have changed since this plan was made: send the new plan for approval', {
              code: 'DIGEST_MISMATCH',
              current: currentOf(c),
            })
          return { ...signed, ...(approval.delegations === undefined ? {} : { delegations: approval.delegations }) }
        },
        (signed) =>
          signed.state === 'approved'
            ? {
                status: 'approved',
                note: `Approved by ${signed.signatures.map((s) => s.name).join(' and ')}`,
                message: 'Approved. The plan is carried out now.',
              }
            : { status: 'awaiting_approval', note: `Signed by ${actor.name}`, message: `Signed. It also needs ${missing(signed)}.` },
      )
      return { ...done, body: { ...done.body, read, ...(params.batch === undefined ? {} : { batch: params.batch }) } }
    }
  },
})

/** Throws `forbidden` unless this request is one of the batch and all of them may be approved together. */
async function requireBatchOf({ actor, request }: Call, batch: readonly string[]): Promise<void> {
  if (!batch.includes(request.subject))
    throw new Fault('validation_failed', 'params.batch: does not hold this request', { code: 'PARAMS', field: 'params.batch' })
  const covered = await coveredBy(actor.tenant_id, batch)
  const rows = await Promise.all(
    [...new Set(batch)].map(async (approval_id) => {
      const plan = covered.get(approval_id)?.plan
      if (plan === undefined) throw new Fault('not_found', `there is no approval ${approval_id}: look it up in the queue`, { approval_id })
      const approval = await getApproval(actor.tenant_id, approval_id)
      // A row of the batch that this person has just signed is as it was when they chose it.
      const is_own = approval.state === 'approved' && approval.signatures.every((s) => s.by === actor.id)
      return { approval: is_own ? { ...approval, state: 'pending' as const } : approval, plan }
    }),
  )
  requireBatch(rows)
}

const missing = (approval: Approval): string =>
  approval.slots
    .filter((slot) => !approval.signatures.some((s) => s.slot === slot.slot))
    .map((slot) => `one person with the role ${anyOf(slot.any_of)}`)
    .join(' and ')
