import type { Place } from '../call'

/** Kinds of resources that the actions change, in the words of the templates. */
export const RESOURCE_KINDS = ['instance', 'volume', 'snapshot', 'image', 'address', 'database', 'group', 'log group', 'bucket', 'budget', 'container'] as const
export type ResourceKind = (typeof RESOURCE_KINDS)[number]

export type CountPort = {
  /**
   * How many resources of a kind the account holds in the region, or in all of it where the kind has no region. What is gone but still listed is not counted.
   * Null where they cannot be counted from here.
   */
  countResources(place: Place, kind: ResourceKind): Promise<number | null>
}
