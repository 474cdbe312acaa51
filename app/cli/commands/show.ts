import { parseArgs } from 'node:util'
import { currentIntents } from '@/app/views/case/case-intents'
import { whyOf, whyText } from '@/lib/intents/why'
import { asPerson } from '../as-person'
import { FLAG, IN_TENANT, TEXT } from '../options'
import { print } from '../print'
import { tenantOfCase } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

export const show: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { ...IN_TENANT, why: FLAG, as: TEXT } })
    const [case_id] = positionals
    if (case_id === undefined) throw new WrongCall('show needs a case id')
    return withDatabase(async () => {
      const tenant_id = await tenantOfCase(values, case_id)
      const intents = await currentIntents(await asPerson(tenant_id, values.as), case_id)
      const shown = Object.values(intents).filter((intent) => intent !== null)
      if (values.why)
        print(
          values.json,
          { case_id, why: shown.flatMap(whyOf) },
          shown
            .flatMap((intent) => [...whyText(intent), ''])
            .join('\n')
            .trimEnd(),
        )
      else print(values.json, { case_id, intents }, shown.map((intent) => intent.plain).join('\n\n'))
      return 0
    })
  },
}
