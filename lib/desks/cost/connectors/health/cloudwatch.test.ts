import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { instantsOf } from '@/lib/verification/signal-points'
import { anInstance } from '../../fixtures/small-estate'
import { actionOf, EXECUTED, healthOver, NOW, since, usual } from './health-question.contract'

let over: Awaited<ReturnType<typeof healthOver>>
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  over = await healthOver()
})
beforeEach(() => over.aws.denied.clear())
afterAll(() => over.close())

const { instance_id } = anInstance(1)
const ALONE = { instances: [{ id: instance_id, vpc: 'vpc-1', address: '10.0.0.7', state: 'running' }] }
const BEHIND = { ...ALONE, target_groups: [{ name: 'web', vpc: 'vpc-1', balancer: 'app/shop', members: [instance_id] }] }
const HEALTHY = 'healthy_targets of web behind shop'
const ERRORS = 'error_rate of shop'
const [RESIZED, STOPPED, SCHEDULED] = [actionOf('rightsize_ec2'), actionOf('stop_idle_ec2'), actionOf('schedule_nonprod')]

describe('machines and who they serve', () => {
  it('finds what got worse about the machine or behind its load balancer', async () => {
    const worse = async (differs: Record<string, number | null>) =>
      Object.entries(await over.health(RESIZED, { ...BEHIND, metric: since(differs) })).flatMap(([signal, status]) => (status === 'ok' ? [] : [signal, status]))
    expect(await worse({})).toEqual([])
    expect(await worse({ StatusCheckFailed: 1 })).toEqual([`failed_status_checks of ${instance_id}`, 'degraded'])
    expect(await worse({ CPUUtilization: 97 })).toEqual([`cpu_beyond_80_pct of ${instance_id}`, 'degraded'])
    expect(await worse({ TargetResponseTime: 0.2 })).toEqual(['latency_p95 of web behind shop', 'degraded'])
    expect(await worse({ HTTPCode_Target_5XX_Count: 20 })).toEqual([ERRORS, 'degraded'])
    expect(await worse({ HealthyHostCount: 2 })).toEqual([HEALTHY, 'degraded'])
  })

  it('lets a machine of half the size be twice as busy, as long as it has room', async () =>
    expect(await over.health(RESIZED, { ...ALONE, metric: since({ CPUUtilization: 78 }) })).toMatchObject({ [`cpu_beyond_80_pct of ${instance_id}`]: 'ok' }))

  it('counts requests for which no target was found, which are no requests of CloudWatch', async () => {
    const metric = since({ RequestCount: null, HTTPCode_ELB_5XX_Count: 900 })
    expect(await over.health(RESIZED, { ...BEHIND, metric })).toMatchObject({ [ERRORS]: 'degraded' })
  })

  it('takes a metric that stopped for unknown, and one that nobody ever sent requests for as no signal', async () => {
    expect(await over.health(RESIZED, { ...BEHIND, metric: since({ RequestCount: null }) })).toMatchObject({ [ERRORS]: 'unknown' })
    const metric = (name: string) => (/RequestCount|TargetResponseTime/.test(name) ? null : usual(name))
    expect(Object.keys(await over.health(RESIZED, { ...BEHIND, metric }))).toEqual([expect.stringContaining('checks'), expect.stringContaining('cpu'), HEALTHY])
    expect(await over.health(RESIZED, { ...ALONE, metric: () => null })).toMatchObject({ [`failed_status_checks of ${instance_id}`]: 'unknown' })
  })

  it('gives points of five minutes within the stretches that are asked for', async () => {
    const [first] = await over.signals(RESIZED, ALONE)
    const asked = [
      { start: '2026-11-05T10:00:00.000Z', end: '2026-11-05T12:00:00.000Z' },
      { start: '2026-11-12T10:00:00.000Z', end: '2026-11-12T12:00:00.000Z' },
      { start: EXECUTED, end: NOW },
    ]
    expect(first?.points.map((p) => p.at)).toEqual(instantsOf(asked))
  })

  it('asks a machine that it stopped nothing, but whoever it served', async () => {
    expect(await over.health(STOPPED, { ...BEHIND, metric: since({ StatusCheckFailed: null, CPUUtilization: null, HealthyHostCount: 2 }) })).toEqual({
      [HEALTHY]: 'degraded',
      'latency_p95 of web behind shop': 'ok',
      [ERRORS]: 'ok',
    })
    expect(await over.health(STOPPED, ALONE)).toEqual({ [`health of ${instance_id}: it is off, and no load balancer sends anything to it`]: 'unknown' })
  })

  it('says which target groups it did not ask', async () => {
    const many = Array.from({ length: 63 }, (_, n) => ({ name: `g${n}`, vpc: 'vpc-1', balancer: 'app/shop', members: [] }))
    expect(await over.health(STOPPED, { ...ALONE, target_groups: many })).toEqual({
      'target_health of 3 more target groups, which are too many to ask': 'unknown',
    })
  })

  it('says which signals it did not pay for', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ name: `g${n}`, vpc: 'vpc-1', balancer: `app/lb${n}`, members: [instance_id] }))
    const said = await over.health(STOPPED, { ...ALONE, target_groups: many })
    expect(Object.entries(said).filter(([, status]) => status !== 'ok')).toEqual([
      ['90 more signals, which are too many to ask: healthy_targets of g30 behind lb30 and others', 'unknown'],
    ])
  })
})

