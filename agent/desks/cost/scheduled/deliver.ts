import { join } from 'node:path'
import { readSimulatedEvents } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { deliverBill } from '@/lib/desks/cost/demo/deliver'
import { BILL_SOURCE, BILL_START, DEMO_SEED } from '@/lib/desks/cost/demo/people'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { importBill } from '@/lib/warehouse/imports/import-bill'

/** What a provider's export service would do: writes the months of the demonstration bill that changed, and imports them like any other bill. */
export async function deliverDemonstrationBill(tenant_id: string): Promise<void> {
  if (!(await getTenant(tenant_id)).is_demonstration) throw new Fault('forbidden', 'only a demonstration tenant has a simulated bill', { tenant_id })
  const until = await tenantNow(tenant_id)
  const events = await readSimulatedEvents(tenant_id)
  const files = await deliverBill({ seed: DEMO_SEED, events, from: BILL_START, until }, join(config().inbox_dir, tenant_id, BILL_SOURCE))
  if (files.length === 0) return
  const ended = await importBill({ tenant_id, source: BILL_SOURCE, paths: files.map((f) => f.path), actor: systemActor(tenant_id), now: until })
  if (ended.state === 'failed') throw new Fault('broken_invariant', 'the demonstration bill could not be imported', { import_id: ended.import_id })
}
