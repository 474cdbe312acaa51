import type { ChangeEvents } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import { ACCOUNTS, type AccountName } from './accounts'

type Event = ChangeEvents['events'][number]
type Row = readonly [at: Instant, type: Event['type'], account: AccountName, service_name: string, title: string, path: string | null]

// Two of these moved the bill: the deploy of 16 November and the route change of 12 November. The others happened as well.
const TABLE: readonly Row[] = [
  ['2026-10-07T09:40:00.000Z', 'deploy', 'payments-prod', 'payments-api', 'payments-api 4.16.0', 'deploys/8801'],
  ['2026-10-14T13:05:00.000Z', 'deploy', 'storefront-prod', 'web', 'web 2026.41.2', 'deploys/8822'],
  ['2026-10-21T08:30:00.000Z', 'config', 'shared-services', 'central-logs', 'central-logs: retention of the hot tier 7 days', 'changes/511'],
  ['2026-10-28T10:12:00.000Z', 'deploy', 'payments-prod', 'payments-api', 'payments-api 4.17.0', 'deploys/8869'],
  ['2026-11-02T09:15:00.000Z', 'deploy', 'storefront-prod', 'checkout-api', 'checkout-api 7.2.0', 'deploys/8890'],
  ['2026-11-03T14:50:00.000Z', 'scale', 'ml-research', 'training', 'training: queue limit 12 to 14', 'changes/538'],
  ['2026-11-06T11:20:00.000Z', 'deploy', 'analytics-stage', 'dashboards', 'dashboards 1.9.1', 'deploys/8911'],
  ['2026-11-07T10:00:00.000Z', 'flag', 'storefront-prod', 'web', 'new-search-ranking: 10 % to 25 %', null],
  ['2026-11-10T15:35:00.000Z', 'deploy', 'storefront-prod', 'web', 'web 2026.45.1', 'deploys/8934'],
  [
    '2026-11-12T01:15:00.000Z',
    'config',
    'data-platform',
    'network',
    'network: private route tables rebuilt, gateway endpoint for object storage not re-attached',
    'changes/561',
  ],
  ['2026-11-12T09:05:00.000Z', 'deploy', 'payments-prod', 'ledger-worker', 'ledger-worker 2.3.1', 'deploys/8951'],
  ['2026-11-15T02:00:00.000Z', 'schedule', 'shared-services', 'ci-controller', 'ci-controller: nightly clean-up at 02:00', 'changes/566'],
  ['2026-11-16T08:45:00.000Z', 'flag', 'storefront-prod', 'web', 'new-search-ranking: 25 % to 50 %', null],
  ['2026-11-16T12:50:00.000Z', 'deploy', 'analytics-stage', 'dashboards', 'dashboards 1.9.2', 'deploys/8969'],
  ['2026-11-16T13:20:00.000Z', 'deploy', 'payments-prod', 'payments-api', 'payments-api 4.18.0', 'deploys/8971'],
  ['2026-11-17T09:30:00.000Z', 'deploy', 'lumen-dev', 'lumen-api', 'lumen-api 0.31.0', 'deploys/8977'],
  ['2026-11-18T14:10:00.000Z', 'deploy', 'storefront-prod', 'checkout-api', 'checkout-api 7.3.0', 'deploys/8985'],
]

const ALL: readonly Event[] = TABLE.map(([at, type, account, service_name, title, path], i) => ({
  event_id: `chg_${String(i + 1).padStart(3, '0')}`,
  at,
  type,
  service_name,
  sub_account_id: ACCOUNTS[account].account_id,
  title,
  url: path === null ? null : `https://deliver.northlight.example/${path}`,
}))

/** Deploys and configuration changes of the demonstration in a window of days, in order, as far as they have happened. */
export function demoChangeEvents(window: ChangeEvents['window'], now: Instant): ChangeEvents {
  return { kind: 'cost.change_events', window, events: ALL.filter((event) => event.at >= window.start && event.at < window.end && event.at <= now) }
}
