import { z } from 'zod'
import type { Tx } from '@/lib/db/change'
import { getEvidence } from '@/lib/evidence/store'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { big, toDecimal } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import { DailySeries } from '@/schemas/evidence/cost'
import { Decimal } from '@/schemas/money'
import { QuietRule } from '@/schemas/quiet-rule'
import { Day } from '@/schemas/time'
import type { Call } from '../command'

/** Rises of the same scope that stay below a floor until a day are expected. */
export const QuietFor = z.strictObject({ floor_per_day: Decimal, until: Day })
export type QuietFor = z.infer<typeof QuietFor>

const MOST_DAYS = 92
// A rule is about what was seen, with room for it to grow to twice that; more is another rise.
const MOST_OF_RISE = '2'
const MOST_RULES = 200

/**
 * The rule that a person's words about a case amount to. Throws `validation_failed` for one that reaches too far, and `forbidden` for one given with a token.
 */
export async function quietRuleOf(c: Case, { floor_per_day, until }: QuietFor, { actor, now }: Call, because: string): Promise<QuietRule> {
  const anomaly = c.cost?.anomaly
  if (anomaly === undefined) throw new Fault('validation_failed', 'params.quiet: this case follows no anomaly', { code: 'PARAMS', field: 'params.quiet' })
  if (actor.auth?.method === 'token') throw new Fault('forbidden', 'a rule of expected spend is not set with a token: sign in as yourself', { code: 'TOKEN' })
  const most = toDecimal(big(anomaly.delta_daily_cost).times(MOST_OF_RISE))
  if (big(floor_per_day).lte(0) || big(floor_per_day).gt(big(most)))
    throw new Fault('validation_failed', `params.quiet.floor_per_day: has to lie above 0 and at most at ${most}, twice what this case found`, {
      code: 'PARAMS',
      field: 'params.quiet.floor_per_day',
    })
  const today = dayOf(now)
  if (until <= today || until > addDays(today, MOST_DAYS))
    throw new Fault('validation_failed', `params.quiet.until: has to lie after today and within ${MOST_DAYS} days`, {
      code: 'PARAMS',
      field: 'params.quiet.until',
    })
  const series = (await getEvidence(c.tenant_id, anomaly.evidence_ids)).find((e) => e.kind === 'cost.daily_series')
  const kind = series === undefined ? undefined : DailySeries.parse(series.body).series
  const family = QuietRule.shape.family.parse(kind === undefined || kind === 'run' ? 'usage' : kind)
  const rule_id = `qr_${digest({ case_id: c.case_id, scope: anomaly.scope, family, floor_per_day, until, now }).slice(0, 16)}`
  return { rule_id, scope: anomaly.scope, family, floor_per_day, until, case_id: c.case_id, by: actor.name, because, at: now }
}

/** Adds a rule to the tenant's; rules that are over go. */
export async function addQuietRule(tx: Tx, tenant_id: string, rule: QuietRule): Promise<void> {
  const { settings } = await lockTenant(tx, tenant_id)
  const kept = settings.quiet_rules.filter(({ until }) => until > dayOf(rule.at))
  if (kept.length >= MOST_RULES) throw new Fault('conflict', `there are ${MOST_RULES} rules of expected spend already: lift one first`, { code: 'STALE_STATE' })
  await saveSettings(tx, tenant_id, { ...settings, quiet_rules: [...kept, rule] })
}
