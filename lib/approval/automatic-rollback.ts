import { Fault } from '@/lib/kernel/errors'
import { INTERRUPTS_NOTHING } from '@/lib/policy/interrupts-nothing'
import type { PlanAction } from '@/schemas/action'
import type { Approval, Signature } from '@/schemas/approval'

/** Whether the way back of these actions interrupts nothing, so that a request may offer to take it without a person. */
export const interruptsNothing = (actions: readonly PlanAction[]): boolean =>
  actions.every((a) => a.accompanies === true || INTERRUPTS_NOTHING.includes(a.reversibility))

/** Signers who agreed to the plan and not to its being taken back without a person. */
export const askedForAPerson = (approval: Approval | null): Signature[] =>
  (approval?.signatures ?? []).filter((s) => s.verdict === 'approve' && s.automatic_rollback === false)

/**
 * Whether the agreement to a plan also covers that it is taken back without a person. One signer who left it out is enough that it does not.
 * What policy lets run on nobody's word was announced with it, and a request from before it was asked stands as it was given.
 */
export const coversAutomaticRollback = (approval: Approval | null): boolean =>
  approval === null || (approval.offers_automatic_rollback !== false && askedForAPerson(approval).length === 0)

/**
 * What a signature says of it. Not saying is agreeing to what is offered, where nobody asked for a person before; a no counts also on a request from before it
 * was asked. Throws `validation_failed` for a yes to what the request does not offer.
 */
export function saidOfRollback(approval: Approval, said: boolean | undefined): Pick<Signature, 'automatic_rollback'> {
  const { offers_automatic_rollback: offers } = approval
  if (offers !== true && said === true)
    throw new Fault('validation_failed', 'params.automatic_rollback: this plan is not taken back without a person: leave it out', {
      code: 'PARAMS',
      field: 'params.automatic_rollback',
    })
  if (offers === false) return {}
  if (said !== undefined) return { automatic_rollback: said }
  return offers === true && askedForAPerson(approval).length === 0 ? { automatic_rollback: true } : {}
}
