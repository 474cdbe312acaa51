import { parseArgs } from 'node:util'
import { replayCase } from '@/agent/replay'
import { IN_TENANT } from '../options'
import { print } from '../print'
import { tenantOfCase } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

/** Recomputes a case from its stored evidence and compares it with what was decided. */
export const replay: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: IN_TENANT })
    const [case_id] = positionals
    if (case_id === undefined) throw new WrongCall('replay needs a case id')
    return withDatabase(async () => {
      const result = await replayCase(await tenantOfCase(values, case_id), case_id)
      const lines = result.parts.map((p) => `  ${p.outcome.padEnd(11)} ${p.part.padEnd(14)} ${p.detail}`)
      const rules = result.ruleset_version.stored === result.ruleset_version.current ? [] : ['  The rule set has changed since this case was decided.']
      const verdict = result.is_identical ? 'byte-identical' : whyOther(result.parts)
      print(values.json, result, [`${case_id}: ${verdict}`, ...lines, ...rules].join('\n'))
      return result.is_identical ? 0 : 3
    })
  },
}

const whyOther = (parts: readonly { outcome: string }[]): string =>
  parts.some((p) => p.outcome === 'differs') ? 'differs' : 'decided by an older rule set, which this version does not repeat'
