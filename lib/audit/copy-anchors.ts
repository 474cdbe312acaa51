import { config } from '@/lib/kernel/config'
import { log } from '@/lib/kernel/log'
import type { AnchorCopies } from './anchor-copies'
import { readAnchors } from './anchor-file'
import { gitCopies } from './git-copies'

// Up to which entry this process knows each place to have everything, so that a sweep with nothing new asks nobody.
const shared = globalThis as unknown as { countersign_copied?: Map<string, number> }

async function places(): Promise<AnchorCopies[]> {
  const { audit_git, audit_s3 } = config()
  // The client of S3 is large; who has no bucket does not load it.
  return [...(audit_git === null ? [] : [gitCopies(audit_git)]), ...(audit_s3 === null ? [] : [(await import('./s3-copies')).s3Copies(audit_s3)])]
}

/**
 * Brings every place up to the tenant's newest anchor. A place that does not answer is logged and asked again at the next sweep: the anchor itself is
 * signed and on this disk, and work goes on. Resolves to the names of those that failed.
 */
export async function copyAnchors(tenant_id: string): Promise<string[]> {
  const to = await places()
  if (to.length === 0) return []
  shared.countersign_copied ??= new Map()
  const copied = shared.countersign_copied
  const anchors = await readAnchors(tenant_id)
  const last = anchors.at(-1)?.seq ?? 0
  const failed: string[] = []
  for (const { name, copy } of to) {
    const key = `${name}\n${tenant_id}`
    if (copied.get(key) === last) continue
    try {
      await copy(anchors)
      copied.set(key, last)
    } catch (error) {
      failed.push(name)
      log.error('anchors were not copied, trying again', error, { tenant_id, place: name })
    }
  }
  return failed
}
