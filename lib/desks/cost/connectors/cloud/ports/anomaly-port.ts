import { z } from 'zod'
import { AnomalyAnswer } from '@/schemas/evidence/outside'
import { Day } from '@/schemas/time'
import type { CallResult, Mutation, Place } from '../call'

/** One anomaly that the provider's own detection flagged, and what it was told about it. `answer` is null while nobody has told it anything. */
export const FlaggedAnomaly = z.strictObject({ arn: z.string(), anomaly_id: z.string(), start: Day, answer: AnomalyAnswer.nullable() })
export type FlaggedAnomaly = z.infer<typeof FlaggedAnomaly>

export type AnomalyPort = {
  /** Anomalies with these ids that went on at `since` or later. A real account charges for each page of the answer. */
  flaggedAnomalies(place: Place, since: Day, anomaly_ids: readonly string[]): Promise<FlaggedAnomaly[]>
  /** Tells the provider's detection whether it was right. Another answer replaces the one before; none can be taken back. */
  answerAnomaly(place: Place, anomaly_id: string, since: Day, answer: AnomalyAnswer, m: Mutation): Promise<CallResult>
}

/** The provider names no ARN for an anomaly; this one is ours. */
export const anomalyArn = (account_id: string, anomaly_id: string): string => `arn:aws:ce::${account_id}:anomaly/${anomaly_id}`
