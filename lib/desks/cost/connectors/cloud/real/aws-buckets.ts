import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
  type LifecycleRule as S3Rule,
} from '@aws-sdk/client-s3'
import { canonicalJson } from '@/lib/kernel/canonical'
import type { Place } from '../call'
import type { Bucket, BucketPort, LifecycleRule } from '../ports/bucket-port'
import { type AwsCalls, foreseen, orNone, tagRecord } from './aws-calls'
import { type DailyQuery, readDaily } from './read-daily'

// CloudWatch counts a bucket once a day and may be a day late.
const COUNTED_DAYS = 3
const COUNTS = [
  ['objects', 'NumberOfObjects', 'AllStorageTypes'],
  ['standard_bytes', 'BucketSizeBytes', 'StandardStorage'],
] as const

export function awsBuckets(calls: AwsCalls): BucketPort {
  async function one(place: Place, name: string): Promise<Bucket[]> {
    const s3 = (await calls.clients(place)).read(S3Client)
    const at = { Bucket: name, ExpectedBucketOwner: place.account_id }
    const versioning = await orNone(() => s3.send(new GetBucketVersioningCommand(at)), ['NoSuchBucket'], null, 's3:GetBucketVersioning')
    if (versioning === null) return []
    const [lifecycle, lock, replication, tagging] = await Promise.all([
      orNone(() => s3.send(new GetBucketLifecycleConfigurationCommand(at)), ['NoSuchLifecycleConfiguration'], null, 's3:GetLifecycleConfiguration'),
      orNone(() => s3.send(new GetObjectLockConfigurationCommand(at)), ['ObjectLockConfigurationNotFoundError'], null, 's3:GetBucketObjectLockConfiguration'),
      orNone(() => s3.send(new GetBucketReplicationCommand(at)), ['ReplicationConfigurationNotFoundError'], null, 's3:GetReplicationConfiguration'),
      orNone(() => s3.send(new GetBucketTaggingCommand(at)), ['NoSuchTagSet'], null, 's3:GetBucketTagging'),
    ])
    return [
      {
        arn: `arn:aws:s3:::${name}`,
        name,
        rules: (lifecycle?.Rules ?? []).map((rule) => JSON.parse(JSON.stringify(rule)) as LifecycleRule), // safe: a rule is a plain object
        versioning: versioning.Status === 'Enabled' ? 'enabled' : versioning.Status === 'Suspended' ? 'suspended' : 'off',
        has_object_lock: lock?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
        has_replication: (replication?.ReplicationConfiguration?.Rules ?? []).length > 0,
        tags: tagRecord(tagging?.TagSet),
      },
    ]
  }

  return {
    buckets: async (place, names) => (await Promise.all(names.map((name) => one(place, name)))).flat(),
    async contents(place, names) {
      const queries = names.flatMap((name) =>
        COUNTS.map(([key, MetricName, type]): DailyQuery => {
          const dimensions = [
            { Name: 'BucketName', Value: name },
            { Name: 'StorageType', Value: type },
          ]
          return { key: `${key} ${name}`, Namespace: 'AWS/S3', MetricName, Stat: 'Average', dimensions }
        }),
      )
      const points = await readDaily((await calls.clients(place)).read(CloudWatchClient), queries, COUNTED_DAYS, await calls.now())
      const latest = (key: string, name: string): number | null => points.get(`${key} ${name}`)?.[0] ?? null
      return names.map((name) => ({ name, objects: latest('objects', name), standard_bytes: latest('standard_bytes', name) }))
    },
    async putLifecycle(place, name, rules, m) {
      const api = 's3:PutLifecycleConfiguration'
      const [b] = await one(place, name)
      const known = foreseen(api, m, { exists: b !== undefined, is_so: b !== undefined && canonicalJson(b.rules) === canonicalJson(rules) })
      const s3 = (await calls.clients(place)).write(S3Client)
      const at = { Bucket: name, ExpectedBucketOwner: place.account_id }
      if (known !== null) return known
      if (rules.length === 0) return calls.change(api, () => s3.send(new DeleteBucketLifecycleCommand(at)))
      return calls.change(api, () => s3.send(new PutBucketLifecycleConfigurationCommand({ ...at, LifecycleConfiguration: { Rules: rules.map(toRule) } })))
    },
  }
}

/** Days on which a rule acts travel as text in a snapshot and as dates on the wire. */
function toRule(rule: LifecycleRule): S3Rule {
  const revive = (value: unknown, key = ''): unknown => {
    if (key === 'Date' && typeof value === 'string') return new Date(value)
    if (Array.isArray(value)) return value.map((item) => revive(item))
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, revive(v, k)]))
    return value
  }
  return revive(rule) as S3Rule // safe: read from S3, or made by a template that S3 checks again
}
