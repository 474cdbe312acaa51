import { z } from 'zod'

// The parts of the provider's answers that are read. Lenient: what is not used stays unchecked, and what may be absent is nullish.
const when = z.union([z.date().transform((at) => at.toISOString()), z.iso.datetime().transform((at) => new Date(at).toISOString())])
const tags = z
  .array(z.object({ Key: z.string(), Value: z.string().nullish() }))
  .nullish()
  .transform((list) => Object.fromEntries((list ?? []).map((tag) => [tag.Key, tag.Value ?? ''])))

/** One instance of EC2 DescribeInstances. */
export const WireInstance = z.object({
  InstanceId: z.string(),
  InstanceType: z.string(),
  State: z.object({ Name: z.string() }),
  LaunchTime: when,
  Tags: tags,
  InstanceLifecycle: z.string().nullish(),
  RootDeviceType: z.string().nullish(),
  PublicIpAddress: z.string().nullish(),
  NetworkInterfaces: z.array(z.object({ Association: z.object({ IpOwnerId: z.string().nullish() }).nullish() })).nullish(),
  Placement: z.object({ Tenancy: z.string().nullish() }).nullish(),
  ProductCodes: z.array(z.object({ ProductCodeType: z.string().nullish() })).nullish(),
})
export type WireInstance = z.output<typeof WireInstance>

/** One instance of EC2 DescribeInstanceStatus. */
export const WireInstanceStatus = z.object({
  InstanceId: z.string(),
  InstanceStatus: z.object({ Status: z.string().nullish() }).nullish(),
  SystemStatus: z.object({ Status: z.string().nullish() }).nullish(),
})

/** One volume of EC2 DescribeVolumes. */
export const WireVolume = z.object({
  VolumeId: z.string(),
  VolumeType: z.string(),
  Size: z.number(),
  Iops: z.number().nullish(),
  Throughput: z.number().nullish(),
  State: z.string(),
  CreateTime: when,
  Encrypted: z.boolean().nullish(),
  KmsKeyId: z.string().nullish(),
  Attachments: z.array(z.object({ InstanceId: z.string().nullish() })).nullish(),
  Tags: tags,
})
export type WireVolume = z.output<typeof WireVolume>

/** One entry of EC2 DescribeVolumesModifications. */
export const WireVolumeModification = z.object({ VolumeId: z.string(), ModificationState: z.string().nullish(), StartTime: when.nullish() })
export type WireVolumeModification = z.output<typeof WireVolumeModification>

/** One series of CloudWatch GetMetricData. */
export const WireMetric = z.object({ Id: z.string(), Values: z.array(z.number()).nullish(), StatusCode: z.string().nullish() })

/** EventBridge Scheduler GetSchedule. */
export const WireSchedule = z.object({
  Name: z.string(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().nullish(),
  State: z.string().nullish(),
  Description: z.string().nullish(),
})
export type WireSchedule = z.output<typeof WireSchedule>

/** What the inventory adds to an instance from other calls. Metrics are null when they could not be read. */
export type InstanceUse = { cpu_p95_pct: number | null; network_mb_per_hour: number | null; metric_days: number }
