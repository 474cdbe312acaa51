import { Fault } from '@/lib/kernel/errors'
import { FACT_COLUMNS } from '@/lib/warehouse/formats/fact-columns'
import { literal } from '@/lib/warehouse/sql-text'
import type { BillManifest } from '@/schemas/bill'

export type AthenaTables = { database: string; bucket: string; prefix: string }
export type AthenaTable = 'daily' | 'lines'

const NAME = /^[a-z_][a-z0-9_]{0,60}$/
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const PREFIX = /^(?:[A-Za-z0-9_=-]+\/)*$/
/** Folders of the layout: who, from where, which month, which import. Each has to be named by a query. */
const PARTITIONS = ['tenant_id', 'source', 'billing_month', 'import_id'] as const

// What roll-up-days writes.
const DAILY_ONLY = [
  ['x_Description', 'varchar'],
  ['x_Rows', 'bigint'],
] as const
const DAILY_COLUMNS = [
  'ChargePeriodStart',
  'SubAccountId',
  'ServiceName',
  'RegionId',
  'x_UsageType',
  'x_Owner',
  'x_Environment',
  'x_Series',
  'PricingCategory',
  'CommitmentDiscountId',
  'ConsumedUnit',
  'SubAccountName',
  'CommitmentDiscountType',
  'x_CommitmentEndsOn',
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ConsumedQuantity',
]

/** What a table holds beside its partitions: names and types of its columns. */
export const columnsOf = (table: AthenaTable): [name: string, type: string][] =>
  table === 'lines'
    ? FACT_COLUMNS.map(([name, type]) => [name, type])
    : [
        ...DAILY_COLUMNS.map((name): [string, string] => [name, FACT_COLUMNS.find(([column]) => column === name)?.[1] ?? 'varchar']),
        ...DAILY_ONLY.map(([name, type]): [string, string] => [name, type]),
      ]

/** Throws Fault `validation_failed` for a name that does not belong into a statement. */
export function requireTables({ database, bucket, prefix }: AthenaTables): void {
  const bad = (field: string, remedy: string) => new Fault('validation_failed', `${field}: ${remedy}`, { field })
  if (!NAME.test(database)) throw bad('database', 'is lower-case letters, digits and underscores')
  if (!BUCKET.test(bucket)) throw bad('bucket', 'is not the name of a bucket')
  if (!PREFIX.test(prefix)) throw bad('prefix', 'is empty or folders that end with a slash')
}

/**
 * The statement that makes one table over the folders of the warehouse. Nothing has to be registered when a month arrives: a query names the imports that it
 * reads.
 */
export function ddl(tables: AthenaTables, table: AthenaTable): string {
  requireTables(tables)
  const root = `s3://${tables.bucket}/${tables.prefix}`
  const template = `${root}${PARTITIONS.map((p) => `\${${p}}`).join('/')}/${table}/`
  return `create external table if not exists ${tables.database}.countersign_${table} (
${columnsOf(table)
  .map(([name, type]) => `  \`${name}\` ${type === 'varchar' ? 'string' : type}`)
  .join(',\n')}
)
partitioned by (${PARTITIONS.map((p) => `${p} string`).join(', ')})
stored as parquet
location '${root}'
tblproperties (
  'projection.enabled' = 'true',
${PARTITIONS.map((p) => `  'projection.${p}.type' = 'injected',`).join('\n')}
  'storage.location.template' = '${template}'
);`
}

/** The rows of the named imports and of no others, whatever else lies in the bucket. An import belongs to one month of one source of one tenant. */
export function fromImports(tables: AthenaTables, table: AthenaTable, manifests: readonly BillManifest[]): string {
  const values = (name: (typeof PARTITIONS)[number]): string => [...new Set(manifests.map((m) => literal(m[name])))].join(', ')
  return `(select * from ${tables.database}.countersign_${table} where ${PARTITIONS.map((p) => `${p} in (${values(p)})`).join(' and ')})`
}
