import { CostExplorerClient, GetAnomaliesCommand, ProvideAnomalyFeedbackCommand } from '@aws-sdk/client-cost-explorer'
import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { AnomalyAnswer } from '@/schemas/evidence/outside'
import { Day } from '@/schemas/time'
import type { Place } from '../call'
import { type AnomalyPort, anomalyArn } from '../ports/anomaly-port'
import { type AwsCalls, foreseen } from './aws-calls'
import { parseAnswer } from './aws-classify'
import { allPages } from './aws-describe'

// The service has one endpoint, in this region.
const REGION = 'us-east-1'
// A hundred anomalies each; an account with more in 90 days has another problem.
const MOST_PAGES = 10
const Wire = z.array(
  z.looseObject({
    AnomalyId: z.string(),
    AnomalyStartDate: z
      .string()
      .transform((at) => at.slice(0, 10))
      .pipe(Day),
    Feedback: AnomalyAnswer.nullish(),
  }),
)

/** Cost Explorer's detection. Each page is paid for before it is asked, and no read is repeated, because it would be paid for twice. */
export function awsAnomalies(calls: AwsCalls, pay: () => Promise<void>): AnomalyPort {
  // `write` is the client that sends once.
  const client = async ({ account_id }: Place) => (await calls.clients({ account_id, region_id: REGION })).write(CostExplorerClient)

  const flaggedAnomalies: AnomalyPort['flaggedAnomalies'] = async (place, since, anomaly_ids) => {
    const ce = await client(place)
    // The period is that of the last day of an anomaly, so one that goes on is in every period that is open to the future.
    let asked = 0
    const pages = await allPages('ce:GetAnomalies', async (NextPageToken) => {
      if (asked++ === MOST_PAGES)
        throw new Fault('provider_down', `Cost Explorer has more than ${MOST_PAGES} pages of anomalies: answer there by hand`, { since })
      await pay()
      const page = await ce.send(
        new GetAnomaliesCommand({ DateInterval: { StartDate: since }, MaxResults: 100, ...(NextPageToken === undefined ? {} : { NextPageToken }) }),
      )
      return { ...page, NextToken: page.NextPageToken }
    })
    const found = parseAnswer(
      Wire,
      pages.flatMap((page) => page.Anomalies ?? []),
      'ce:GetAnomalies',
    )
    return found
      .filter((a) => anomaly_ids.includes(a.AnomalyId))
      .map((a) => ({
        arn: anomalyArn(place.account_id, a.AnomalyId),
        anomaly_id: a.AnomalyId,
        start: a.AnomalyStartDate,
        answer: a.Feedback ?? null,
      }))
  }

  return {
    flaggedAnomalies,
    async answerAnomaly(place, anomaly_id, since, answer, m) {
      const api = 'ce:ProvideAnomalyFeedback'
      const [now] = await flaggedAnomalies(place, since, [anomaly_id])
      const known = foreseen(api, m, { exists: now !== undefined, is_so: now?.answer === answer })
      if (known !== null) return known
      const ce = await client(place)
      return calls.change(api, () => ce.send(new ProvideAnomalyFeedbackCommand({ AnomalyId: anomaly_id, Feedback: answer })))
    },
  }
}
