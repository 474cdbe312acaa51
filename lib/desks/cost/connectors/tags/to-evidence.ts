import type { z } from 'zod'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudResources } from '@/schemas/evidence/cloud'
import type { WireMappings } from './wire'

/**
 * The tags of what was asked for, by ARN. The service leaves out what was never tagged and what does not exist, and does not tell one from the other: both stay
 * unknown, which policy reads as protected.
 */
export function toTags(place: Place, arns: readonly string[], answer: z.output<typeof WireMappings>): { body: CloudResources; gaps: string[] } {
  const resources = answer
    .filter((r) => arns.includes(r.ResourceARN))
    .map((r) => ({ arn: r.ResourceARN, tags: Object.fromEntries((r.Tags ?? []).map((t) => [t.Key, t.Value])), since: null }))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1))
  const silent = arns.length - resources.length
  return {
    body: { kind: 'cloud.resources', ...place, resources },
    gaps: silent === 0 ? [] : [`nothing is known of the tags of ${silent} of ${arns.length} resources`],
  }
}
