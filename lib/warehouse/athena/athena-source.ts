import { setTimeout as wait } from 'node:timers/promises'
import { AthenaClient } from '@aws-sdk/client-athena'
import { config } from '@/lib/kernel/config'
import { log } from '@/lib/kernel/log'
import type { AthenaSource } from './athena-bill-files'
import { pushedBill } from './pushed-bill'

const BYTES_PER_GB = 1e9
const CALL_TIMEOUT_MS = 20_000

let made: { settings: string; source: AthenaSource } | undefined

/** Where the operator has the bill asked in Athena; null where the files here are read. The credentials are those of this machine. */
export function athenaSource(): AthenaSource | null {
  const { athena, aws_endpoint } = config()
  if (athena === null) return null
  const settings = JSON.stringify({ athena, aws_endpoint })
  if (made?.settings === settings) return made.source
  const { region_id, work_group, database, bucket, prefix, most_gb } = athena
  const client = new AthenaClient({
    region: region_id,
    ...(aws_endpoint === null ? {} : { endpoint: aws_endpoint }),
    requestHandler: { requestTimeout: CALL_TIMEOUT_MS, throwOnRequestTimeout: true },
  })
  const source: AthenaSource = {
    client,
    work_group,
    database,
    most_bytes: most_gb * BYTES_PER_GB,
    wait: async (ms) => void (await wait(ms)),
    tables: { database, bucket, prefix },
    isThere: pushedBill({ bucket, prefix }).isThere,
    onScanned: (bytes) => log.info('athena scanned the bill', { bytes }),
  }
  made = { settings, source }
  return source
}
