import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { WasteFindings } from '@/schemas/evidence/waste'

// An address that is charged for because nothing uses it. A region prefix comes before.
const IDLE_USAGE = /(?:ElasticIP|PublicIPv4):IdleAddress/

/** Findings with the day from which the bill shows an address as idle, where the sweep does not know it. The first day that the bill holds is a bound: it is idle at least since then. */
export function idleOnTheBill(body: WasteFindings, { resources }: ResourceCosts): WasteFindings {
  const since = new Map(resources.filter((r) => IDLE_USAGE.test(r.usage_type)).map((r) => [r.resource_id.split('/').at(-1) ?? r.resource_id, r.first_seen]))
  const findings = body.findings.map((f) =>
    f.type === 'idle_address' && f.idle_since === null ? { ...f, idle_since: since.get(f.resource_id) ?? since.get(f.address ?? '') ?? null } : f,
  )
  return { ...body, findings }
}
