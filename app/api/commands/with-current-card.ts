import { currentIntents } from '@/app/views/case/case-intents'
import { getApproval } from '@/lib/approval/store'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import type { Actor } from '@/schemas/actor'
import type { CommandRequest } from '@/schemas/command'
import type { FaultCode } from '@/schemas/error'

// Refusals that say that the world is not as the person saw it, or that they may not: the card as it is now goes along, so that a client repaints at once.
const REPAINTS: readonly FaultCode[] = ['conflict', 'expired', 'digest_mismatch', 'forbidden', 'frozen']

/**
 * The refusal of a command with `detail.card`: the current card of the case or request that it was about, as this person may see it. Others are as they were.
 */
export async function withCurrentCard(error: unknown, actor: Actor, { subject }: Pick<CommandRequest, 'subject'>): Promise<unknown> {
  if (!(error instanceof Fault) || !REPAINTS.includes(error.code)) return error
  try {
    const is_request = subject.startsWith('ap_')
    if (!is_request && !subject.startsWith('case_')) return error
    const case_id = is_request ? (await getApproval(actor.tenant_id, subject)).case_id : subject
    const { approval, plan, headline } = await currentIntents(actor, case_id)
    const card = (is_request ? approval : null) ?? plan ?? headline
    return new Fault(error.code, error.message, { ...error.detail, card }, { cause: error })
  } catch (failed) {
    // The refusal is what counts; a card that cannot be drawn does not change it.
    if (!(failed instanceof Fault && failed.code === 'not_found')) log.error('a refusal goes without its current card', failed, { subject })
    return error
  }
}
