import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

/** What one container of a workload reserves. CPU in millicores, memory in MiB. */
export const Requests = z.strictObject({ cpu_milli: z.int().positive(), memory_mib: z.int().positive() })
export type Requests = z.infer<typeof Requests>

/** A container of a Kubernetes workload. `name` is cluster/namespace/kind/workload/container. */
export const Workload = z.strictObject({
  arn: z.string(),
  name: z.string(),
  requests: Requests,
  limits: Requests.nullable(),
  replicas: z.int().nonnegative(),
  /** Its replicas follow a target of the very resource that the requests define. */
  is_autoscaled: z.boolean(),
  created_at: z.string(),
  labels: z.record(z.string(), z.string()),
})
export type Workload = z.infer<typeof Workload>

export type WorkloadPort = {
  /** Whether anything may be changed in a cluster at all; where not, its changes are proposals. */
  changeable(cluster: string): boolean
  workloads(place: Place, names: readonly string[]): Promise<Workload[]>
  setRequests(place: Place, name: string, requests: Requests, m: Mutation): Promise<CallResult>
}
