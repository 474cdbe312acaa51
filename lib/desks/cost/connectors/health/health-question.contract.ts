import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { action } from '@/lib/commands/fixtures/story'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { makeSecret } from '@/lib/kernel/secret'
import { compareSignal } from '@/lib/verification/compare-signal'
import { type HealthWindow, healthWindow, readingOf } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { DriverSettings } from '@/schemas/connectors'
import type { Instant } from '@/schemas/time'
import { bindAt } from '../../fixtures/bind-situation'
import { type Situation, situationOf } from '../../fixtures/one-of-each'
import { DEV } from '../../fixtures/small-estate'
import { keyOf } from '../cloud/contracts/aws-wire-server.contract'
import { awsClients } from '../cloud/real/aws-clients'
import { cloudWatchHealth } from './cloudwatch'
import { healthAccount } from './health-account.contract'
import { EMPTY, groupArn, type HealthAccount, type MetricText } from './health-answers.contract'
import type { HealthPort } from './port'

/** A Thursday. The checks are two hours later. */
export const EXECUTED = '2026-11-19T10:00:00.000Z'
export const NOW = '2026-11-19T12:00:00.000Z'

/** What a metric says at any time in an account where all is well. */
const USUAL: Record<string, number> = {
  StatusCheckFailed: 0,
  CPUUtilization: 40,
  HealthyHostCount: 3,
  TargetResponseTime: 0.08,
  RequestCount: 1000,
  ReadLatency: 0.001,
  WriteLatency: 0.002,
  DatabaseConnections: 12,
  VolumeQueueLength: 1,
  GroupInServiceInstances: 8,
  IncomingLogEvents: 500,
  '4xxErrors': 0.001,
  FirstByteLatency: 40,
}
export const usual = (name: MetricText): number | null => USUAL[name.split(' ')[1] ?? ''] ?? null
/** The same, but what these metrics say since the run. */
export const since =
  (differs: Record<string, number | null>) =>
  (name: MetricText, at: string): number | null => {
    const of = name.split(' ')[1] ?? ''
    return at >= EXECUTED && of in differs ? (differs[of] ?? null) : usual(name)
  }

/** The action of a template, as a plan holds it. */
export function actionOf(s: Situation | string): PlanAction {
  const situation = typeof s === 'string' ? situationOf(s) : s
  const { params, targets } = bindAt(situation).action
  return { ...action, ...DEV, template: situation.template, params, targets }
}

/** A cluster with one workload, web, of three replicas. `bound` are the target groups that are bound to its service; null where nothing binds any. */
export type Cluster = { pods: Record<string, unknown>[]; status: Record<string, unknown>; bound: string[] | null; may_list: boolean; asked: string[] }
export const CALM: Omit<Cluster, 'asked'> = { pods: [], status: { availableReplicas: 3 }, bound: null, may_list: true }

async function cluster(it: Cluster) {
  const labels = { app: 'web', tier: 'front' }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://cluster')
    it.asked.push(`${url.pathname}${url.search}`)
    const end = (status: number, body: unknown) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const service = (name: string, selector: object) => ({ metadata: { name }, spec: { selector } })
    const binding = (targetGroupARN: string, name = 'web') => ({ spec: { targetGroupARN, serviceRef: { name } } })
    const spec = { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels } } }
    if (url.pathname.endsWith('/pods')) return it.may_list ? end(200, { items: it.pods }) : end(403, {})
    if (url.pathname.endsWith('/services'))
      return end(200, { items: [service('web', { app: 'web' }), service('other', { app: 'other' }), service('outside', {})] })
    if (url.pathname.endsWith('/targetgroupbindings') && it.bound !== null)
      return end(200, { items: [...it.bound.map((arn) => binding(arn)), binding(groupArn('others'), 'other')] })
    return url.pathname.endsWith('/deployments/web') ? end(200, { spec, status: it.status }) : end(404, {})
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** Health as the connector reads it from an account over its own protocols, with what the session that only looks may do. */
export async function healthOver() {
  const aws = await healthAccount(READ_SESSION.policyOf())
  const pods: Cluster = { ...CALM, asked: [] }
  const k8s = await cluster(pods)
  const accounts = { [DEV.account_id]: { role_arn: null, external_id: null, scheduler_role_arn: null } }
  const clients = awsClients({ accounts, credentials: keyOf(DEV.account_id), endpoint: aws.endpoint, timeout_ms: 5_000 })
  const clusters = { main: { endpoint: k8s.endpoint, ca_pem: null, write_token: null, token: async () => makeSecret('reads') } }
  const signals = (of: PlanAction, account: Partial<HealthAccount>, window: HealthWindow, driver: DriverSettings | null) => {
    aws.it.account = { ...EMPTY, metric: usual, ...account }
    return cloudWatchHealth({ clients, clusters, driver }).signals(of, window.stretches, EXECUTED)
  }
  return {
    aws: aws.it,
    pods,
    signals: (of: PlanAction, account: Partial<HealthAccount> = {}) => signals(of, account, healthWindow(EXECUTED, NOW), null),
    port(account: Partial<HealthAccount>): HealthPort {
      aws.it.account = { ...EMPTY, metric: usual, ...account }
      return cloudWatchHealth({ clients, clusters, driver: null })
    },
    /** What verification makes of each signal, by its name. */
    async health(
      of: PlanAction,
      account: Partial<HealthAccount> = {},
      { now = NOW, known_to = undefined as Instant | undefined, driver = null as DriverSettings | null } = {},
    ) {
      const window = healthWindow(EXECUTED, now, known_to)
      const told = await signals(of, account, window, driver)
      return Object.fromEntries(told.map((s) => [s.signal, compareSignal(readingOf(s, window)).status]))
    },
    close: () => Promise.all([aws.close(), k8s.close()]),
  }
}
