import { asked } from '@/agent/desks/cost/collect/asked'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { makeEvidence } from '@/lib/evidence/make'
import type { CloudResources } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { WasteFindings, WasteType } from '@/schemas/evidence/waste'
import { Instant } from '@/schemas/time'

type Found = { arn: string; tags: Record<string, string>; since: string | null }
type Read = (cloud: CloudPort, place: Place, findings: WasteFindings['findings']) => Promise<Found[]>
const ids = (findings: WasteFindings['findings']): string[] => findings.map((f) => f.resource_id)

/** How each kind of finding is read in the account. A kind without a way stays unknown, which policy reads as protected. */
const READ: Partial<Record<WasteType, Read>> = {
  unattached_volume: async (cloud, place, f) => (await cloud.diskVolumes(place, ids(f))).map((v) => ({ arn: v.arn, tags: v.tags, since: v.created_at })),
  orphaned_snapshot: async (cloud, place, f) => (await cloud.diskSnapshots(place, ids(f))).map((s) => ({ arn: s.arn, tags: s.tags, since: s.started_at })),
  unused_image: async (cloud, place, f) => (await cloud.images(place, ids(f))).map((i) => ({ arn: i.arn, tags: i.tags, since: i.created_at })),
  // An address does not tell its age.
  idle_address: async (cloud, place, f) =>
    (
      await cloud.addresses(
        place,
        f.flatMap((x) => x.address ?? []),
      )
    ).map((a) => ({ arn: a.arn, tags: a.tags, since: null })),
  log_group_kept_for_ever: async (cloud, place, f) => (await cloud.logGroups(place, ids(f))).map((g) => ({ arn: g.arn, tags: g.tags, since: g.created_at })),
  incomplete_uploads: async (cloud, place, f) => (await cloud.buckets(place, ids(f))).map((b) => ({ arn: b.arn, tags: b.tags, since: null })),
  idle_database: async (cloud, place, f) => (await cloud.databases(place, ids(f))).map((d) => ({ arn: d.arn, tags: d.tags, since: d.created_at })),
}

/** Live tags and age of what a sweep named, so that policy can judge it, and the sweep with those tags, so that a protected resource is never proposed. */
export async function readSwept(cloud: CloudPort | null, sweep: Evidence, body: WasteFindings, now: Instant): Promise<Evidence[]> {
  if (cloud === null) return [sweep]
  const place = { account_id: body.account_id, region_id: body.region_id }
  const source = { connector: cloud.connector, data_version: null, retrieved_at: now }
  const live: CloudResources['resources'] = []
  for (const [type, read] of Object.entries(READ)) {
    const findings = body.findings.filter((f) => f.type === type)
    if (findings.length === 0) continue
    const [evidence] = await asked(type, async () => {
      const resources = (await read(cloud, place, findings)).map((r) => ({ ...r, since: Instant.safeParse(r.since).data ?? null }))
      return [makeEvidence({ source: { ...source, query: `resources(${type})` }, body: { kind: 'cloud.resources' as const, ...place, resources } })]
    })
    if (evidence !== undefined) live.push(...(evidence.body as CloudResources).resources) // safe: made two lines above
  }
  if (live.length === 0) return [sweep]
  const tagsOf = (id: string) => live.find((r) => r.arn.endsWith(`/${id}`) || r.arn.endsWith(`:${id}`))?.tags
  const findings = body.findings.map((f) => ({ ...f, tags: tagsOf(f.resource_id) ?? f.tags }))
  const query = `resources(${body.account_id}/${body.region_id})`
  return [
    makeEvidence({ source: sweep.source, body: { ...body, findings }, completeness: sweep.completeness, gaps: sweep.gaps }),
    makeEvidence({
      source: { ...source, query },
      body: { kind: 'cloud.resources' as const, ...place, resources: live.sort((a, b) => (a.arn < b.arn ? -1 : 1)) },
    }),
  ]
}
