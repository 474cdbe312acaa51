import { curHeaderName, focusHeaderName, tagKey } from '@/lib/warehouse/files/header-name'
import { refused } from '@/lib/warehouse/files/read-header'
import { CUR_FIELDS, FOCUS_FIELDS, REQUIRED } from '@/lib/warehouse/formats/bill-fields'
import type { BillFormat } from '@/schemas/bill'

/** A column of a file: its own header, how SQL names it, and its type where the file has types. */
export type SourceColumn = { header: string; sql: string; type: string }
/** Which column answers which field. `tag_columns` are the columns of single tags that the legacy report has instead of a map. */
export type BillLayout = { format: BillFormat; fields: ReadonlyMap<string, SourceColumn>; tag_columns: { key: string; column: SourceColumn }[] }

/** Recognises a bill by its header. Refuses one that it does not know, or that lacks a column it cannot do without. */
export function billLayout(columns: SourceColumn[], file: string): BillLayout {
  const cur = columnsBy(columns, curHeaderName)
  if (cur.has('line_item_line_item_type') || cur.has('line_item_unblended_cost')) {
    const fields = resolve(CUR_FIELDS, cur, curHeaderName)
    demand(REQUIRED.cur, CUR_FIELDS, fields, file)
    const is_legacy = columns.some((c) => c.header.includes('/')) || !(fields.has('tags') || fields.has('product'))
    return { format: is_legacy ? 'cur_legacy' : 'cur_2_0', fields, tag_columns: fields.has('tags') ? [] : tagColumns(columns) }
  }
  const focus = columnsBy(columns, focusHeaderName)
  if (focus.has('billedcost') || focus.has('chargeperiodstart')) {
    const fields = resolve(FOCUS_FIELDS, focus, focusHeaderName)
    demand(REQUIRED.focus, FOCUS_FIELDS, fields, file)
    return { format: focusVersion(focus), fields, tag_columns: [] }
  }
  throw refused(
    file,
    `the columns (${columns
      .slice(0, 4)
      .map((c) => c.header)
      .join(', ')}${columns.length > 4 ? ', …' : ''}) are those of no bill known here`,
    'export an AWS Cost and Usage Report (2.0 or legacy) or FOCUS 1.0 to 1.4, as CSV, CSV.GZ or Parquet, with the header row',
  )
}

const columnsBy = (columns: SourceColumn[], normal: (header: string) => string): Map<string, SourceColumn> =>
  new Map([...columns].reverse().map((column) => [normal(column.header), column])) // of two equal headers the first wins

function resolve(fields: Record<string, readonly string[]>, columns: Map<string, SourceColumn>, normal: (header: string) => string): Map<string, SourceColumn> {
  const found = new Map<string, SourceColumn>()
  for (const [field, names] of Object.entries(fields)) {
    const column = names.map((name) => columns.get(normal(name))).find((c) => c !== undefined)
    if (column !== undefined) found.set(field, column)
  }
  return found
}

function demand(required: readonly string[], names: Record<string, readonly string[]>, found: Map<string, SourceColumn>, file: string): void {
  const missing = required.filter((field) => !found.has(field)).map((field) => names[field]?.[0] ?? field)
  if (missing.length === 0) return
  throw refused(
    file,
    `the column ${missing[0]} is missing${missing.length > 1 ? ` (and ${missing.slice(1).join(', ')})` : ''}`,
    'add it to the export and export again',
    {
      row: 1,
      column: missing[0] ?? null,
    },
  )
}

// What each version added: 1.1 the SKU meter, 1.2 the invoice id, 1.3 the provider split; 1.4 took ProviderName away.
function focusVersion(columns: Map<string, SourceColumn>): BillFormat {
  const has = (name: string) => columns.has(name)
  if (has('serviceprovidername') || has('hostprovidername')) return has('providername') ? 'focus_1_3' : 'focus_1_4'
  if (has('invoiceid') || has('billingaccounttype') || has('pricingcurrency')) return 'focus_1_2'
  if (has('skumeter') || has('commitmentdiscountquantity') || has('capacityreservationid')) return 'focus_1_1'
  return 'focus_1_0'
}

function tagColumns(columns: SourceColumn[]): BillLayout['tag_columns'] {
  return columns.flatMap((column) => {
    const key = tagKey(column.header)
    return key === undefined ? [] : [{ key, column }]
  })
}
