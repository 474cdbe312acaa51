import { CreateTagsCommand, DeleteTagsCommand, DescribeTagsCommand } from '@aws-sdk/client-ec2'
import { ResourceGroupsTaggingAPIClient, TagResourcesCommand, UntagResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api'
import { awsTags } from '../../tags/aws'
import type { CallResult, Mutation, Place } from '../call'
import type { TagPort } from '../ports/tag-port'
import type { AwsCalls } from './aws-calls'
import { allPages, token } from './aws-describe'

type Answer = {
  $metadata: { requestId?: string }
  FailedResourcesMap?: Record<string, { ErrorCode?: string | undefined; ErrorMessage?: string | undefined }> | undefined
}

/**
 * Tags of any resource by its ARN. EC2's own are written through EC2, which has a dry run; the others through the Resource Groups Tagging API, which has none:
 * there the resource's tags are read instead.
 */
export const awsTagging = (calls: AwsCalls): TagPort => ({
  async tagged(place, arns) {
    const { resources } = (await awsTags(calls.clients).tagsOf(place, arns)).body
    // What is listed in its region once it had a tag, and is not, never had one. What has no region in its name may be listed elsewhere.
    const silent = arns.filter((arn) => !resources.some((r) => r.arn === arn) && regionOf(arn) === place.region_id).map((arn) => ({ arn, tags: {} }))
    return [...resources.map(({ arn, tags }) => ({ arn, tags })), ...silent]
  },
  async tags(place, arn) {
    const id = ec2Id(arn)
    if (id === null) return (await awsTags(calls.clients).tagsOf(place, [arn])).body.resources[0]?.tags ?? {}
    const { reading } = await calls.clients(place)
    const pages = await allPages('ec2:DescribeTags', (NextToken) =>
      reading.send(new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [id] }], ...token(NextToken) })),
    )
    return Object.fromEntries(pages.flatMap((page) => page.Tags ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']))
  },
  async putTags(place, arn, tags, m) {
    const id = ec2Id(arn)
    if (id === null) {
      const isSo = (now: Record<string, string>) => Object.entries(tags).every(([key, value]) => now[key] === value)
      const input = { ResourceARNList: [arn], Tags: tags }
      return changeTags(calls, place, arn, m, { api: 'tag:TagResources', isSo, send: (client) => client.send(new TagResourcesCommand(input)) })
    }
    const { writing } = await calls.clients(place)
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
    return calls.change('ec2:CreateTags', () => writing.send(new CreateTagsCommand({ Resources: [id], Tags, DryRun: m.dry_run })))
  },
  async deleteTags(place, arn, keys, m) {
    const id = ec2Id(arn)
    if (id === null) {
      const isSo = (now: Record<string, string>) => keys.every((key) => !(key in now))
      const input = { ResourceARNList: [arn], TagKeys: [...keys] }
      return changeTags(calls, place, arn, m, { api: 'tag:UntagResources', isSo, send: (client) => client.send(new UntagResourcesCommand(input)) })
    }
    const { writing } = await calls.clients(place)
    return calls.change('ec2:DeleteTags', () => writing.send(new DeleteTagsCommand({ Resources: [id], Tags: keys.map((Key) => ({ Key })), DryRun: m.dry_run })))
  },
})

type Wanted = { api: string; isSo(now: Record<string, string>): boolean; send(client: ResourceGroupsTaggingAPIClient): Promise<Answer> }

async function changeTags(calls: AwsCalls, place: Place, arn: string, m: Mutation, { api, isSo, send }: Wanted): Promise<CallResult> {
  const now = (await awsTags(calls.clients).tagsOf(place, [arn])).body.resources[0]?.tags ?? {}
  const said = (status: CallResult['status'], detail: string): CallResult => ({ api, request_id: null, status, detail })
  if (m.dry_run) return said('would_succeed', 'its tags were read; the provider has no dry run for this call')
  if (isSo(now)) return said('noop', 'the tags are so already')
  const client = (await calls.clients(place)).write(ResourceGroupsTaggingAPIClient)
  const made = await calls.change(
    api,
    () => send(client),
    ({ FailedResourcesMap = {} }: Answer) => {
      const failed = FailedResourcesMap[arn]
      // The call as a whole succeeds where a resource of it does not.
      if (failed === undefined) return { status: 'done', detail: 'changed' }
      return { status: DENIED.test(failed.ErrorMessage ?? '') ? 'denied' : 'refused', detail: `${failed.ErrorCode}: ${failed.ErrorMessage}` }
    },
  )
  if (made.status === 'done') await readBack(calls, place, arn, isSo)
  return made
}

// GetResources shows a change a moment after it was made; whoever looks right after it would read the tags from before.
const LOOKS = 5
const BETWEEN_LOOKS_MS = 1_000

/** Waits until the change is shown, for a few seconds. A change that is not shown by then is read as it is shown. */
async function readBack(calls: AwsCalls, place: Place, arn: string, isSo: Wanted['isSo']): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    const shown = await awsTags(calls.clients)
      .tagsOf(place, [arn])
      .catch(() => null) // the change was made whatever this says
    if (shown === null || isSo(shown.body.resources[0]?.tags ?? {})) return
    if (look < LOOKS) await new Promise((again) => setTimeout(again, BETWEEN_LOOKS_MS))
  }
}

const DENIED = /not authori[sz]ed|AccessDenied/i

/** The id that EC2 knows a resource by; null for resources of other services. */
const ec2Id = (arn: string): string | null => /^arn:aws[^:]*:ec2:[^:]*:\d*:[^/]+\/(.+)$/.exec(arn)?.[1] ?? null
const regionOf = (arn: string): string => arn.split(':')[3] ?? ''
