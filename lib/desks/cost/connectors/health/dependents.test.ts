import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { healthWindow } from '@/lib/verification/signal-points'
import { anInstance } from '../../fixtures/small-estate'
import { groupArn, type HealthAccount } from './health-answers.contract'
import { actionOf, CALM, EXECUTED, healthOver, NOW, since, usual } from './health-question.contract'

let over: Awaited<ReturnType<typeof healthOver>>
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  over = await healthOver()
})
beforeEach(() => void Object.assign(over.pods, CALM))
afterAll(() => over.close())

const { instance_id } = anInstance(1)
const BEFORE = '2026-11-19T08:00:00Z'
const SINCE = '2026-11-19T10:40:00Z'

describe('alarms', () => {
  const STOPPED = actionOf('stop_idle_ec2')
  const RINGING = `alarms_ringing of ${instance_id}`
  const OF_GROUP = { TargetGroup: 'targetgroup/web/1234567890abcdef', LoadBalancer: 'app/shop/fedcba0987654321' }
  const account = (alarms: HealthAccount['alarms']): Partial<HealthAccount> => ({
    instances: [{ id: instance_id, vpc: 'vpc-1', address: '10.0.0.7', state: 'stopped' }],
    target_groups: [{ name: 'web', vpc: 'vpc-1', balancer: 'app/shop', members: [instance_id] }],
    alarms,
  })
  const alarm = (over: Partial<HealthAccount['alarms'][number]> = {}) => ({ name: 'slow', dimensions: OF_GROUP, state: 'OK', steps: [], ...over })
  const rings = async (...alarms: HealthAccount['alarms']) => (await over.health(STOPPED, account(alarms)))[RINGING]

  it('hears one that began to ring since the run, also if it has stopped again', async () => {
    expect(await rings(alarm())).toBe('ok')
    expect(await rings(alarm({ state: 'ALARM', steps: [{ at: SINCE, to: 'ALARM' }] }))).toBe('degraded')
    const short = { at: '2026-11-19T10:41:00Z', to: 'OK' }
    expect(await rings(alarm({ steps: [{ at: SINCE, to: 'ALARM' }, short] }))).toBe('degraded')
    expect(await rings(alarm({ name: 'gone', dimensions: { InstanceId: instance_id }, state: 'ALARM', steps: [{ at: SINCE, to: 'ALARM' }] }))).toBe('degraded')
  })

  it('lets one ring that rang before the run', async () => {
    expect(await rings(alarm({ state: 'ALARM', steps: [{ at: BEFORE, to: 'ALARM' }] }))).toBe('ok')
    expect(await rings(alarm({ state: 'ALARM', steps: [{ at: '2026-01-01T00:00:00Z', to: 'ALARM' }] }))).toBe('ok')
    const for_weeks = alarm({
      name: 'mended',
      steps: [
        { at: '2026-11-04T08:00:00Z', to: 'ALARM' },
        { at: '2026-11-15T08:00:00Z', to: 'OK' },
      ],
    })
    expect(await rings(for_weeks)).toBe('ok')
    expect(await rings(for_weeks, alarm({ state: 'ALARM', steps: [{ at: SINCE, to: 'ALARM' }] }))).toBe('degraded')
    const during_the_run = { at: '2026-11-19T09:45:00Z', to: 'ALARM' }
    expect(await rings(alarm({ state: 'ALARM', steps: [during_the_run] }))).toBe('degraded')
  })

  it('hears a week later one that has rung since the day after the run', async () => {
    const rang_on = alarm({ state: 'ALARM', steps: [{ at: '2026-11-21T08:00:00Z', to: 'ALARM' }] })
    const before = alarm({ state: 'ALARM', steps: [{ at: BEFORE, to: 'ALARM' }] })
    const said = async (one: typeof rang_on) => (await over.health(STOPPED, account([one]), { now: '2026-11-26T10:00:00.000Z' }))[RINGING]
    expect([await said(rang_on), await said(before)]).toEqual(['degraded', 'ok'])
  })

  it('hears one that rang and fell silent between two looks, and lets one do so that did before the run, too', async () => {
    const short = (day: string) => [
      { at: `${day}T15:00:00Z`, to: 'ALARM' },
      { at: `${day}T15:20:00Z`, to: 'OK' },
    ]
    const said = async (...days: string[]) => {
      const asked = { now: '2026-11-26T10:00:00.000Z', known_to: '2026-11-20T10:00:00.000Z' }
      return (await over.health(STOPPED, account([alarm({ steps: days.flatMap(short) })]), asked))[RINGING]
    }
    expect(await said('2026-11-22')).toBe('degraded')
    expect(await said('2026-11-10', '2026-11-22')).toBe('ok')
    expect(await said('2026-11-10', '2026-11-25')).toBe('degraded')
  })

  it('lets one ring that only hears nothing of a machine that is off on purpose or just started again', async () => {
    const unheard = (to: string, at: string, dimensions: Record<string, string> = { InstanceId: instance_id }) =>
      alarm({ dimensions, missing: 'breaching', state: to, steps: [{ at, to: 'ALARM' }, ...(to === 'OK' ? [{ at: '2026-11-19T10:25:00Z', to }] : [])] })
    const said = async (template: string, one: ReturnType<typeof alarm>, now = NOW) => (await over.health(actionOf(template), account([one]), { now }))[RINGING]
    expect(await said('stop_idle_ec2', unheard('ALARM', '2026-11-19T10:05:00Z'))).toBeUndefined()
    expect(await said('stop_idle_ec2', unheard('ALARM', '2026-11-19T10:05:00Z', OF_GROUP))).toBe('degraded')
    expect(await said('rightsize_ec2', unheard('OK', '2026-11-19T10:05:00Z'))).toBe('ok')
    expect(await said('rightsize_ec2', unheard('ALARM', '2026-11-19T10:05:00Z'))).toBe('degraded')
    const night = '2026-11-19T21:00:00.000Z'
    expect(await said('schedule_nonprod', unheard('ALARM', '2026-11-19T19:10:00Z'), night)).toBe('ok')
    expect(await said('schedule_nonprod', unheard('ALARM', '2026-11-19T15:00:00Z'), night)).toBe('degraded')
  })

  it('asks of many alarms for those that moved last, and says how many it did not ask for', async () => {
    const calm = Array.from({ length: 60 }, (_, n) => alarm({ name: `calm ${n}` }))
    const rang = (n: number, at: string, to: string) => alarm({ name: `moved ${n}`, state: to, steps: [{ at, to }] })
    expect(await over.health(STOPPED, account([...calm, rang(0, SINCE, 'ALARM')]))).toMatchObject({ [RINGING]: 'degraded' })
    const moved = Array.from({ length: 52 }, (_, n) => rang(n, BEFORE, 'OK'))
    const said = await over.health(STOPPED, account([...calm, ...moved, rang(52, SINCE, 'ALARM')]))
    expect(said).toMatchObject({ [RINGING]: 'degraded', [`${RINGING}: 3 more, which are too many to ask`]: 'unknown' })
  })

  it('knows none where none is about the target or what depends on it, on any page', async () => {
    const others = [
      alarm({ dimensions: { InstanceId: 'i-0ffffffffffffffff' }, state: 'ALARM', steps: [{ at: SINCE, to: 'ALARM' }] }),
      alarm({ dimensions: { ...OF_GROUP, TargetGroup: 'targetgroup/other/1234567890abcdef' }, state: 'ALARM', steps: [{ at: SINCE, to: 'ALARM' }] }),
    ]
    expect(await rings(...others)).toBeUndefined()
    expect(await rings(...others, alarm({ name: 'third' }))).toBe('ok')
  })

  it('hears none that only scales something', async () => {
    const ringing = { dimensions: { InstanceId: instance_id }, state: 'ALARM', steps: [{ at: SINCE, to: 'ALARM' }] }
    const scales = 'arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:x:autoScalingGroupName/workers:policyName/low'
    expect(await rings(alarm({ ...ringing, actions: [scales] }))).toBeUndefined()
    expect(await rings(alarm({ ...ringing, actions: [scales, 'arn:aws:sns:eu-west-1:111122223333:on-call'] }))).toBe('degraded')
  })

  it('is all that is known of what is off and serves nobody else', async () =>
    expect(await over.health(actionOf('stop_rds'), { alarms: [alarm({ dimensions: { DBInstanceIdentifier: 'reports' } })] })).toEqual({
      'alarms_ringing of reports': 'ok',
    }))

  it('asks for the alarms and target groups of a place once for all actions of a check', async () => {
    over.aws.calls.length = 0
    const [health, { stretches }] = [over.port(account([alarm()])), healthWindow(EXECUTED, NOW)]
    await Promise.all([STOPPED, actionOf('rightsize_ec2')].map((one) => health.signals(one, stretches, EXECUTED)))
    const count = (name: string) => over.aws.calls.filter((call) => call === name).length
    expect(['DescribeAlarms', 'DescribeTargetGroups', 'DescribeTargetHealth'].map(count)).toEqual([1, 1, 1])
  })
})

