import { parseArgs } from 'node:util'
import { getCase } from '@/lib/cases/store'
import { decidingPerson } from '../as-person'
import { giveCommand } from '../give-command'
import { AS_PERSON, TEXT } from '../options'
import { tenantOfCase } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const WORDS = { accurate: 'accurate', expected: 'expected', 'false-positive': 'false_positive' } as const

/** Says as a person what an anomaly was, and with `--quiet-below` what detection passes over from now on. */
export const assess: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { ...AS_PERSON, 'quiet-below': TEXT, until: TEXT } })
    const [case_id, word = ''] = positionals
    const assessment = Object.entries(WORDS).find(([name]) => name === word)?.[1]
    if (case_id === undefined || values.as === undefined) throw new WrongCall('a case, what it was, and --as PERSON are needed')
    if (assessment === undefined) throw new WrongCall(`"${word}" is no assessment: say one of ${Object.keys(WORDS).join(', ')}`)
    const who = values.as
    const quiet = values['quiet-below'] === undefined ? {} : { quiet: { floor_per_day: values['quiet-below'], until: values.until } }
    return withDatabase(async () => {
      const tenant_id = await tenantOfCase(values, case_id)
      const actor = await decidingPerson(tenant_id, who)
      const { revision } = await getCase(tenant_id, case_id)
      const params = { assessment, ...quiet }
      await giveCommand(actor, { command: 'anomaly.assess', subject: case_id, expected_version: revision, params, reason: values.reason }, values.json)
      return 0
    })
  },
}
