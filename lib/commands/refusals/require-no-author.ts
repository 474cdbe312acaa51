import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { addHours } from '@/lib/kernel/time'
import { ownChangeSince } from '@/lib/policy/change-store'
import type { Call } from '../command'

/** Whoever changed the policies cannot sign under them for so long. */
const AUTHOR_WAITS_HOURS = 24

/** Throws `forbidden` within a day of one's own policy change having been activated. */
export async function requireNoAuthor({ actor, now }: Pick<Call, 'actor' | 'now'>): Promise<void> {
  const changed_at = await ownChangeSince(actor.tenant_id, actor.id, addHours(now, -AUTHOR_WAITS_HOURS))
  if (changed_at !== null)
    throw new Fault(
      'forbidden',
      `your change of the policies was activated less than ${AUTHOR_WAITS_HOURS} hours ago: you can sign again from ${formatInstant(addHours(changed_at, AUTHOR_WAITS_HOURS))}, until then ask another approver`,
      {
        code: 'POLICY_AUTHOR',
        changed_at,
      },
    )
}
