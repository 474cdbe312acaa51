import { scratchAlone } from '@/lib/db/scratch-alone'
import { Fault } from '@/lib/kernel/errors'
import { checkAnchors } from './anchor'
import { appendAnchor, findAnchorKey, readAnchors } from './anchor-file'
import { missingAnchors } from './known-anchors'

/**
 * Writes anchors that are missing from the file back from what the database remembers, and returns how many. Each was signed with the key, which the
 * database does not have, so none can be made up. Throws `conflict` when they were not, or the key is not there.
 */
export async function restoreAnchors(tenant_id: string): Promise<number> {
  const anchors = await readAnchors(tenant_id)
  const missing = await missingAnchors(tenant_id, anchors)
  if (missing.length === 0) return 0
  const key = await findAnchorKey()
  if (key === null) throw new Fault('conflict', 'the key that the anchors were signed with is missing: put data/audit/anchor-key.pem back first')
  const fault = checkAnchors(tenant_id, [...anchors, ...missing], key)
  if (fault !== null) throw new Fault('conflict', `the database’s copies cannot be used: ${fault.detail}. Take the file from its own copy`, { seq: fault.seq })
  return await scratchAlone(tenant_id, 'audit-anchor', async () => {
    if ((await readAnchors(tenant_id)).length !== anchors.length) throw new Fault('conflict', 'anchors were written meanwhile: try again')
    for (const anchor of missing) await appendAnchor(anchor)
    return missing.length
  })
}
