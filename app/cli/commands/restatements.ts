import { parseArgs } from 'node:util'
import { restatementsPage } from '@/app/views/inbox/restatements'
import { formatInstant } from '@/lib/kernel/format'
import type { Actor } from '@/schemas/actor'
import type { RestatementRow } from '@/schemas/restated-month'
import { asPerson, decidingPerson } from '../as-person'
import { giveCommand } from '../give-command'
import { AS_PERSON, FLAG, TEXT } from '../options'
import { print, table } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const A_PAGE = 100

/** Lists closed months that came again with other amounts, or takes one of them as it is now, as a person. */
export const restatements: CliCommand = {
  run(argv) {
    const { values } = parseArgs({ args: argv, options: { ...AS_PERSON, all: FLAG, acknowledge: TEXT, version: TEXT } })
    const { acknowledge, as: who, reason, json } = values
    if (acknowledge === undefined) return withDatabase(async () => printRestatements(await asPerson(await tenantFor(values), who), values))
    const version = Number(values.version)
    if (who === undefined || values.version === undefined)
      throw new WrongCall('an acknowledgement needs --as PERSON and --version N, the version that you looked at')
    if (!Number.isInteger(version)) throw new WrongCall(`--version is "${values.version}": give the number of the version that you looked at`)
    return withDatabase(async () => {
      const actor = await decidingPerson(await tenantFor(values), who)
      await giveCommand(actor, { command: 'restatement.acknowledge', subject: acknowledge, expected_version: version, reason }, json)
      return 0
    })
  },
}

async function printRestatements(actor: Actor, { all, json }: { all: boolean; json: boolean }): Promise<number> {
  const found: RestatementRow[] = []
  let after: string | null = null
  do {
    const page = await restatementsPage(actor, all ? null : 'open', after, A_PAGE)
    found.push(...page.restatements)
    after = page.next
  } while (after !== null)
  print(json, { restatements: found }, found.length === 0 ? 'No closed month came again with other amounts.' : found.map(textOf).join('\n\n'))
  return 0
}

function textOf({ restatement_id, state, to_version, import_id, acknowledged, shown, source, billing_month }: RestatementRow): string {
  const head = `${restatement_id}  ${state}  version ${to_version}, brought by ${import_id}`
  const settled = acknowledged === null ? [] : [`${acknowledged.name} acknowledged it ${formatInstant(acknowledged.at)}: ${acknowledged.because}`]
  if (shown === null) return [head, `${billing_month} of ${source}; not known: what changed, because its evidence is gone`, ...settled].join('\n')
  const lines = shown.lines.map((l) => [l.where, l.amounts, l.change.text])
  const more = shown.lines_beyond === 0 ? [] : [`and ${shown.lines_beyond} more`]
  return [
    head,
    shown.title,
    shown.text,
    `${shown.change.label}: ${shown.change.text}`,
    ...(lines.length === 0 ? [] : [table(['where', 'from and to', 'change'], lines)]),
    ...more,
    ...settled,
  ].join('\n')
}
