import { z } from 'zod'
import type { CaseBeside } from '@/lib/cases/case-beside'
import { newCase } from '@/lib/cases/new-case'
import { resourcesLeft } from '@/lib/cases/rest-of-plan'
import { carriedOnIn } from '@/lib/cases/rest-store'
import { getCase, insertCase, openCaseBeside } from '@/lib/cases/store'
import { restRule } from '@/lib/intents/rest-rule'
import { enqueue } from '@/lib/jobs/queue'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { compareDecimal, subtract } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { EvidenceId } from '@/schemas/ids'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import { defineCommand } from '../command'
import { currentOf, lockedCase, reasonOf } from '../under-lock/locked-case'
import { foundWith, orOpenedMeanwhile } from '../under-lock/of-one-incident'

/**
 * Opens a case of its own for what a verified plan left out. A case holds one plan, one way back and one saving, so the first keeps its own; the second asks
 * every source again and finds what is left in the account as it is now.
 */
export const casePlanRest = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'case.rest_opened',
  async ready(call) {
    const { actor, request, now } = call
    const because = reasonOf(call)
    const seen = await getCase(actor.tenant_id, request.subject)
    requireRest(seen, await openCaseBeside(seen), await carriedOnIn(seen))
    const found_with = await foundWith(seen, now, 'plan')
    return async (tx) => {
      const c = await lockedCase(tx, call)
      requireRest(c, await openCaseBeside(c, tx), await carriedOnIn(c, tx))
      const rest = restOf(c, found_with, now, `Opened by ${actor.name} for what case ${c.case_id} left out: ${because}`)
      await insertCase(tx, rest).catch(orOpenedMeanwhile(c))
      await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: rest.case_id })
      const resources = resourcesLeft(c.plan)
      const message = `Case ${rest.case_id} is opened for ${formatCount(resources, 'resource')} that this plan left out. Every source is asked again there.`
      return { subject: rest.case_id, new_version: rest.revision, message, body: { rest_of: c.case_id, plan_hash: c.plan?.plan_hash ?? null, resources } }
    }
  },
})

function requireRest(c: Case, open: CaseBeside | null, carried_on: string | null): void {
  const rule = restRule(c, open, carried_on)
  if (rule === null) return
  const beside = open?.case_id ?? carried_on
  const code = rule.rule === 'open_beside' ? 'OPEN_BESIDE' : 'STALE_STATE'
  throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code, rule: rule.rule, current: currentOf(c), ...(beside === null ? {} : { beside }) })
}

/** What the incident still costs a day: what the first plan was verified to save is not at stake any more. */
function notSaved({ at_stake_per_day, checks }: Case): Decimal {
  const saved = checks.findLast((check) => check.savings !== null)?.savings?.point ?? '0'
  const left = subtract(at_stake_per_day, saved)
  return compareDecimal(left, '0') > 0 ? left : '0'
}

function restOf(c: Case, evidence_ids: EvidenceId[], now: Instant, note: string): Case {
  const { tenant_id, desk, incident_key, severity, currency, headline, owner, ruleset_version } = c
  const begun = {
    case_id: `case_${digest({ tenant_id, rest_of: c.case_id, now }).slice(0, 10)}`,
    ...{ tenant_id, desk, incident_key, severity, currency, headline, owner, ruleset_version, evidence_ids },
    at_stake_per_day: notSaved(c),
    rest_of: { case_id: c.case_id, resources: resourcesLeft(c.plan) },
  }
  return newCase(begun, c.cost?.anomaly ?? null, now, note)
}
