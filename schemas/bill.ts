import { z } from 'zod'
import { type CHARGE_EVENTS, Scope, SERIES } from '@/schemas/evidence/cost'
import { GroupBy } from '@/schemas/frame'
import { TenantId } from '@/schemas/ids'
import { ImportWarning } from '@/schemas/import-warning'
import { Currency, Decimal } from '@/schemas/money'
import { SourceState } from '@/schemas/source-state'
import { Day, DayRange, Instant, Month } from '@/schemas/time'

/** Where a bill comes from, as its owner names it: part of a folder name, so lower case and short. */
export const SourceName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes, such as acme-cur2')
export type SourceName = z.infer<typeof SourceName>

const BILL_FORMATS = ['cur_2_0', 'cur_legacy', 'focus_1_0', 'focus_1_1', 'focus_1_2', 'focus_1_3', 'focus_1_4'] as const
export const BillFormat = z.enum(BILL_FORMATS)
export type BillFormat = z.infer<typeof BillFormat>

export const SeriesName = z.enum(SERIES)
export type SeriesName = z.infer<typeof SeriesName>
export type ChargeEvent = (typeof CHARGE_EVENTS)[number]

/**
 * One current version of one billing month of one source. `path` is a folder below the warehouse folder; `billed_cost` is what the month is invoiced, with the
 * rows that are not stored as facts.
 */
export const BillManifest = z.strictObject({
  tenant_id: TenantId,
  source: SourceName,
  billing_month: Month,
  data_version: z.int().positive(),
  path: z.string(),
  row_count: z.int().nonnegative(),
  billed_cost: Decimal,
  effective_cost: Decimal,
  currency: Currency,
  first_day: Day,
  last_day: Day,
  content_digest: z.string(),
  import_id: z.string(),
  imported_at: Instant,
})
export type BillManifest = z.infer<typeof BillManifest>

/** `rows_read` is an estimate from the bytes read until the file is done; `done_ratio` is 0..1 over all files. */
export const ImportProgress = z.strictObject({
  step: z.enum(['waiting', 'fingerprinting', 'reading', 'reconciling', 'publishing', 'done']),
  file: z.string().nullable(),
  bytes_total: z.int().nonnegative(),
  rows_read: z.int().nonnegative(),
  rows_per_sec: z.int().nonnegative().nullable(),
  done_ratio: z.number().min(0).max(1),
})
export type ImportProgress = z.infer<typeof ImportProgress>

export const ImportFile = z.strictObject({ path: z.string(), name: z.string(), bytes: z.int().nonnegative(), sha256: z.string().nullable() })
export type ImportFile = z.infer<typeof ImportFile>

