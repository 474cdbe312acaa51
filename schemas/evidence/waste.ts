import { z } from 'zod'
import { Currency, Decimal } from '@/schemas/money'
import { Day } from '@/schemas/time'

/** What a sweep can find. Each has one template that deals with it, or none that is safe. */
export const WasteType = z.enum([
  'unattached_volume',
  'volume_of_stopped_instance',
  'idle_address',
  'orphaned_snapshot',
  'unused_image',
  'incomplete_uploads',
  'log_group_kept_for_ever',
  'idle_database',
  'stopped_database',
  'idle_load_balancer',
  'idle_nat_gateway',
  'expiring_reservation',
])
export type WasteType = z.infer<typeof WasteType>

/** Unused resources that a sweep of one account and region found. A figure that the sweep does not know is null, never 0. */
export const WasteFindings = z.strictObject({
  kind: z.literal('cost.waste_findings'),
  account_id: z.string(),
  region_id: z.string(),
  currency: Currency,
  findings: z.array(
    z.strictObject({
      type: WasteType,
      /** Id, name or address that the provider knows it by. */
      resource_id: z.string(),
      /** Address of an elastic address. */
      address: z.string().nullable(),
      idle_since: Day.nullable(),
      cost_per_month: Decimal.nullable(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
  /** What the sweep names besides and no template deals with, by its own word, with how many there are. */
  other_findings: z.array(z.strictObject({ category: z.string(), count: z.int().nonnegative() })).default([]),
})
export type WasteFindings = z.infer<typeof WasteFindings>
