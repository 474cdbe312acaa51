import type { CaseBeside } from '@/lib/cases/case-beside'
import { isClosed } from '@/lib/cases/move'
import { leftForLater } from '@/lib/cases/rest-of-plan'
import { type Blocked, block, standsAt } from '@/lib/intents/state-rules'
import type { Case, CaseStatus } from '@/schemas/case'

const CLAIMED: readonly CaseStatus[] = ['verified', 'partial']

/** Whether the plan left something out that may still get a case of its own: not where the case came to an end, or is being undone, without a verified saving. */
export const mayHaveRest = (c: Case): boolean =>
  leftForLater(c.plan).length > 0 && (CLAIMED.includes(c.status) || !(isClosed(c) || c.status === 'rolling_back'))

/**
 * Why what a plan left out gets no case of its own; null where nothing stands in the way. Only a saving that was measured on the lines of its own resources can be
 * told from that of a second plan in the same place. Where somebody has looked for them, `beside` is another open case of the same incident, and `carried_on` a
 * later one whose plan was carried out.
 */
export function restRule(c: Case, beside: CaseBeside | null = null, carried_on: string | null = null): Blocked | null {
  if (leftForLater(c.plan).length === 0) return block('nothing_left', 'Its plan left nothing out.', 'There is nothing more to plan.')
  if (!CLAIMED.includes(c.status)) return block('not_verified', standsAt(c.status), 'The rest is planned once the saving of this plan is verified.')
  if (c.checks.findLast((check) => check.savings !== null)?.savings?.measured_on?.rung !== 'resources')
    return block(
      'not_apart',
      'The saving was not measured on the lines of its own resources, so a second one in the same place could not be told from it.',
      'Have the rest done by hand or by a ticket.',
    )
  if (beside !== null) return block('open_beside', `Case ${beside.case_id} is open for the same incident.`, 'Go on there.')
  return carried_on === null ? null : block('carried_on', `Case ${carried_on} went on with what it left out.`, 'What is left by now is planned there.')
}
