import { parseArgs } from 'node:util'
import { listCases } from '@/lib/cases/store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { print, table } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

export const cases: CliCommand = {
  name: 'cases',
  usage: 'cases [--all] [--tenant T]',
  summary: 'list open cases by money at stake',
  run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: { json: { type: 'boolean', default: false }, all: { type: 'boolean', default: false }, tenant: { type: 'string' } },
    })
    return withDatabase(async () => {
      const found = await listCases(await tenantFor(values.tenant), values.all ? {} : { is_closed: false })
      const lines = found.map((c) => [
        c.case_id,
        c.severity,
        formatRate(c.at_stake_per_day, c.currency, 'day'),
        c.status.replaceAll('_', ' '),
        formatDay(c.opened_at),
        c.headline,
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
