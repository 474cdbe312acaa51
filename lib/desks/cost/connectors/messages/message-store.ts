import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'

/**
 * Whether a message may be sent now. The answer is durable before the sending, so that of two workers one is told yes, and none sends again what may have
 * been taken.
 */
export async function claimMessage(tenant_id: string, message_key: string, case_id: string, connector: string): Promise<boolean> {
  const kept = await scratch(
    `insert into owner_message (tenant_id, message_key, case_id, connector, state) values ($1, $2, $3, $4, 'sending')
     on conflict (tenant_id, message_key) do nothing returning 1`,
    [tenant_id, message_key, case_id, connector],
  )
  return kept.length === 1
}

/** Gives a message back that was surely not taken, for the next try. */
export const releaseMessage = async (tenant_id: string, message_key: string): Promise<void> =>
  void (await scratch(`delete from owner_message where tenant_id = $1 and message_key = $2 and state = 'sending'`, [tenant_id, message_key]))

export async function settleMessage(tx: Tx, tenant_id: string, message_key: string, state: 'taken' | 'not_known'): Promise<boolean> {
  const settled = await tx.query(`update owner_message set state = $3 where tenant_id = $1 and message_key = $2 and state = 'sending' returning 1`, [
    tenant_id,
    message_key,
    state,
  ])
  return settled.length === 1
}

// Longer than a message takes with its time-out.
const LEFT_AFTER = '2 minutes'

/** What became of a message that somebody else claimed: it is settled, it is being sent, or whoever sent it has been gone for a while. */
export async function claimedMessage(tenant_id: string, message_key: string): Promise<'settled' | 'sending' | 'left'> {
  const [row] = await rows<{ state: string; is_left: boolean }>(
    'select state, claimed_at < now() - $3::interval as is_left from owner_message where tenant_id = $1 and message_key = $2',
    [tenant_id, message_key, LEFT_AFTER],
  )
  return row?.state === 'sending' ? (row.is_left ? 'left' : 'sending') : 'settled'
}