describe('machines that a schedule has off', () => {
  const night = (name: string, at: string): number | null => {
    const off = at >= '2026-11-19T19:00:00.000Z'
    if (!off) return usual(name)
    return name.includes('HealthyHostCount') ? 2 : null
  }
  const late = { now: '2026-11-19T21:00:00.000Z' }

  it('misses neither them nor requests that nobody makes, in the hours in which they are off', async () => {
    expect(await over.health(SCHEDULED, { ...BEHIND, metric: night }, late)).toEqual({
      [`failed_status_checks of ${instance_id}`]: 'ok',
      [`cpu_beyond_80_pct of ${instance_id}`]: 'ok',
      [HEALTHY]: 'ok',
      [ERRORS]: 'ok',
    })
  })

  it('hears whoever asked for them while they are off, and that they did not come back', async () => {
    const asked = (name: string, at: string) => (name.includes('ELB_5XX') && at >= '2026-11-19T19:00:00.000Z' ? 30 : night(name, at))
    expect(await over.health(SCHEDULED, { ...BEHIND, metric: asked }, late)).toMatchObject({ [ERRORS]: 'degraded' })
    const gone = (name: string, at: string) => (at >= EXECUTED ? null : usual(name))
    expect(await over.health(SCHEDULED, { ...ALONE, metric: gone }, late)).toMatchObject({ [`failed_status_checks of ${instance_id}`]: 'unknown' })
  })
})

describe('what could not be asked', () => {
  const CASES: [string, string, string, object][] = [
    ['rightsize_ec2', 'DescribeInstances', 'ec2:DescribeInstances', BEHIND],
    ['rightsize_ec2', 'DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetGroups', BEHIND],
    ['rightsize_ec2', 'DescribeTargetHealth', 'elasticloadbalancing:DescribeTargetHealth', BEHIND],
    ['rightsize_ec2', 'DescribeAlarms', 'cloudwatch:DescribeAlarms', BEHIND],
    ['rightsize_ec2', 'GetMetricData', 'cloudwatch:GetMetricData', BEHIND],
    ['rightsize_rds', 'DescribeDBInstances', 'rds:DescribeDBInstances', {}],
    ['ami_disable', 'DescribeScalingActivities', 'autoscaling:DescribeScalingActivities', {}],
    ['scale_nodegroup', 'DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingGroups', {}],
    ['s3_abort_multipart', 'ListBucketMetricsConfigurations', 's3:GetMetricsConfiguration', {}],
    ['ebs_gp2_to_gp3', 'DescribeVolumeStatus', 'ec2:DescribeVolumeStatus', { volumes: [{ id: 'vol-00000000000000001', on: [], status: 'ok' }] }],
  ]
  for (const [template, call, permission, account] of CASES)
    it(`names ${permission} where the role lacks it`, async () => {
      over.aws.denied.add(call)
      const said = over.signals(actionOf(template), account)
      await expect(said).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining(`grant it the permission (${permission}`) })
    })

  it('takes a metric that could not be read for one, and not for a metric without points', async () =>
    await expect(over.signals(RESIZED, { ...ALONE, metric_status: 'InternalError' })).rejects.toMatchObject({
      code: 'provider_down',
      message: expect.stringContaining('could not read StatusCheckFailed'),
    }))
})
