import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { COST_ACTIONS } from '../../actions/catalogue'
import { anInstance } from '../../fixtures/small-estate'
import { actionOf, healthOver, since, usual } from './health-question.contract'

let over: Awaited<ReturnType<typeof healthOver>>
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  over = await healthOver()
})
afterAll(() => over.close())

const { instance_id } = anInstance(1)
const VOLUME = 'vol-00000000000000001'
/** A machine behind a load balancer, with a disk; a group of machines; a database; a measured bucket. Everything is well. */
const ACCOUNT = {
  instances: [{ id: instance_id, vpc: 'vpc-1', address: '10.0.0.7', state: 'running' }],
  volumes: [{ id: VOLUME, on: [instance_id], status: 'ok' }],
  target_groups: [
    { name: 'elsewhere', vpc: 'vpc-2', balancer: 'app/other', members: [instance_id] },
    { name: 'unused', vpc: 'vpc-1', balancer: null, members: [instance_id] },
    { name: 'web', vpc: 'vpc-1', balancer: 'app/shop', members: [instance_id, 'i-0ffffffffffffffff'] },
    { name: 'strangers', vpc: 'vpc-1', balancer: 'app/shop', members: ['i-0ffffffffffffffff'] },
  ],
  groups: [{ name: 'workers', members: [instance_id], cluster: 'main', is_counted: true, target_groups: ['web'] }],
  databases: [{ id: 'reports', replicas: [] }],
  buckets: { exports: 'EntireBucket' },
}
const BALANCED = { 'healthy_targets of web behind shop': 'ok', 'latency_p95 of web behind shop': 'ok', 'error_rate of shop': 'ok' }
const MACHINE = { [`failed_status_checks of ${instance_id}`]: 'ok', [`cpu_beyond_80_pct of ${instance_id}`]: 'ok' }
const BUCKET = { 'bucket_errors of exports': 'ok', 'first_byte_latency_p95 of exports': 'ok' }
const unknown = (signal: string) => ({ [signal]: 'unknown' })

const GOLDEN: Record<string, Record<string, string>> = {
  tag_owner: { ...MACHINE, ...BALANCED },
  adjust_budget_alarm: unknown('health of arn:aws:budgets::111122223333:budget/monthly: nothing measures it'),
  set_log_retention: { 'incoming_log_events of /app/worker': 'ok' },
  s3_lifecycle_transition: BUCKET,
  s3_abort_multipart: BUCKET,
  stop_idle_ec2: BALANCED,
  schedule_nonprod: { ...MACHINE, 'healthy_targets of web behind shop': 'ok', 'error_rate of shop': 'ok' },
  stop_rds: unknown('health of reports: it is off, and the provider does not know who connects to it'),
  rightsize_ec2: { ...MACHINE, ...BALANCED },
  rightsize_rds: {
    'cpu_beyond_80_pct of reports': 'ok',
    'read_latency_mean of reports': 'ok',
    'write_latency_mean of reports': 'ok',
    'is_connected_to of reports': 'ok',
  },
  ebs_gp2_to_gp3: { [`volume_queue_length of ${VOLUME}`]: 'ok', [`impaired_status of ${VOLUME}`]: 'ok', ...MACHINE, ...BALANCED },
  ebs_delete_unattached: unknown('health of vol-00000000000000009: it is gone'),
  snapshot_delete_orphan: { 'failed_launches of snap-00000000000000001 by groups of machines': 'ok' },
  ami_disable: { 'failed_launches of ami-00000000000000001 by groups of machines': 'ok' },
  eip_release: unknown('health of arn:aws:ec2:eu-west-1:111122223333:elastic-ip/eipalloc-00000000000000001: nothing measures it'),
  scale_nodegroup: {
    'failed_status_checks of workers': 'ok',
    'cpu_beyond_80_pct of workers': 'ok',
    'machines_in_service of workers': 'ok',
    'failed_launches of workers': 'ok',
    'pending_pods of cluster main': 'ok',
    ...BALANCED,
  },
  k8s_rightsize_requests: {
    'missing_replicas of main/shop/deployment/web/app': 'ok',
    'pending_pods of main/shop/deployment/web/app': 'ok',
    'pod_restarts of main/shop/deployment/web/app': 'ok',
  },
  submit_ad_feedback: unknown('health of arn:aws:ce::111122223333:anomaly/an-1: nothing measures it'),
}

describe('what is asked about each action', () => {
  it('knows every action that can be carried out', () =>
    expect(Object.keys(GOLDEN).sort(), 'say in GOLDEN above what is asked about each').toEqual(Object.keys(COST_ACTIONS).sort()))

  for (const [template, signals] of Object.entries(GOLDEN))
    it(`${template}: what it changed and what depends on that, or why nothing can be asked`, async () => {
      // Two of eight nodes go, and with them two of three healthy targets.
      const metric = template === 'scale_nodegroup' ? since({ GroupInServiceInstances: 6, HealthyHostCount: 1 }) : usual
      expect(await over.health(actionOf(template), { ...ACCOUNT, metric })).toEqual(signals)
    })

  it('sends few calls, each of which the session that only looks may make', async () => {
    over.aws.calls.length = 0
    over.aws.metrics_asked = 0
    await over.signals(actionOf('rightsize_ec2'), ACCOUNT)
    const count = (name: string) => over.aws.calls.filter((call) => call === name).length
    const asked = Object.fromEntries([...new Set(over.aws.calls)].sort().map((name) => [name, count(name)]))
    expect(asked).toEqual({ DescribeAlarms: 1, DescribeInstances: 1, DescribeTargetGroups: 2, DescribeTargetHealth: 2, GetMetricData: 3 })
    expect(over.aws.metrics_asked).toBe(3 * 7)
  })
})
