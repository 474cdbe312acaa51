import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { EvalOutcome, EvalSplit } from '../eval/eval-set'
import { EVAL_SETS } from '../eval/sets'
import { tableOf } from '../eval/table'
import { FLAG, TEXT } from '../options'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const SPLITS: readonly EvalSplit[] = ['tune', 'report', 'all']

const isSplit = (value: string): value is EvalSplit => SPLITS.some((split) => split === value)

export const evaluate: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({ args: argv, options: { json: FLAG, only: TEXT, split: { type: 'string', default: 'report' }, data: TEXT } })
    const { split, json } = values
    if (!isSplit(split)) throw new WrongCall(`--split is "${split}": use report, tune or all`)
    const data = resolve(values.data ?? process.env.COUNTERSIGN_DATA ?? join(process.env.COUNTERSIGN_ROOT ?? '.', '../shared/data'))
    const chosen = chosenSets(values.only)
    const answer: Record<string, unknown> = { data, split }
    for (const set of chosen) {
      const absent = set.needs.filter((path) => !existsSync(join(data, path)))
      if (absent.length > 0) answer[set.id] = { skipped: `absent: ${absent.join(', ')}` }
      else {
        const outcome = await set.score({ data, split, say: (text) => process.stderr.isTTY && process.stderr.write(`\r\u001b[2K${set.title}: ${text}`) })
        if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
        answer[set.id] = outcome.result
        if (!json) process.stdout.write(`${printed(set.title, outcome)}\n\n`)
      }
      if (absent.length > 0 && !json) process.stdout.write(`${set.title}: skipped, absent: ${absent.join(', ')}\n\n`)
    }
    if (json) process.stdout.write(`${JSON.stringify(answer)}\n`)
    return 0
  },
}

function chosenSets(only: string | undefined) {
  if (only === undefined) return EVAL_SETS
  const names = only.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !EVAL_SETS.some((set) => set.id === name))
  if (unknown !== undefined) throw new WrongCall(`there is no set "${unknown}": choose from ${EVAL_SETS.map((s) => s.id).join(', ')}`)
  return EVAL_SETS.filter((set) => names.includes(set.id))
}

const printed = (title: string, { figures, notes }: EvalOutcome): string => [title, ...tableOf(figures), ...notes.map((note) => `  ${note}`)].join('\n')
