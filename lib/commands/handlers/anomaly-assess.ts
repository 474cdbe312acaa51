import { z } from 'zod'
import { dueOf, getCase, saveCase } from '@/lib/cases/store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import type { Currency } from '@/schemas/money'
import type { QuietRule } from '@/schemas/quiet-rule'
import { defineCommand } from '../command'
import { endCase } from '../under-lock/end-case'
import { lockedCase, reasonOf } from '../under-lock/locked-case'
import { addQuietRule, QuietFor, quietRuleOf } from '../under-lock/quiet-rule-of'

const SAID = {
  accurate: 'Recorded: the anomaly is real.',
  expected: 'The case is closed: the spend was expected.',
  false_positive: 'The case is closed and counted as a false alarm.',
} as const

/**
 * A person's judgement of the anomaly. What was expected or a false alarm needs nobody any more; what is real stays open.
 * `quiet` makes a rule of it: visible, for this scope alone, up to a floor and until a day, and taken back by `quiet.lift`.
 */
export const anomalyAssess = defineCommand({
  params: z
    .strictObject({ assessment: z.enum(['accurate', 'expected', 'false_positive']), quiet: QuietFor.optional() })
    .refine(({ assessment, quiet }) => assessment !== 'accurate' || quiet === undefined, 'what is real is not kept quiet: leave quiet out'),
  audit_kind: 'case.assessed',
  ready: async (call) => {
    const { assessment, quiet } = call.params
    const reason = reasonOf(call)
    const rule = quiet === undefined ? null : await quietRuleOf(await getCase(call.actor.tenant_id, call.request.subject), quiet, call, reason)
    return async (tx) => {
      const c = await lockedCase(tx, call)
      const saved =
        assessment === 'accurate'
          ? await saveCase(tx, { ...c, updated_at: call.now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
          : await endCase(tx, c, call, `${assessment === 'expected' ? 'Expected' : 'A false alarm'}, says ${call.actor.name}: ${reason}`)
      if (rule !== null) await addQuietRule(tx, c.tenant_id, rule)
      return {
        subject: c.case_id,
        new_version: saved.revision,
        message: rule === null ? SAID[assessment] : `${SAID[assessment]} ${keptQuiet(rule, c.currency)}`,
        body: { assessment, anomaly_id: c.cost?.anomaly.anomaly_id ?? null, ...(rule === null ? {} : { rule }) },
      }
    }
  },
})

const keptQuiet = ({ floor_per_day, until }: QuietRule, currency: Currency): string =>
  `Rises there up to ${formatRate(floor_per_day, currency, 'day')} open no case before ${formatDay(until)}.`
