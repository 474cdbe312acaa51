import { ListBucketMetricsConfigurationsCommand, S3Client } from '@aws-sdk/client-s3'
import { toFault } from '../cloud/real/aws-classify'
import type { Asking } from './asking'
import { errorsOf } from './balancers'
import { failedLaunches } from './failed-launches'
import { bucketSignals, type Look, logEventsOf } from './watched'

const API = 's3:GetMetricsConfiguration'
// A bucket has at most a thousand, a hundred on a page.
const MOST_PAGES = 10
const lookOf = (label: string): Look => ({ label, watched: [], series: [], names: [], silence: 'nothing measures it' })

export const lookAtLogGroups = async (_asking: Asking, names: readonly string[]): Promise<Look[]> =>
  names.map((name) => ({ ...lookOf(name), watched: [logEventsOf(name)], names: [{ Name: 'LogGroupName', Value: name }] }))

/** Requests of a bucket are measured only where somebody pays for it, and by a filter that takes in all of it. */
export const lookAtBuckets = (asking: Asking, names: readonly string[]): Promise<Look[]> =>
  Promise.all(
    names.map(async (name): Promise<Look> => {
      const filter_id = await wholeBucketFilter(asking, name)
      const unmeasured = {
        signal: `bucket_errors of ${name}, whose request metrics are not switched on`,
        kind: 'error_rate_pct',
        unit: '%',
        points: [],
      } as const
      return {
        ...lookOf(name),
        watched: filter_id === null ? [] : bucketSignals(name, filter_id),
        series: filter_id === null ? [unmeasured] : [],
        names: [{ Name: 'BucketName', Value: name }],
      }
    }),
  )

async function wholeBucketFilter({ clients }: Asking, Bucket: string): Promise<string | null> {
  const s3 = (await clients()).read(S3Client)
  let ContinuationToken: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const input = { Bucket, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) }
    const answer = await s3.send(new ListBucketMetricsConfigurationsCommand(input)).catch((error: unknown) => {
      throw toFault(error, API)
    })
    const whole = (answer.MetricsConfigurationList ?? []).find((c) => c.Filter === undefined)
    if (whole?.Id !== undefined) return whole.Id
    ContinuationToken = answer.NextContinuationToken
    if (ContinuationToken === undefined || ContinuationToken === '') return null
  }
  return null
}

/** An image or a snapshot hurts nobody but whoever wants to start from it. */
export const lookAtSources = (asking: Asking, ids: readonly string[]): Promise<Look[]> =>
  Promise.all(ids.map(async (id): Promise<Look> => ({ ...lookOf(id), series: [await failedLaunches(asking, { by: null, about: id })] })))

export const lookAtBalancers = async (_asking: Asking, names: readonly string[]): Promise<Look[]> =>
  names.map((name) => ({ ...lookOf(name), watched: [errorsOf(name)], names: [{ Name: 'LoadBalancer', Value: name }] }))

export const lookAtNothing = async (_asking: Asking, arns: readonly string[]): Promise<Look[]> => arns.map(lookOf)
