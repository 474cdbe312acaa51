import { asked } from '@/agent/desks/cost/collect/asked'
import type { Sources } from '@/agent/desks/cost/connect/sources'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import { makeEvidence } from '@/lib/evidence/make'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { type OutsideQuestion, sourceOf } from './outside-question'

/** Tags of the resources on the bill that no inventory of ours reads. */
export async function tagEvidence(q: OutsideQuestion, { tags }: Pick<Sources, 'tags'>): Promise<Evidence[]> {
  if (tags === null) return []
  const found: Evidence[] = []
  for (const [place, arns] of namedIn(q.costs, tags.covers))
    found.push(
      ...(await asked('tags', async () => {
        const { body, gaps } = await tags.tagsOf(place, arns)
        const query = `tags(${place.account_id}/${place.region_id}, ${arns.length} resources)`
        return [makeEvidence({ source: sourceOf(tags.connector, query, q), body, gaps, completeness: gaps.length === 0 ? 1 : 0.9 })]
      })),
    )
  return found
}

/** ARNs on the bill that no inventory of ours reads, by account and region. */
function namedIn({ resources }: ResourceCosts, covers: (place: Place) => boolean): [Place, string[]][] {
  const by_place = new Map<string, { place: Place; arns: Set<string> }>()
  for (const { resource_id } of resources) {
    const [, service = '', region_id = '', account_id = ''] = /^arn:[^:]+:([^:]+):([^:]*):(\d{12}):/.exec(resource_id) ?? []
    const place = { account_id, region_id }
    if (account_id === '' || !covers(place) || (service === 'ec2' && /:(?:instance|volume)\//.test(resource_id))) continue
    const key = `${account_id}/${region_id}`
    const known = by_place.get(key) ?? { place, arns: new Set<string>() }
    by_place.set(key, { ...known, arns: known.arns.add(resource_id) })
  }
  return [...by_place].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { place, arns }]) => [place, [...arns].sort()])
}
