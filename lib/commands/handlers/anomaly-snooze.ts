import { z } from 'zod'
import { dueOf, saveCase } from '@/lib/cases/store'
import { MAY_BE_PUT_AWAY } from '@/lib/intents/case-statuses'
import { snoozeWords } from '@/lib/intents/snooze-words'
import { Fault } from '@/lib/kernel/errors'
import { big, toDecimal } from '@/lib/kernel/money'
import { addDays, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Case, Snooze } from '@/schemas/case'
import { Day } from '@/schemas/time'
import { type Call, defineCommand } from '../command'
import { lockedCase, reasonOf, requireStatus } from '../under-lock/locked-case'

const MOST_DAYS = 92
// Less than this is noise, and more than ten times is another incident.
const Growth = z.int().min(5, 'has to be at least 5').max(1000, 'may be at most 1000')

const Params = z
  .strictObject({ until: Day.nullable().default(null), grows_pct: Growth.nullable().default(null) })
  .refine(({ until, grows_pct }) => until !== null || grows_pct !== null, 'say until which day, or by how many percent it has to grow')

/**
 * Takes a case out of the open list until a day, or until its rise has grown; whichever comes first brings it back, and the last day that may be chosen
 * where none is. Nothing that calls a person, waits for one or runs is put away.
 */
export const anomalySnooze = defineCommand({
  params: Params,
  audit_kind: 'case.snoozed',
  ready: (call) => {
    const because = reasonOf(call)
    return async (tx) => {
      const c = await lockedCase(tx, call)
      requireStatus(c, MAY_BE_PUT_AWAY, 'a case that needs a person, waits for a decision, is carried out or has ended is not snoozed')
      const snoozed = snoozeOf(c, call, because)
      const saved = await saveCase(tx, { ...c, snoozed, updated_at: call.now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
      return { subject: c.case_id, new_version: saved.revision, message: `Snoozed ${snoozeWords(snoozed, c.currency)}.`, body: { ...call.params, ...snoozed } }
    }
  },
})

function snoozeOf(c: Case, { actor, now, params }: Call & { params: z.output<typeof Params> }, because: string): Snooze {
  const { until, grows_pct } = params
  const today = dayOf(now)
  if (until !== null && (until <= today || until > addDays(today, MOST_DAYS)))
    throw new Fault('validation_failed', `params.until: has to lie after today and within ${MOST_DAYS} days`, { code: 'PARAMS', field: 'params.until' })
  if (grows_pct !== null && big(c.at_stake_per_day).lte(0))
    throw new Fault('validation_failed', 'params.grows_pct: this case has no rise that could grow: choose a day', { code: 'PARAMS', field: 'params.grows_pct' })
  return {
    until: startOfDay(until ?? addDays(today, MOST_DAYS)),
    above_per_day:
      grows_pct === null
        ? null
        : toDecimal(
            big(c.at_stake_per_day)
              .times(100 + grows_pct)
              .div(100),
          ),
    at: now,
    by: actor.id,
    name: actor.name,
    because,
  }
}
