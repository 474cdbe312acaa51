import { parseArgs } from 'node:util'
import { ddl } from '@/lib/warehouse/athena/tables'
import { FLAG, TEXT } from '../options'
import { print } from '../print'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

export const athena: CliCommand = {
  async run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { database: TEXT, bucket: TEXT, prefix: { type: 'string', default: '' }, json: FLAG },
    })
    const { database, bucket, prefix } = values
    if (positionals[0] !== 'ddl' || database === undefined || bucket === undefined)
      throw new WrongCall('say `countersign athena ddl --database NAME --bucket NAME`')
    const statements = (['daily', 'lines'] as const).map((table) => ddl({ database, bucket, prefix }, table))
    print(values.json, { statements }, statements.join('\n\n'))
    return 0
  },
}
