import { parseArgs } from 'node:util'
import { start } from '../start'
import type { CliCommand } from './command'

export const startAll: CliCommand = {
  name: 'start',
  usage: 'start [--dev]',
  summary: 'start database, worker and web app; opens with a demonstration account',
  async run(argv) {
    const { values } = parseArgs({ args: argv, options: { dev: { type: 'boolean', default: false } } })
    await start(process.env['COUNTERSIGN_ROOT'] ?? process.cwd(), { is_dev: values.dev })
    return 0
  },
}
