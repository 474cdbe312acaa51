/** Names under which daily bills carry what detection needs, lower case, best first. */
const BILL_COLUMNS = {
  day: ['date', 'day', 'usage_date', 'charge_date', 'timestamp'],
  cost: ['cost_usd', 'cost', 'effective_cost', 'amortized_cost', 'net_cost', 'unblended_cost', 'amount'],
  series: ['series_id'],
  account: ['account', 'account_id', 'sub_account_id', 'linked_account'],
  service: ['product', 'service', 'service_name'],
  region: ['region', 'region_id'],
  usage_type: ['usage_type'],
  operation: ['operation'],
  kind: ['kind', 'charge_type', 'line_item_type'],
  owner: ['owner', 'team'],
  currency: ['currency', 'billing_currency'],
} as const

export type BillColumn = keyof typeof BILL_COLUMNS

/** Where each known column is in a header; absent ones are missing from the map. */
export function columnsOf(header: readonly string[]): Map<BillColumn, number> {
  const names = header.map((name) => name.trim().toLowerCase())
  const found = new Map<BillColumn, number>()
  for (const [column, aliases] of Object.entries(BILL_COLUMNS)) {
    const at = aliases.map((alias) => names.indexOf(alias)).find((i) => i >= 0)
    if (at !== undefined) found.set(column as BillColumn, at)
  }
  return found
}
