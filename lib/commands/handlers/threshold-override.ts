import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { big } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import { SCOPE_KEYS, Scope } from '@/schemas/evidence/cost-scope'
import { Decimal } from '@/schemas/money'
import { Day } from '@/schemas/time'
import { type Call, defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

const MOST_DAYS = 92
const MOST_RULES = 100
// Below this nothing is told anyway (`lib/desks/cost/detect/params`), and more than this a day is nothing that a threshold passes over.
const LEAST = '10'
const MOST = '10000'

const Params = z.strictObject({
  scope: Scope.refine((scope) => SCOPE_KEYS.some((key) => scope[key] !== undefined), 'has to name an account, a service, a region, a usage type or an owner'),
  least_per_day: Decimal,
  until: Day,
})

/**
 * Sets for one scope and some time what a rise has to cost a day to open a case. It is a rule that everybody sees and may lift; nothing else about detection
 * changes.
 */
export const thresholdOverride = defineCommand({
  params: Params,
  audit_kind: 'threshold.overridden',
  ready: (call) => {
    const { actor, params, now } = call
    const because = reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    requireBounds(call.params, now)
    return async (tx) => {
      const { settings, currency } = await lockTenant(tx, tenant_id)
      // Rules that are over have done their work; one for the same scope gives way to the new one.
      const kept = settings.threshold_rules.filter((r) => r.until > dayOf(now) && digest(r.scope) !== digest(params.scope))
      if (kept.length >= MOST_RULES) throw new Fault('conflict', `there are ${MOST_RULES} thresholds already: lift one first`, { code: 'STALE_STATE' })
      const rule = { rule_id: `th_${digest({ ...params, now, by: actor.id }).slice(0, 16)}`, ...params, by: actor.name, because, at: now }
      await saveSettings(tx, tenant_id, { ...settings, threshold_rules: [...kept, rule] })
      const message = `Rises there below ${formatRate(params.least_per_day, currency, 'day')} open no case before ${formatDay(params.until)}. They are listed as held back.`
      return { subject: tenant_id, new_version: null, message, body: { rule } }
    }
  },
})

function requireBounds({ least_per_day, until }: z.output<typeof Params>, now: Call['now']): void {
  const amount = big(least_per_day)
  if (amount.lte(big(LEAST)) || amount.gt(big(MOST)))
    throw new Fault('validation_failed', `params.least_per_day: has to lie above ${LEAST}, below which nothing is told, and at most at ${MOST}`, {
      code: 'PARAMS',
      field: 'params.least_per_day',
    })
  const today = dayOf(now)
  if (until <= today || until > addDays(today, MOST_DAYS))
    throw new Fault('validation_failed', `params.until: has to lie after today and within ${MOST_DAYS} days`, { code: 'PARAMS', field: 'params.until' })
}
