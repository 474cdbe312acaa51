import { log } from '@/lib/kernel/log'
import { currentManifests } from '@/lib/warehouse/versions/manifest-store'
import { type Bucket, type PushedMonth, pushedBill } from './pushed-bill'

/** Copies every month of a tenant's bill as it is now, one after the other. What is there already is left alone, so it may be run again at any time. */
export async function pushWarehouse(tenant_id: string, to: Bucket, told: (month: PushedMonth) => void = () => undefined): Promise<PushedMonth[]> {
  const bill = pushedBill(to)
  const months: PushedMonth[] = []
  for (const manifest of (await currentManifests(tenant_id)).filter((m) => m.row_count > 0)) {
    const month = await bill.push(manifest)
    told(month)
    months.push(month)
  }
  log.info('the bill was copied to the bucket that Athena reads', { tenant_id, months: months.filter((m) => m.state === 'pushed').length })
  return months
}