describe('groups of machines', () => {
  const SCALED = actionOf('scale_nodegroup')
  const GROUP = { name: 'workers', members: [instance_id], cluster: null as string | null, is_counted: true, target_groups: ['web'] }
  const account = (metric: HealthAccount['metric'], more: Partial<HealthAccount> = {}): Partial<HealthAccount> => ({
    instances: [{ id: instance_id, vpc: 'vpc-1', address: '10.0.0.7', state: 'running' }],
    groups: [GROUP],
    target_groups: [{ name: 'web', vpc: 'vpc-1', balancer: 'net/shop', members: [] }],
    metric,
    ...more,
  })
  const health = async (differs: Record<string, number>, more: Partial<HealthAccount> = {}) => over.health(SCALED, account(since(differs), more))
  const AS_ASKED = { GroupInServiceInstances: 6, HealthyHostCount: 1 }

  it('misses no node that it took out, and every other one', async () => {
    expect(Object.values(await health(AS_ASKED)).every((status) => status === 'ok')).toBe(true)
    expect(await health({ ...AS_ASKED, GroupInServiceInstances: 5 })).toMatchObject({ 'machines_in_service of workers': 'degraded' })
    expect(await health({ ...AS_ASKED, HealthyHostCount: 0 })).toMatchObject({ 'healthy_targets of web behind shop': 'degraded' })
  })

  it('misses a pod that a load balancer sends to by its address, although nodes were taken out', async () => {
    const pods = {
      target_groups: [{ name: 'pods', vpc: 'vpc-1', balancer: 'net/shop', members: ['10.0.0.7'], type: 'ip' }],
      groups: [{ ...GROUP, target_groups: [] }],
    }
    expect(await health(AS_ASKED, pods)).toMatchObject({ 'healthy_targets of pods behind shop': 'degraded' })
    expect(await health({ ...AS_ASKED, HealthyHostCount: 3 }, pods)).toMatchObject({ 'healthy_targets of pods behind shop': 'ok' })
  })

  it('hears that a machine failed to start since the run, and not before it', async () => {
    const failed = (at: string, status = 'Failed') => ({ at, group: 'workers', status, text: 'no capacity' })
    const said = async (...activities: HealthAccount['activities']) => (await health(AS_ASKED, { activities }))['failed_launches of workers']
    expect(await said(failed(BEFORE), failed('2026-01-01T00:00:00Z'), failed(SINCE, 'Successful'))).toBe('ok')
    expect(await said(failed('2026-11-19T11:50:00Z', 'Successful'), failed('2026-11-19T11:45:00Z', 'Successful'), failed(SINCE))).toBe('degraded')
  })

  it('hears that a group wanted to start from an image that was disabled', async () => {
    const activity = { at: SINCE, group: 'others', status: 'Failed' }
    const said = async (text: string) => Object.values(await over.health(actionOf('ami_disable'), { activities: [{ ...activity, text }] }))
    expect(await said("The image id '[ami-00000000000000001]' does not exist")).toEqual(['degraded'])
    expect(await said("The image id '[ami-0ffffffffffffffff]' does not exist")).toEqual(['ok'])
  })

  it('could not ask where the group is part of a cluster that is not connected', async () =>
    await expect(over.signals(SCALED, account(usual, { groups: [{ ...GROUP, cluster: 'unheard-of' }] }))).rejects.toMatchObject({
      code: 'provider_down',
      message: expect.stringContaining('cluster unheard-of is not connected'),
    }))
})

