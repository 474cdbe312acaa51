import type { TagsPort } from './port'
import { toTags } from './to-evidence'
import { WireMappings } from './wire'

/** Answers from a recording of GetResources. */
export const recordedTags = (recording: unknown): TagsPort => ({
  connector: 'recorded-tags',
  tagsOf: async (place, arns) => toTags(place, arns, WireMappings.parse(recording)),
})
