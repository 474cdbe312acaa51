import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'
import { KeyState } from './key-state'

/** How a database is set up, as far as its class may not take it and its key decides whether it starts again. */
const DatabaseSetup = z.strictObject({
  engine_version: z.string(),
  license_model: z.string(),
  storage_type: z.string(),
  allocated_gib: z.int().nonnegative(),
  iops: z.int().nonnegative().nullable(),
  zone: z.string(),
  /** The cluster that it belongs to; null for one of its own. */
  cluster_id: z.string().nullable(),
  encryption_key: KeyState,
})

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
  /** Absent in what was kept before it was read. */
  setup: DatabaseSetup.optional(),
})
export type Database = z.infer<typeof Database>

/** One way in which a class is sold for an engine: with one type of storage. Null: no such limit is told. */
export const ClassOffer = z.strictObject({
  storage_type: z.string(),
  zones: z.array(z.string()),
  may_be_multi_az: z.boolean(),
  least_gib: z.int().nullable(),
  most_gib: z.int().nullable(),
  least_iops: z.int().nullable(),
  most_iops: z.int().nullable(),
})
export type ClassOffer = z.infer<typeof ClassOffer>
export type ClassQuestion = { engine: string; engine_version: string; license_model: string; instance_class: string }

export type DatabasePort = {
  databases(place: Place, ids: readonly string[]): Promise<Database[]>
  /** With a name, RDS makes a snapshot of that name first and stops only then. */
  stopDatabase(place: Place, id: string, snapshot_id: string | null, m: Mutation): Promise<CallResult>
  startDatabase(place: Place, id: string, m: Mutation): Promise<CallResult>
  /** Not at once means in the next maintenance window. */
  resizeDatabase(place: Place, id: string, instance_class: string, at_once: boolean, m: Mutation): Promise<CallResult>
  /** How a class is sold; empty where it is not. */
  classOffers(place: Place, q: ClassQuestion): Promise<ClassOffer[]>
}
