import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudResources } from '@/schemas/evidence/cloud'

/** Tags of resources by their ARN, whatever service they belong to. A resource without any tag is absent from the service's answer. Throws Fault `provider_down` when it could not be asked. */
export type TagsPort = { connector: string; tagsOf(place: Place, arns: readonly string[]): Promise<{ body: CloudResources; gaps: string[] }> }
