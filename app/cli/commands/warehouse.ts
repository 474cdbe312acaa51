import { parseArgs } from 'node:util'
import { config } from '@/lib/kernel/config'
import { formatCount } from '@/lib/kernel/format'
import { pushWarehouse } from '@/lib/warehouse/athena/push-warehouse'
import { requireTables } from '@/lib/warehouse/athena/tables'
import { IN_TENANT } from '../options'
import { print } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const S3 = /^s3:\/\/([^/]+)\/?(.*)$/

export const warehouse: CliCommand = {
  async run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: IN_TENANT })
    const [what, url] = positionals
    const to = url === undefined ? config().athena : bucketOf(url)
    if (what !== 'push' || to === null)
      throw new WrongCall('say `countersign warehouse push s3://BUCKET/FOLDER/`, or set COUNTERSIGN_ATHENA and leave the bucket out')
    const months = await withDatabase(async () => pushWarehouse(await tenantFor(values), to))
    const pushed = months.filter((m) => m.state === 'pushed')
    const bytes = pushed.reduce((sum, m) => sum + m.bytes, 0)
    const text = `${formatCount(pushed.length, 'month')} copied (${bytes} bytes), ${months.length - pushed.length} there already, in s3://${to.bucket}/${to.prefix}`
    print(values.json, { bucket: to.bucket, prefix: to.prefix, months }, text)
    return 0
  },
}

function bucketOf(url: string): { bucket: string; prefix: string } {
  const [, bucket = '', folder = ''] = S3.exec(url) ?? []
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`
  requireTables({ database: 'any', bucket, prefix })
  return { bucket, prefix }
}