describe('workloads', () => {
  const ACTION = actionOf('k8s_rightsize_requests')
  const NAME = 'main/shop/deployment/web/app'
  const [MISSING, PENDING, RESTARTS] = [`missing_replicas of ${NAME}`, `pending_pods of ${NAME}`, `pod_restarts of ${NAME}`]
  const pod = (created: string, status: object) => ({ metadata: { creationTimestamp: created }, status: { phase: 'Running', ...status } })
  const restarted = (restartCount: number, finishedAt: string) => ({ containerStatuses: [{ restartCount, lastState: { terminated: { finishedAt } } }] })

  it('hears that a container was started again since the run, and that a pod has found no room for ten minutes', async () => {
    over.pods.pods = [pod(BEFORE, restarted(7, BEFORE)), pod('2026-11-19T11:55:00Z', { phase: 'Pending' })]
    expect(await over.health(ACTION)).toEqual({ [MISSING]: 'ok', [PENDING]: 'ok', [RESTARTS]: 'ok' })
    over.pods.pods = [pod(EXECUTED, restarted(2, SINCE)), pod('2026-11-19T11:45:00Z', { phase: 'Pending' })]
    expect(await over.health(ACTION)).toEqual({ [MISSING]: 'ok', [PENDING]: 'degraded', [RESTARTS]: 'degraded' })
    expect(over.pods.asked.at(-1)).toBe('/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb&limit=500')
  })

  it('lets a pod pend that has done so since before the run', async () => {
    over.pods.pods = [pod('2026-11-01T00:00:00Z', { phase: 'Pending' })]
    expect(await over.health(ACTION)).toMatchObject({ [PENDING]: 'ok' })
    over.pods.pods = [pod('2026-11-19T09:50:00Z', { phase: 'Pending' })]
    expect(await over.health(ACTION)).toMatchObject({ [PENDING]: 'degraded' })
  })

  it('hears that pods could not be made at all, and does not know while they are replaced', async () => {
    over.pods.status = { availableReplicas: 2, conditions: [{ type: 'Progressing', status: 'True', lastTransitionTime: SINCE }] }
    expect(await over.health(ACTION)).toMatchObject({ [MISSING]: 'unknown' })
    over.pods.status = { availableReplicas: 2, conditions: [{ type: 'ReplicaFailure', status: 'True', lastTransitionTime: SINCE }] }
    expect(await over.health(ACTION)).toMatchObject({ [MISSING]: 'degraded' })
  })

  it('finds who it serves by what the cluster binds to its services, in this account alone', async () => {
    const elsewhere = 'arn:aws:elasticloadbalancing:eu-west-1:999988887777:targetgroup/web/1234567890abcdef'
    over.pods.bound = [groupArn('web'), elsewhere]
    const target_groups = ['web', 'others'].map((name) => ({ name, vpc: 'vpc-1', balancer: `app/${name}`, members: ['10.0.0.9'] }))
    expect(await over.health(ACTION, { target_groups, metric: since({ TargetResponseTime: 0.3 }) })).toEqual({
      [MISSING]: 'ok',
      [PENDING]: 'ok',
      [RESTARTS]: 'ok',
      'healthy_targets of web behind web': 'ok',
      'latency_p95 of web behind web': 'degraded',
      'error_rate of web': 'ok',
    })
  })

  it('names the right that its token lacks', async () => {
    over.pods.may_list = false
    await expect(over.signals(ACTION)).rejects.toMatchObject({
      code: 'provider_down',
      message: expect.stringContaining('may not read its pods: let its role list them'),
    })
  })
})

