import { type Activity, AutoScalingClient, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling'
import type { SignalSeries } from '@/lib/verification/signal-points'
import { toFault } from '../cloud/real/aws-classify'
import type { Asking } from './asking'
import { countedUp } from './counted-up'

const API = 'autoscaling:DescribeScalingActivities'
// A hundred activities each, the latest first.
const MOST_PAGES = 20
const FAILED = ['Failed', 'Cancelled']

/**
 * Machines that groups failed to start: those of one group, or of any where the reason names an image or a snapshot. Activities are kept for six weeks;
 * what is older counts as none, which is the strictest baseline.
 */
export async function failedLaunches(asking: Asking, { by, about }: { by: string | null; about: string | null }): Promise<SignalSeries> {
  const start = asking.stretches[0]?.start ?? ''
  const activities = await activitiesSince(asking, by, start)
  const happened = activities
    .filter((a) => FAILED.includes(a.StatusCode ?? '') && isAbout(a, about))
    .flatMap((a) => (a.StartTime === undefined ? [] : [{ at: a.StartTime.toISOString(), count: 1 }]))
  const of = about === null ? `failed_launches of ${by}` : `failed_launches of ${about} by groups of machines`
  return { signal: of, kind: 'trouble_count', unit: 'launches', points: countedUp(happened, asking.stretches) }
}

/** What a group ends is no launch. */
const isAbout = ({ Description = '', Cause = '', StatusMessage = '' }: Activity, about: string | null): boolean =>
  about === null ? !Description.startsWith('Terminating') : `${Description} ${Cause} ${StatusMessage}`.includes(about)

async function activitiesSince({ clients }: Asking, by: string | null, start: string): Promise<Activity[]> {
  const client = (await clients()).read(AutoScalingClient)
  const found: Activity[] = []
  let NextToken: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const input = { ...(by === null ? {} : { AutoScalingGroupName: by }), MaxRecords: 100, ...(NextToken === undefined ? {} : { NextToken }) }
    const answer = await client.send(new DescribeScalingActivitiesCommand(input)).catch((error: unknown) => {
      throw toFault(error, API)
    })
    const activities = answer.Activities ?? []
    found.push(...activities)
    NextToken = answer.NextToken
    const oldest = activities.at(-1)?.StartTime
    if (NextToken === undefined || NextToken === '' || (oldest !== undefined && oldest.toISOString() < start)) break
  }
  return found
}
