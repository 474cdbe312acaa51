import { parseArgs } from 'node:util'
import { namedCase } from '@/lib/cases/rest-of-plan'
import { listCases } from '@/lib/cases/store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { print, table } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

export const cases: CliCommand = {
  run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        rules: { type: 'boolean', default: false },
        lift: { type: 'string' },
        as: { type: 'string' },
        reason: { type: 'string', default: '' },
        tenant: { type: 'string' },
      },
    })
    return withDatabase(async () => {
      const tenant_id = await tenantFor(values)
      if (values.rules || values.lift !== undefined) {
        const { liftQuietRule, printQuietRules } = await import('../quiet-rules')
        if (values.lift !== undefined) await liftQuietRule(tenant_id, values.lift, values.as, values.reason, values.json)
        else await printQuietRules(tenant_id, values.json)
        return 0
      }
      const found = await listCases(tenant_id, values.all ? {} : { is_closed: false, is_snoozed: false })
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
      print(
        values.json,
        { cases: machine },
        lines.length === 0 ? 'No open case.' : table(['case', 'severity', 'at stake', 'status', 'opened', 'headline'], lines),
      )
      return 0
    })
  },
}
