import { parseArgs } from 'node:util'
import { attributeTable, type TableCause } from '@/lib/desks/cost/attribute/attribute-table'
import { readAmountFile } from '../amount-file'
import { FLAG, TEXT } from '../options'
import { print, table } from '../print'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

export const attribute: CliCommand = {
  async run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { real: TEXT, predict: TEXT, dimensions: TEXT, 'min-share': { type: 'string', default: '0' }, json: FLAG },
    })
    const [path] = positionals
    const { real, predict } = values
    if (path === undefined || positionals.length > 1 || real === undefined || predict === undefined)
      throw new WrongCall('name one file, and its columns with --real and --predict')
    const dimensions = values.dimensions?.split(',').map((name) => name.trim())
    const amounts = await readAmountFile(path, { real, predict, ...(dimensions === undefined ? {} : { dimensions }) })
    const answer = attributeTable(amounts, { min_share: shareOf(values['min-share']) })
    const { file, ignored } = amounts
    const machine = {
      kind: 'attribution',
      file,
      real,
      predict,
      dimensions: amounts.dimensions,
      ignored_columns: ignored,
      elements: answer.causes.map((cause) => cause.element),
      ...answer,
    }
    print(values.json, machine, values.json ? '' : shownText(machine))
    return 0
  },
}

function shareOf(text: string): number {
  const share = Number(text)
  if (Number.isFinite(share) && share >= 0 && share < 1) return share
  throw new WrongCall(`--min-share is "${text}": give the smallest share of the unexplained amount that is worth telling, 0 to below 1`)
}

type Shown = {
  file: string
  leaves: number
  dimensions: readonly string[]
  causes: readonly TableCause[]
  explained_ratio: number
  total_change: string
  remainder: string
}

function shownText({ file, leaves, dimensions, causes, explained_ratio, total_change, remainder }: Shown): string {
  const lines = causes.map((cause, i) => [
    String(i + 1),
    cause.element,
    cause.factor === null ? 'from nothing' : `${cause.factor.toFixed(2)}x`,
    pct(cause.explained_ratio),
    cause.net_change,
    String(cause.leaves),
  ])
  return [
    `${file}: ${leaves} leaves by ${dimensions.join(', ')}`,
    '',
    causes.length === 0 ? 'Nothing moved beyond its noise.' : table(['', 'slice', 'moved', 'explains', 'net change', 'leaves'], lines),
    '',
    `Explained ${pct(explained_ratio)} of what was not expected. Net change ${total_change}, of which ${remainder} lies outside the slices above.`,
  ].join('\n')
}

const pct = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`