describe('disks, databases and buckets', () => {
  it('hears a disk that is impaired, and does not know one whose checks have not ended', async () => {
    const said = async (status: string) => over.health(actionOf('ebs_gp2_to_gp3'), { volumes: [{ id: 'vol-00000000000000001', on: [], status }] })
    expect(await said('ok')).toEqual({ 'impaired_status of vol-00000000000000001': 'ok' })
    expect(await said('impaired')).toEqual({ 'impaired_status of vol-00000000000000001': 'degraded' })
    expect(await said('insufficient-data')).toEqual({ 'impaired_status of vol-00000000000000001': 'unknown' })
  })

  it('hears that nobody is connected to a database any more, and not that fewer are', async () => {
    const said = async (DatabaseConnections: number) => over.health(actionOf('rightsize_rds'), { metric: since({ DatabaseConnections }) })
    expect(await said(1)).toMatchObject({ 'is_connected_to of reports': 'ok' })
    expect(await said(0)).toMatchObject({ 'is_connected_to of reports': 'degraded' })
    const now_and_then = (name: string, at: string) => (name.includes('DatabaseConnections') && (at >= EXECUTED || at.includes(':30:')) ? 0 : usual(name))
    expect(Object.keys(await over.health(actionOf('rightsize_rds'), { metric: now_and_then }))).not.toContain('is_connected_to of reports')
  })

  it('knows nothing of a bucket whose requests are not measured as a whole', async () => {
    const action = actionOf('s3_lifecycle_transition')
    expect(await over.health(action, { buckets: { exports: null } })).toEqual({
      'bucket_errors of exports, whose request metrics are not switched on': 'unknown',
    })
    expect(await over.health(action, { buckets: { exports: 'all' }, metric: since({ '5xxErrors': 0.02 }) })).toMatchObject({
      'bucket_errors of exports': 'degraded',
    })
  })
})

