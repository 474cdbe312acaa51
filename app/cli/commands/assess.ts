import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { getCase } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { asPerson, requireNoProvider } from '../as-person'
import { print } from '../print'
import { tenantOfCase } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const WORDS = { accurate: 'accurate', expected: 'expected', 'false-positive': 'false_positive' } as const

export const assess: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        as: { type: 'string' },
        reason: { type: 'string', default: '' },
        'quiet-below': { type: 'string' },
        until: { type: 'string' },
        tenant: { type: 'string' },
      },
    })
    const [case_id, word = ''] = positionals
    const assessment = Object.entries(WORDS).find(([name]) => name === word)?.[1]
    if (case_id === undefined || assessment === undefined || values.as === undefined)
      throw new WrongCall('a case, one of accurate, expected, false-positive, and --as PERSON are needed')
    const who = values.as
    const quiet = values['quiet-below'] === undefined ? {} : { quiet: { floor_per_day: values['quiet-below'], until: values.until } }
    return withDatabase(async () => {
      const tenant_id = await tenantOfCase(values, case_id)
      requireNoProvider()
      const actor = await asPerson(tenant_id, who)
      const { revision } = await getCase(tenant_id, case_id)
      const result = await runCommand(actor, {
        command: 'anomaly.assess',
        subject: case_id,
        expected_version: revision,
        plan_hash: null,
        intent_digest: null,
        params: { assessment, ...quiet },
        reason: values.reason,
        acknowledged: null,
        surface: 'cli',
        idempotency_key: randomUUID(),
      })
      print(values.json, result, result.message)
      return 0
    })
  },
}
