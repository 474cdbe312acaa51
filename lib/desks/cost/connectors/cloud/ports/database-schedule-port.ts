import { z } from 'zod'
import { WeeklySchedule } from '@/schemas/simulation'
import type { CallResult, Mutation, Place } from '../call'
import { KeyState } from './key-state'

/** A database instance of its own, or a cluster whose instances are switched together. */
export const DatabaseName = z.strictObject({
  kind: z.enum(['database', 'cluster']),
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, 'must be the identifier of a database instance or cluster'),
})
export type DatabaseName = z.infer<typeof DatabaseName>

/** A database or cluster as far as switching it by a schedule needs it. */
export const SwitchedDatabase = z.strictObject({
  arn: z.string(),
  ...DatabaseName.shape,
  status: z.string(),
  engine: z.string(),
  is_multi_az: z.boolean(),
  /** An instance that only its cluster switches. */
  is_cluster_member: z.boolean(),
  /** It feeds replicas, is one, or belongs to a global database. */
  is_replicated: z.boolean(),
  /** Its capacity follows use by itself (Aurora Serverless v1). */
  is_serverless: z.boolean(),
  encryption_key: KeyState,
  created_at: z.string(),
  /** Hours (UTC) of the last seven days in which somebody was connected; null where they are not known for all of them. */
  busy_hours: z.array(z.string()).nullable(),
  schedule: WeeklySchedule.nullable(),
  tags: z.record(z.string(), z.string()),
})
export type SwitchedDatabase = z.infer<typeof SwitchedDatabase>

export type DatabaseSchedulePort = {
  switchedDatabases(place: Place, names: readonly DatabaseName[]): Promise<SwitchedDatabase[]>
  switchDatabase(place: Place, name: DatabaseName, to: 'available' | 'stopped', m: Mutation): Promise<CallResult>
  putDatabaseSchedule(place: Place, name: DatabaseName, schedule: WeeklySchedule, m: Mutation): Promise<CallResult>
  deleteDatabaseSchedule(place: Place, name: DatabaseName, m: Mutation): Promise<CallResult>
}