describe('a measure of the business', () => {
  const driver = {
    account_id: '111122223333',
    region_id: 'eu-west-1',
    name: 'orders',
    unit: 'orders',
    namespace: 'Shop',
    metric: 'Orders',
    stat: 'Sum' as const,
    dimensions: {},
  }
  const orders = (valueAt: (at: string) => number | null) => ({
    metric: (name: string, at: string) => (name.startsWith('Shop Orders Sum') ? valueAt(at) : null),
  })
  const said = (valueAt: (at: string) => number | null) => over.health(actionOf('eip_release'), orders(valueAt), { driver })

  it('stands for what tells nothing of itself', async () => {
    expect(await said(() => 100)).toEqual({ 'business_driver orders': 'ok' })
    expect(await said((at) => (at >= EXECUTED ? 60 : 100))).toEqual({ 'business_driver orders': 'degraded' })
    expect(await said((at) => (at >= EXECUTED ? null : 100))).toEqual({ 'business_driver orders': 'unknown' })
  })

  it('is one where it began to be written a week ago, and not known where it was not written before the run', async () => {
    const begun = (at: string) => (at < '2026-11-10' ? null : at >= EXECUTED ? 60 : 100)
    expect(await said(begun)).toEqual({ 'business_driver orders': 'degraded' })
    expect(await said((at) => (at >= EXECUTED ? 100 : null))).toEqual({ 'business_driver orders': 'unknown' })
  })

  it('is no signal where it is written less often than every five minutes, and the target stays unknown', async () =>
    expect(Object.values(await said((at) => (at.endsWith(':00:00.000Z') ? 100 : null)))).toEqual(['unknown']))
})
