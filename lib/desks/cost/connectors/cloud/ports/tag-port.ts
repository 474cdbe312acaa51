import type { CallResult, Mutation, Place } from '../call'

/** Tags of a resource of any service, by its ARN. */
export type TagPort = {
  /** The tags of each; what cannot be said to have none is left out. Not for EC2's own resources, which `tags` reads. */
  tagged(place: Place, arns: readonly string[]): Promise<{ arn: string; tags: Record<string, string> }[]>
  tags(place: Place, arn: string): Promise<Record<string, string>>
  /** Adds or overwrites the given keys and leaves the others alone. */
  putTags(place: Place, arn: string, tags: Record<string, string>, m: Mutation): Promise<CallResult>
  deleteTags(place: Place, arn: string, keys: readonly string[], m: Mutation): Promise<CallResult>
}