/** What stopped an import. `row` counts as a spreadsheet does: the header is row 1. */
export const ImportError = z.strictObject({
  file: z.string(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
})
export type ImportError = z.infer<typeof ImportError>

/** Rows that are not stored as facts, with the money they carry. */
const DroppedRows = z.strictObject({ because: z.enum(['savings_plan_negation']), rows: z.int().positive(), billed_cost: Decimal })
/** Rows that are stored with a value the file did not give. */
const RepairedRows = z.strictObject({ because: z.enum(['effective_cost_from_billed_cost']), rows: z.int().positive(), effective_cost: Decimal })
/** What an import did. `billed_in_files` = `billed_stored` + `billed_dropped` + `difference`; an import with a difference of a cent or more fails. */
export const ImportReport = z.strictObject({
  format: BillFormat,
  currency: Currency,
  rows_in_files: z.int().nonnegative(),
  rows_stored: z.int().nonnegative(),
  billed_in_files: Decimal,
  billed_stored: Decimal,
  billed_dropped: Decimal,
  difference: Decimal,
  effective_stored: Decimal,
  months: z.array(
    z.strictObject({
      billing_month: Month,
      data_version: z.int().positive(),
      change: z.enum(['new', 'restated', 'unchanged']),
      rows: z.int().nonnegative(),
      billed_cost: Decimal,
      effective_cost: Decimal,
      first_day: Day,
      last_day: Day,
    }),
  ),
  dropped: z.array(DroppedRows),
  repaired: z.array(RepairedRows),
  warnings: z.array(ImportWarning),
  duration_ms: z.int().nonnegative(),
  rows_per_sec: z.int().nonnegative(),
})
export type ImportReport = z.infer<typeof ImportReport>

export const ImportState = z.enum(['queued', 'running', 'completed', 'unchanged', 'failed', 'cancelled'])
export type ImportState = z.infer<typeof ImportState>

export const BillImport = z.strictObject({
  import_id: z.string(),
  tenant_id: TenantId,
  source: SourceName,
  state: ImportState,
  files: z.array(ImportFile),
  progress: ImportProgress,
  /** Null until it ends, and when it was cancelled. */
  report: z.union([z.strictObject({ done: ImportReport }), z.strictObject({ error: ImportError })]).nullable(),
  requested_by: z.string(),
  requested_at: Instant,
  finished_at: Instant.nullable(),
})
export type BillImport = z.infer<typeof BillImport>

/** How far one source reaches. `settled_to` is the last day that will not change any more; null when no day is old enough. */
export const BillSource = z.strictObject({
  source: SourceName,
  format: BillFormat.nullable(),
  state: SourceState,
  first_day: Day.nullable(),
  last_day: Day.nullable(),
  settled_to: Day.nullable(),
  months: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  billed_cost: Decimal.nullable(),
  currency: Currency.nullable(),
  as_of: Instant.nullable(),
})
export type BillSource = z.infer<typeof BillSource>

/** Many series in one scan: `costs[i]` belongs to `days[i]`; only days that the bill covers are there, so a zero is a real zero. */
export const SeriesBatch = z.strictObject({
  currency: Currency,
  days: z.array(Day),
  is_settled: z.array(z.boolean()),
  series: z.array(z.strictObject({ scope: Scope, series: SeriesName, costs: z.array(Decimal) })),
})
export type SeriesBatch = z.infer<typeof SeriesBatch>

/** Cost by one dimension, largest first. `rest` is what lies beyond the limit; the rows and the rest sum to the total. */
export const Breakdown = z.strictObject({
  scope: Scope,
  group_by: GroupBy,
  period: DayRange,
  currency: Currency,
  total: Decimal,
  rows: z.array(z.strictObject({ key: z.string(), label: z.string(), effective_cost: Decimal, list_cost: Decimal })),
  rest: z.strictObject({ count: z.int().nonnegative(), effective_cost: Decimal }),
})
export type Breakdown = z.infer<typeof Breakdown>

/** Charges of one day and resource as stored, largest amount first. */
export const LineItems = z.strictObject({
  scope: Scope,
  period: DayRange,
  currency: Currency,
  rows: z.array(
    z.strictObject({
      day: Day,
      series: SeriesName,
      sub_account_id: z.string(),
      service_name: z.string(),
      region_id: z.string(),
      usage_type: z.string(),
      operation: z.string(),
      resource_id: z.string(),
      owner: z.string(),
      description: z.string(),
      charge_category: z.string(),
      billed_cost: Decimal,
      effective_cost: Decimal,
      list_cost: Decimal,
      quantity: Decimal.nullable(),
      unit: z.string().nullable(),
      invoice_id: z.string().nullable(),
    }),
  ),
  is_cut: z.boolean(),
})
export type LineItems = z.infer<typeof LineItems>

/** Every name a question may use, with its run cost in the last 28 covered days, largest first. */
export const BillEntities = z.strictObject({
  sub_accounts: z.array(z.strictObject({ key: z.string(), label: z.string(), effective_cost: Decimal })),
  services: z.array(z.strictObject({ key: z.string(), effective_cost: Decimal })),
  regions: z.array(z.strictObject({ key: z.string(), effective_cost: Decimal })),
  usage_types: z.array(z.strictObject({ key: z.string(), effective_cost: Decimal })),
  owners: z.array(z.strictObject({ key: z.string(), effective_cost: Decimal })),
})
export type BillEntities = z.infer<typeof BillEntities>
