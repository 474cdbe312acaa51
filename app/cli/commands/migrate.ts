import { parseArgs } from 'node:util'
import { config } from '@/lib/kernel/config'
import { FLAG } from '../options'
import { prepareDatabase } from '../prepare-database'
import { print } from '../print'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

export const migrateDatabase: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({ args: argv, options: { json: FLAG } })
    const ran = await withDatabase(() => prepareDatabase(config().database_url ?? ''))
    print(values.json, { migrations: ran }, ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`)
    return 0
  },
}
