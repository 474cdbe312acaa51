import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../cloud/call'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import type { AwsClients } from '../cloud/real/aws-clients'
import type { TagsPort } from './port'
import { toTags } from './to-evidence'
import { WireMappings } from './wire'

const API = 'tag:GetResources'
// What one call takes.
const ARNS_PER_CALL = 100
// A question of a hundred names that has more pages than this is not answered as documented.
const MOST_PAGES = 10

/** The Resource Groups Tagging API of the connected accounts. */
export const awsTags = (clients: (place: Place) => Promise<AwsClients>): TagsPort => ({
  connector: 'aws-tags',
  async tagsOf(place, arns) {
    const client = (await clients(place)).read(ResourceGroupsTaggingAPIClient)
    const found: unknown[] = []
    for (let at = 0; at < arns.length; at += ARNS_PER_CALL) {
      let token: string | undefined
      for (let page = 0; ; page++) {
        if (page === MOST_PAGES)
          throw new Fault('provider_down', `AWS has more than ${MOST_PAGES} pages of tags (${API}): ask for fewer resources`, { api: API })
        const input = { ResourceARNList: arns.slice(at, at + ARNS_PER_CALL), ...(token === undefined ? {} : { PaginationToken: token }) }
        const answer = await client.send(new GetResourcesCommand(input)).catch((error: unknown) => {
          throw toFault(error, API)
        })
        found.push(...(answer.ResourceTagMappingList ?? []))
        token = answer.PaginationToken
        if (token === undefined || token === '') break
      }
    }
    return toTags(place, arns, parseAnswer(WireMappings, found, API))
  },
})
