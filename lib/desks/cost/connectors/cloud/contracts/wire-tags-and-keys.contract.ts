import { type WireCall, WireError } from './wire-call.contract'

type Tags = Record<string, string>
const arnsOf = (x: WireCall): string[] => x.body['ResourceARNList'] as string[]

/** One change for each resource; the call succeeds and names what did not. */
async function each(x: WireCall, change: (arn: string) => ReturnType<WireCall['port']['putTags']>): Promise<unknown> {
  const FailedResourcesMap: Record<string, unknown> = {}
  for (const arn of arnsOf(x)) {
    const { status, detail } = await change(arn)
    if (status !== 'done' && status !== 'noop') FailedResourcesMap[arn] = { StatusCode: 400, ErrorCode: 'InvalidParameterException', ErrorMessage: detail }
  }
  return { FailedResourcesMap }
}

/** What the Resource Groups Tagging API and KMS answer. */
export const TAG_AND_KEY_HANDLERS: Record<string, (x: WireCall) => Promise<unknown>> = {
  async GetResources(x) {
    const found = await x.port.tagged(x.place, arnsOf(x))
    return {
      PaginationToken: '',
      ResourceTagMappingList: found.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      })),
    }
  },
  TagResources: (x) => each(x, (arn) => x.port.putTags(x.place, arn, x.body['Tags'] as Tags, x.mutation())),
  UntagResources: (x) => each(x, (arn) => x.port.deleteTags(x.place, arn, x.body['TagKeys'] as string[], x.mutation())),
  async DescribeKey(x) {
    const id = String(x.body['KeyId'])
    if (id.includes('unreadable')) throw new WireError(400, 'AccessDeniedException', 'not authorized to perform kms:DescribeKey')
    const KeyManager = id.includes('aws-owned') ? 'AWS' : 'CUSTOMER'
    return { KeyMetadata: { KeyId: id, KeyManager, KeyState: id.includes('disabled') ? 'Disabled' : 'Enabled' } }
  },
  async CreateGrant(x) {
    if (x.body['DryRun'] !== true) throw new WireError(400, 'ValidationException', 'nothing here makes a grant')
    if (String(x.body['KeyId']).includes('grants-nothing')) throw new WireError(400, 'AccessDeniedException', 'not authorized to perform kms:CreateGrant')
    throw new WireError(400, 'DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.')
  },
}
