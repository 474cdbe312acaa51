import { z } from 'zod'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { ACCEPTABLE, varianceRule } from '@/lib/intents/variance-rule'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatRate } from '@/lib/kernel/format'
import { compareDecimal } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { VerificationCheck } from '@/schemas/verification'
import { defineCommand } from '../command'
import { currentOf, lockedCase, reasonOf, requireStatus } from '../under-lock/locked-case'

/**
 * A manager takes what was measured as the result, although it differs from what was predicted. The ledger counts the measured figure, never the
 * predicted one; where the interval holds zero no saving is claimed.
 */
export const verificationAcceptVariance = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'verification.variance_accepted',
  ready: (call) => {
    const because = reasonOf(call)
    return async (tx) => {
      const { actor, now } = call
      const c = await lockedCase(tx, call)
      requireStatus(c, ACCEPTABLE, 'a difference is accepted once a saving has been measured')
      const rule = varianceRule(c)
      if (rule !== null) throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code: 'STALE_STATE', current: currentOf(c) })
      const check = accepted(c, { by: actor.id, name: actor.name, because }, now)
      const { savings } = check
      const is_claimed = check.reason === 'variance_accepted'
      const measured = savings === null ? 'not known' : formatRate(savings.point, savings.currency, 'day')
      const note = is_claimed ? `${actor.name} accepted ${measured} as the saving` : `${actor.name} accepted that no saving can be told`
      const saved = await saveCase(
        tx,
        moveCase(c, is_claimed ? 'partial' : 'not_measurable', now, note, { checks: [...c.checks, check], trouble: null }),
        c.revision,
      )
      await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
      const body = { saved_per_day: savings?.point ?? null, predicted_per_day: savings?.predicted ?? null, is_claimed, before: c.status }
      const message = is_claimed
        ? `Accepted: ${measured} counts as the saving.`
        : 'Accepted: no saving is claimed, because what was measured cannot be told from zero.'
      return { subject: c.case_id, new_version: saved.revision, message, body }
    }
  },
})

/** The last check that measured, closed on a person's word. Its figures stay as they were measured. */
function accepted(c: Case, accepted_by: NonNullable<VerificationCheck['accepted_by']>, now: string): VerificationCheck {
  const measured = c.checks.findLast((k) => k.savings !== null)
  if (measured === undefined) throw new Fault('conflict', 'no saving has been measured yet', { code: 'STALE_STATE', current: currentOf(c) })
  const is_above_zero = measured.savings !== null && compareDecimal(measured.savings.low, '0') > 0
  const { undone_since: _gone, ...figures } = measured
  return {
    ...figures,
    check: 'accepted',
    at: now,
    outcome: 'close',
    reason: is_above_zero ? 'variance_accepted' : 'not_measurable',
    next_check_at: null,
    accepted_by,
  }
}
