import { parseArgs } from 'node:util'
import { namedCase } from '@/lib/cases/rest-of-plan'
import { listCases } from '@/lib/cases/store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import type { Case } from '@/schemas/case'
import { decidingPerson } from '../as-person'
import { AS_PERSON, FLAG, TEXT } from '../options'
import { print, table } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

/** Lists cases, or the rules by which people told detection to pass something over, and takes one of those back. */
export const cases: CliCommand = {
  run(argv) {
    const { values } = parseArgs({ args: argv, options: { ...AS_PERSON, all: FLAG, rules: FLAG, lift: TEXT } })
    const { lift, as: who, reason, json } = values
    if (lift !== undefined && who === undefined) throw new WrongCall('--lift needs --as PERSON, who takes the rule back')
    return withDatabase(async () => {
      const tenant_id = await tenantFor(values)
      if (lift === undefined && !values.rules) {
        printCases(await listCases(tenant_id, values.all ? {} : { is_closed: false, is_snoozed: false }), json)
        return 0
      }
      // It brings every command with it, which a list of cases need not wait for.
      const { liftQuietRule, printQuietRules } = await import('../quiet-rules')
      if (lift !== undefined && who !== undefined) await liftQuietRule(await decidingPerson(tenant_id, who), { rule_id: lift, reason, json })
      else await printQuietRules(tenant_id, json)
      return 0
    })
  },
}

function printCases(found: readonly Case[], json: boolean): void {
  const lines = found.map((c) => [
    c.case_id,
    c.severity,
    formatRate(c.at_stake_per_day, c.currency, 'day'),
    c.status.replaceAll('_', ' '),
    formatDay(c.opened_at),
    namedCase(c),
  ])
  const machine = found.map((c) => ({
    case_id: c.case_id,
    severity: c.severity,
    at_stake_per_day: c.at_stake_per_day,
    currency: c.currency,
    status: c.status,
    phase: c.phase,
    category: c.cost?.triage?.category ?? null,
    headline: c.headline,
    rest_of: c.rest_of ?? null,
  }))
  const human = lines.length === 0 ? 'No open case.' : table(['case', 'severity', 'at stake', 'status', 'opened', 'headline'], lines)
  print(json, { cases: machine }, human)
}
