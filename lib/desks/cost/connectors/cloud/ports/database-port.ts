import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

/** A database instance with a week of use. Figures that could not be read are null. */
export const Database = z.strictObject({
  arn: z.string(),
  db_instance_id: z.string(),
  instance_class: z.string(),
  /** Class that waits for the next maintenance window. */
  pending_class: z.string().nullable(),
  status: z.string(),
  engine: z.string(),
  is_cluster_member: z.boolean(),
  /** It feeds read replicas, or is one. */
  is_replicated: z.boolean(),
  is_multi_az: z.boolean(),
  created_at: z.string(),
  latest_snapshot_at: z.string().nullable(),
  connections_most: z.number().nonnegative().nullable(),
  cpu_p99_pct: z.number().nullable(),
  /** Least free memory, in MiB. */
  free_memory_least_mib: z.number().nullable(),
  tags: z.record(z.string(), z.string()),
})
export type Database = z.infer<typeof Database>

export type DatabasePort = {
  databases(place: Place, ids: readonly string[]): Promise<Database[]>
  stopDatabase(place: Place, id: string, m: Mutation): Promise<CallResult>
  startDatabase(place: Place, id: string, m: Mutation): Promise<CallResult>
  /** Not at once means in the next maintenance window. */
  resizeDatabase(place: Place, id: string, instance_class: string, at_once: boolean, m: Mutation): Promise<CallResult>
}
