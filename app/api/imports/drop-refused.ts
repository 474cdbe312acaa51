import { rm } from 'node:fs/promises'
import { sep } from 'node:path'
import { Fault } from '@/lib/kernel/errors'
import { openImportPaths } from '@/lib/warehouse/imports/import-store'
import type { FaultCode } from '@/schemas/error'

/** These do not tell that nothing was done. */
const UNCERTAIN: readonly FaultCode[] = ['broken_invariant', 'provider_down']

/**
 * Removes a delivery whose import was refused, unless another request with the same key has queued it. After anything but a refusal it is kept: the
 * import may be queued although the answer was lost. `clearInbox` removes what nothing waits for.
 */
export async function dropRefused(error: unknown, tenant_id: string, delivery: string): Promise<void> {
  if (!(error instanceof Fault) || UNCERTAIN.includes(error.code)) return
  if ((await openImportPaths(tenant_id)).some((path) => path.startsWith(delivery + sep))) return
  await rm(delivery, { recursive: true, force: true })
}
