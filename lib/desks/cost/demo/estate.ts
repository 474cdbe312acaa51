import type { SimulatedEstate, SimulatedLogGroup } from '../connectors/cloud/simulation/estate'
import { ACCOUNTS, type AccountName } from './accounts'
import { INSTANCES } from './instances'
import type { EstateLine } from './line'
import { DATA_LINES, DATA_NAT_LINES } from './lines-data'
import { FREE_LINES } from './lines-free'
import { LUMEN_LINES, ML_LINES, ROOT_LINES, SHARED_LINES, STAGE_LINES, VANTOR_LINES } from './lines-others'
import { PAYMENTS_LINES, PAYMENTS_LOG_LINES } from './lines-payments'
import { FLEET_LINES, STOREFRONT_LINES } from './lines-storefront'
import { TRIAL_LINES } from './lines-trials'
import { VOLUMES } from './volumes'

/** Everything that is metered besides instances, volumes and commitments. */
export const LINES: readonly EstateLine[] = [
  ...ROOT_LINES,
  ...FLEET_LINES,
  ...STOREFRONT_LINES,
  ...DATA_NAT_LINES,
  ...DATA_LINES,
  ...ML_LINES,
  ...PAYMENTS_LOG_LINES,
  ...PAYMENTS_LINES,
  ...LUMEN_LINES,
  ...SHARED_LINES,
  ...VANTOR_LINES,
  ...STAGE_LINES,
  ...TRIAL_LINES,
  ...FREE_LINES,
]

/** Log groups of the estate: those that the bill charges for. None has a retention, so they keep everything. */
const LOG_GROUPS: readonly SimulatedLogGroup[] = [
  ...new Map(LINES.filter((line) => line.resource_id.includes(':log-group:')).map((line) => [line.resource_id, line])).values(),
].map((line) => ({
  arn: line.resource_id,
  account_id: ACCOUNTS[line.account].account_id,
  region_id: line.region_id,
  name: line.resource_id.split(':log-group:')[1] ?? '',
  retention_days: null,
  tags: { ...line.tags },
}))

/** The cloud account of the demonstration as it stood before anybody acted on it. */
export const ESTATE: SimulatedEstate = { instances: INSTANCES, volumes: VOLUMES, log_groups: LOG_GROUPS }

export const accountNameOf = (account_id: string): AccountName => {
  const found = (Object.keys(ACCOUNTS) as AccountName[]).find((name) => ACCOUNTS[name].account_id === account_id)
  return found ?? 'northlight-root'
}
