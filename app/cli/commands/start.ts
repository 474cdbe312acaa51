import { parseArgs } from 'node:util'
import { FLAG } from '../options'
import { start } from '../start'
import type { CliCommand } from './command'

export const startAll: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({ args: argv, options: { dev: FLAG } })
    await start(process.env['COUNTERSIGN_ROOT'] ?? process.cwd(), { is_dev: values.dev })
    return 0
  },
}
