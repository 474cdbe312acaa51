import { ACCOUNT_NAMES, type AccountName, REGION_PREFIX, type RegionId } from './accounts'
import type { EstateLine } from './line'
import type { ProductCode } from './services'

// Usage below a free allowance, or free for good. A real bill is full of it: a third or more of the lines cost nothing.
const FREE_USAGE: readonly (readonly [product: ProductCode, usage_type: string, operation: string, unit: string, per_day: number])[] = [
  ['AmazonEC2', 'DataTransfer-In-Bytes', 'RunInstances', 'GB', 310],
  ['AmazonEC2', 'AWS-In-Bytes', 'PublicIP-In', 'GB', 44],
  ['AmazonEC2', 'EBS:VolumeIOUsage', 'EBS:IO', 'IOs', 91_000],
  ['AmazonS3', 'DataTransfer-In-Bytes', 'PutObject', 'GB', 120],
  ['AmazonS3', 'Requests-Tier4', 'ListBuckets', 'Requests', 210],
  ['AmazonS3', 'AWS-In-Bytes', 'PutObject', 'GB', 16],
  ['AWSCloudTrail', 'FreeEventsRecorded', 'None', 'Events', 48_000],
  ['AmazonCloudWatch', 'CW:Requests', 'GetMetricData', 'Requests', 3_100],
  ['AmazonCloudWatch', 'VendedLog-Bytes', 'VendedLogIA', 'GB', 0.2],
  ['AmazonSNS', 'Requests-Tier1', 'Publish', 'Requests', 9_400],
  ['AmazonSNS', 'DataTransfer-In-Bytes', 'Publish', 'GB', 0.4],
  ['AWSQueueService', 'Requests-FIFO-Tier1', 'ReceiveMessage', 'Requests', 7_800],
  ['AWSLambda', 'Lambda-Provisioned-GB-Second', 'Invoke', 'Lambda-GB-Second', 1_200],
  ['awskms', 'KMS-Requests-GenerateDatakeyPair', 'GenerateDataKeyPair', 'Requests', 14],
  ['AWSSecretsManager', 'AWSSecretsManagerAPIRequest', 'GetSecretValue', 'API Requests', 640],
  ['AmazonDynamoDB', 'Streams-Requests', 'GetRecords', 'Requests', 5_200],
  ['AmazonVPC', 'PublicIPv4:IdleAddress', 'AllocateAddressVPC', 'Hrs', 3],
  ['AmazonECR', 'DataTransfer-In-Bytes', 'PutImage', 'GB', 2],
]

// Where each account keeps its free usage.
const REGION_OF: Partial<Record<AccountName, RegionId>> = { 'northlight-root': 'us-east-1', 'ml-research': 'us-west-2' }

/** One line per account and kind of free usage. */
export const FREE_LINES: EstateLine[] = ACCOUNT_NAMES.flatMap((account) =>
  FREE_USAGE.map(([product, usage, operation, unit, per_day]) => {
    const region_id = REGION_OF[account] ?? 'eu-west-1'
    const usage_type = `${REGION_PREFIX[region_id]}${usage}`
    return {
      line_id: [account, region_id, product, usage_type, operation, ''].join('|'),
      account,
      region_id,
      product,
      usage_type,
      operation,
      family: 'Free Tier',
      unit,
      rate: '0',
      mean_quantity: BigInt(Math.round(per_day * 1_000_000)),
      behaviour: 'restless',
      resource_id: '',
      tags: {},
    }
  }),
)
