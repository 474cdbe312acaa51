import { z } from 'zod'

// The report of aws-doctor, its older and newer forms. Unknown keys are let through; a number that is missing is null, which is not 0.
const usd = z
  .number()
  .nullish()
  .transform((n) => n ?? null)
const text = z
  .string()
  .nullish()
  .transform((s) => s ?? null)
/** What stands for an array that a report does not have: an older version did not look for those. One that found none writes an empty one. */
export const NOT_LOOKED_FOR: never[] = []
const list = <T extends z.ZodRawShape>(shape: T) =>
  z
    .array(z.looseObject(shape))
    .nullish()
    .transform((l) => (l === undefined ? NOT_LOOKED_FOR : (l ?? [])))
const monthly = { estimated_monthly_cost: usd }
const snapshot = { snapshot_id: z.string(), category: text, max_potential_savings: usd }
const nat = { nat_gateway_id: z.string(), ...monthly }

export const WireReport = z.looseObject({
  account_id: z.string(),
  generated_at: z.string(),
  unused_elastic_ips: list({ public_ip: text, allocation_id: z.string(), ...monthly }),
  unused_ebs_volumes: list({ volume_id: z.string(), ...monthly }),
  stopped_instance_volumes: list({ volume_id: z.string(), ...monthly }),
  reserved_instances: list({ reserved_instance_id: z.string() }),
  unused_load_balancers: list({ arn: z.string(), ...monthly }),
  unused_amis: list({ image_id: z.string(), max_potential_saving_monthly: usd }),
  orphaned_snapshots: list(snapshot),
  s3_buckets_with_incomplete_multipart_uploads: list({ bucket_name: z.string() }),
  cloudwatch_log_groups_without_retention_policy: list({ log_group_name: z.string(), ...monthly }),
  stopped_rds_instances: list({ db_instance_id: z.string(), ...monthly }),
  idle_rds_instances: list({ db_instance_id: z.string(), ...monthly }),
  idle_nat_gateways: list(nat),
  /** Its name in a version that was never released. */
  nat_gateways: list(nat),
})
export type WireReport = z.infer<typeof WireReport>

/** Its months of one account, as the program's `--trend` tells them. */
export const WireTrend = z.looseObject({
  account_id: z.string(),
  generated_at: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  months: list({ start: z.string().regex(/^\d{4}-\d{2}-\d{2}/), total: z.number(), unit: z.string() }),
})
export type WireTrend = z.infer<typeof WireTrend>
