import { describe, expect, it } from 'vitest'
import { bindAt } from '../fixtures/bind-situation'
import { situationOf, withState } from '../fixtures/one-of-each'
import { situationNamed } from '../fixtures/other-targets'
import { DATABASE } from '../fixtures/resource-states'
import { DEV } from '../fixtures/small-estate'
import { COST_ACTIONS } from './catalogue'

const NOW = '2026-11-19T09:00:00.000Z'

const { setup: SETUP, offers } = DATABASE
const [OFFER] = offers

type Guard = [template: string, guard: string, differs: Record<string, unknown>, check: string]
const guards: Guard[] = [
  ['adjust_budget_alarm', 'a budget in another currency', { unit: 'EUR' }, 'same_currency'],
  ['adjust_budget_alarm', 'more than twice the present limit', { limit: '700' }, 'within_range'],
  ['adjust_budget_alarm of an alarm', 'a budget without an alarm', { thresholds_pct: [] }, 'alarm_tells_somebody'],
  ['set_log_retention', 'a legal hold', { tags: { 'legal-hold': 'x' } }, 'guard_tag'],
  ['set_log_retention', 'a group that keeps its events no longer', { retention_days: 7 }, 'shortens'],
  ['set_log_retention', 'events that are nowhere else', { has_subscription: false }, 'events_are_elsewhere'],
  ['set_log_retention', 'an export that ends too early', { has_subscription: false, exported_until: '2026-06-01T00:00:00.000Z' }, 'events_are_elsewhere'],
  ['s3_abort_multipart', 'a bucket with do-not-modify', { tags: { 'do-not-modify': 'true' } }, 'guard_tag'],
  ['s3_abort_multipart', 'a rule that is there', { rules: [{ ID: 'countersign-abort-multipart' }] }, 'no_such_rule_yet'],
  ['s3_lifecycle_transition', 'locked objects', { has_object_lock: true }, 'no_object_lock'],
  ['s3_lifecycle_transition', 'a replicated bucket', { has_replication: true }, 'not_replicated'],
  ['stop_rds', 'a pci database', { tags: { pci: 'yes' } }, 'guard_tag'],
  ['stop_rds', 'a database younger than a day', { created_at: '2026-11-19T01:00:00.000Z' }, 'older_than_24_h'],
  ['stop_rds', 'a member of a cluster', { is_cluster_member: true }, 'not_in_cluster'],
  ['stop_rds', 'a source of replicas', { is_replicated: true }, 'not_replicated'],
  ['stop_rds', 'a database that is busy with something', { status: 'modifying' }, 'available'],
  ['stop_rds', 'SQL Server in several zones', { engine: 'sqlserver-se', is_multi_az: true }, 'may_be_stopped'],
  ['stop_rds', 'a key that is disabled', { setup: { ...SETUP, encryption_key: 'unusable' } }, 'encryption_key'],
  ['stop_rds', 'a key that cannot be read', { setup: { ...SETUP, encryption_key: 'unknown' } }, 'encryption_key'],
  ['schedule_nonprod of a database', 'a protected database', { tags: { env: 'dev', 'manual-only': 'yes' } }, 'guard_tag'],
  ['schedule_nonprod of a database', 'a database younger than a day', { created_at: '2026-11-19T01:00:00.000Z' }, 'older_than_24_h'],
  ['schedule_nonprod of a database', 'a database in production', { tags: { env: 'prod' } }, 'non_production'],
  ['schedule_nonprod of a database', 'an environment that is not known', { tags: {} }, 'non_production'],
  ['schedule_nonprod of a database', 'a member of a cluster', { is_cluster_member: true }, 'not_in_cluster'],
  ['schedule_nonprod of a database', 'a replica', { is_replicated: true }, 'not_replicated'],
  ['schedule_nonprod of a database', 'SQL Server in several zones', { engine: 'sqlserver-se', is_multi_az: true }, 'may_be_stopped'],
  ['schedule_nonprod of a database', 'a database that is stopped', { status: 'stopped' }, 'available'],
  ['schedule_nonprod of a database', 'a connection at night', { busy_hours: ['2026-11-17T23:00:00.000Z'] }, 'quiet_off_hours'],
  ['schedule_nonprod of a database', 'connections that are not known', { busy_hours: null }, 'quiet_off_hours'],
  ['schedule_nonprod of a database', 'another scheduler', { tags: { env: 'dev', Schedule: 'office' } }, 'no_other_scheduler'],
  ['schedule_nonprod of a database', 'a schedule of ours', { schedule: { time_zone: 'UTC', days: [3], on_hour: 7, off_hour: 24 } }, 'no_other_scheduler'],
  ['schedule_nonprod of a database', 'a disabled key', { setup: { ...SETUP, encryption_key: 'unusable' } }, 'encryption_key'],
  ['schedule_nonprod of a cluster', 'a global or replicated cluster', { is_replicated: true }, 'not_replicated'],
  ['schedule_nonprod of a cluster', 'Aurora Serverless v1', { is_serverless: true }, 'may_be_stopped'],
  ['schedule_nonprod of a cluster', 'a cluster that is not Aurora', { engine: 'mysql' }, 'may_be_stopped'],
  ['schedule_nonprod of a cluster', 'a key that cannot be read', { encryption_key: 'unknown' }, 'encryption_key'],
  ['tag_owner of a database', 'a protected database', { tags: { pci: 'yes' } }, 'guard_tag'],
  ['tag_owner of a bucket', 'another owner', { tags: { owner: 'tomas' } }, 'no_owner_yet'],
  ['ebs_delete_unattached', 'a key that is disabled', { encryption_key: 'unusable' }, 'encryption_key'],
  ['ebs_delete_unattached', 'a key that gives us no grant', { encryption_key: 'unknown' }, 'encryption_key'],
  ['stop_idle_ec2', 'a key that gives us no grant', { quirks: ['customer_key_grants_nothing'] }, 'encryption_key'],
  ['schedule_nonprod', "a key that the scheduler's role would have to use", { quirks: ['customer_key'] }, 'scheduler_may_open'],
  ['stop_rds', 'a database that somebody uses', { connections_most: 2 }, 'no_connections'],
  ['stop_rds', 'connections that are not known', { connections_most: null }, 'no_connections'],
  ['rightsize_rds', 'a change that waits', { pending_class: 'db.r6g.large' }, 'nothing_pending'],
  ['rightsize_rds', 'a busy CPU', { cpu_p99_pct: 70 }, 'cpu_fits'],
  ['rightsize_rds', 'a full memory', { free_memory_least_mib: 2000 }, 'memory_fits'],
  ['rightsize_rds', 'unknown memory', { free_memory_least_mib: null }, 'memory_fits'],
  ['rightsize_ec2', 'an Auto Scaling member', { auto_scaling_group: 'web' }, 'not_in_scaling_group'],
  ['rightsize_ec2', 'local disks', { has_instance_store: true }, 'no_local_disk'],
  ['rightsize_ec2', 'a spot instance', { is_spot: true }, 'not_spot'],
  ['rightsize_ec2', 'termination protection', { has_termination_protection: true }, 'no_termination_protection'],
  ['rightsize_ec2', 'a key that cannot be read', { quirks: ['customer_key_unreadable'] }, 'encryption_key'],
  ['rightsize_ec2', 'status checks that fail', { quirks: ['status_checks_fail'] }, 'boots_healthy'],
  ['rightsize_ec2', 'status checks that are not known', { quirks: ['status_checks_unknown'] }, 'boots_healthy'],
  ['rightsize_ec2', 'a product of a seller', { quirks: ['sold_product'] }, 'product_may_start'],
  ['rightsize_ec2', 'a zone that does not offer the type', { setup: { zone: 'eu-west-1c' } }, 'offered_in_zone'],
  ['rightsize_ec2', 'more interfaces than the type takes', { setup: { interfaces: 5 } }, 'interfaces_fit'],
  ['rightsize_ec2', 'more addresses than an interface of the type takes', { setup: { ipv4_most: 16 } }, 'interfaces_fit'],
  ['rightsize_ec2', 'more IPv6 addresses than an interface takes', { setup: { ipv6_most: 16 } }, 'interfaces_fit'],
  ['rightsize_ec2', 'more volumes than the type takes with its interfaces', { setup: { volumes: 28 } }, 'volumes_fit'],
  ['rightsize_ec2', 'an image of another virtualisation', { setup: { virtualization: 'paravirtual' } }, 'starts_there'],
  ['rightsize_ec2', 'an image without ENA', { setup: { has_ena: false } }, 'starts_there'],
  ['rightsize_ec2', 'a boot mode that the type does not have', { setup: { boot_mode: 'mac-boot' } }, 'starts_there'],
  ['rightsize_ec2', 'hibernation', { setup: { may_hibernate: true } }, 'may_not_hibernate'],
  ['rightsize_ec2', 'a capacity reservation', { setup: { held_capacity: 'cr-1' } }, 'no_held_capacity'],
  ['rightsize_ec2', 'a placement group', { setup: { placement_group: 'close' } }, 'no_placement_group'],
  ['rightsize_ec2', 'a licence that is billed with it', { setup: { usage_operation: 'RunInstances:0006' } }, 'licences_allow'],
  ['rightsize_ec2', 'a licence that is not known', { setup: { usage_operation: '' } }, 'licences_allow'],
  ['rightsize_ec2', 'a licence configuration', { setup: { licence_configurations: 1 } }, 'licences_allow'],
  ['rightsize_ec2', 'a dedicated host', { quirks: ['dedicated_tenancy'] }, 'shared_tenancy'],
  ['rightsize_rds', 'a class that is not sold there', { offers: [] }, 'class_is_offered storage_fits'],
  ['rightsize_rds', 'a class that is not sold in its zone', { offers: [{ ...OFFER, zones: ['eu-west-1b'] }] }, 'class_is_offered'],
  ['rightsize_rds', 'a class that may not run in several zones', { is_multi_az: true, offers: [{ ...OFFER, may_be_multi_az: false }] }, 'multi_az_is_offered'],
  ['rightsize_rds', 'more storage than the class takes', { offers: [{ ...OFFER, most_gib: 100 }] }, 'storage_fits'],
  ['rightsize_rds', 'more operations than the class takes', { offers: [{ ...OFFER, most_iops: 1000 }] }, 'storage_fits'],
  ['rightsize_rds', 'more connections than the class takes', { connections_most: 800 }, 'connections_fit'],
  ['rightsize_rds', 'connections that are not known', { connections_most: null }, 'connections_fit'],
  ['rightsize_rds', 'connections of an engine whose limit is not known', { engine: 'oracle-se2' }, 'connections_fit'],
  ['rightsize_rds', 'a licence of your own', { setup: { ...SETUP, license_model: 'bring-your-own-license' } }, 'licences_allow'],
  ['stop_idle_ec2', 'status checks that fail', { quirks: ['status_checks_fail'] }, 'boots_healthy'],
  ['schedule_nonprod', 'a product of a seller', { quirks: ['sold_product'] }, 'product_may_start'],
  ['rightsize_ec2', 'memory that nobody measures', { peak: { cpu_p99_pct: 20, memory_p99_pct: null } }, 'memory_fits'],
  ['rightsize_ec2', 'a busy CPU', { peak: { cpu_p99_pct: 60, memory_p99_pct: 20 } }, 'cpu_fits'],
  ['rightsize_ec2', 'a full memory', { peak: { cpu_p99_pct: 20, memory_p99_pct: 60 } }, 'memory_fits'],
  ['ebs_delete_unattached', 'an attached volume', { state: 'in-use' }, 'unattached'],
  ['ebs_delete_unattached', 'a volume that was used lately', { active_days: 2 }, 'unattached_for_14_days'],
  ['ebs_delete_unattached', 'activity that is not known', { active_days: null }, 'unattached_for_14_days'],
  ['ebs_delete_unattached', 'a volume younger than two weeks', { created_at: '2026-11-15T00:00:00.000Z' }, 'unattached_for_14_days'],
  ['ebs_delete_unattached', 'a volume kept for recovery', { tags: { DR: 'yes' } }, 'not_kept_for_recovery'],
  ['ebs_delete_unattached', 'no snapshot', { latest_snapshot: null }, 'snapshot_holds_it'],
  [
    'ebs_delete_unattached',
    'a snapshot from before its last use',
    { latest_snapshot: { snapshot_id: 'snap-0a', started_at: '2026-10-20T00:00:00.000Z' } },
    'snapshot_holds_it',
  ],
  ['snapshot_delete_orphan', 'a snapshot of an image', { is_used_by_image: true }, 'not_used_by_image'],
  ['snapshot_delete_orphan', 'a shared snapshot', { is_shared: true }, 'not_shared'],
  ['snapshot_delete_orphan', 'a locked snapshot', { is_locked: true }, 'not_locked'],
  ['snapshot_delete_orphan', 'a backup', { tags: { 'aws:backup:source-resource': 'x' } }, 'not_a_backup'],
  ['snapshot_delete_orphan', 'a young snapshot', { started_at: '2026-11-10T00:00:00.000Z' }, 'old_enough'],
  ['snapshot_delete_orphan', 'no Recycle Bin rule', { recycle_bin_days: 0 }, 'recycle_bin_keeps_it'],
  ['snapshot_delete_orphan', 'rules that cannot be read', { recycle_bin_days: null }, 'recycle_bin_keeps_it'],
  ['ami_disable', 'a shared image', { is_shared: true }, 'not_shared'],
  ['ami_disable', 'an image that a launch template names', { used_by: ['lt-1'] }, 'not_used'],
  ['ami_disable', 'an image that is disabled', { state: 'disabled' }, 'available'],
  ['eip_release', 'an address in use', { is_associated: true }, 'not_associated'],
  ['eip_release', 'an address that a partner knows', { tags: { partner: 'acme' } }, 'not_known_outside'],
  ['scale_nodegroup', 'a group of another size', { desired: 9 }, 'size_as_planned'],
  ['scale_nodegroup', 'a refresh of its instances', { is_instance_refresh_running: true }, 'nothing_under_way'],
  ['scale_nodegroup', 'too little room', { cpu_most_pct: 70 }, 'headroom'],
  ['scale_nodegroup', 'room that is not known', { cpu_most_pct: null }, 'headroom'],
  ['k8s_rightsize_requests', 'a protected workload', { labels: { 'manual-only': 'true' } }, 'guard_tag'],
  ['k8s_rightsize_requests', 'an autoscaler on the requests', { is_autoscaled: true }, 'not_autoscaled'],
  ['k8s_rightsize_requests', 'guaranteed quality of service', { limits: { cpu_milli: 2000, memory_mib: 4096 } }, 'same_quality'],
  ['k8s_rightsize_requests', 'other requests than were planned with', { requests: { cpu_milli: 1500, memory_mib: 4096 } }, 'requests_as_planned'],
]

describe('an action refuses', () => {
  it.each(guards)('%s: %s', async (template, _guard, differs, check) => {
    const { action, port } = bindAt(withState(situationNamed(template), differs), NOW)
    const open = (await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed')
    expect(open.map((c) => c.id)).toEqual(check.split(' '))
    expect(open[0]?.failed_targets).toHaveLength(1)
  })

  const bounds: [string, string, Record<string, unknown>, string][] = [
    ['set_log_retention', 'days that CloudWatch Logs does not know', { days: 31 }, 'days'],
    ['s3_abort_multipart', 'more than thirty days', { days: 31 }, 'days'],
    ['s3_lifecycle_transition', 'less than thirty days', { after_days: 29 }, 'after_days'],
    ['s3_lifecycle_transition', 'a class that takes hours to read', { storage_class: 'DEEP_ARCHIVE' }, 'storage_class'],
    ['stop_rds', 'more than a week', { days: 8 }, 'days'],
    ['ebs_delete_unattached', 'a deletion without a snapshot', { require_snapshot: false }, 'require_snapshot'],
    ['rightsize_rds', 'more than all of the saving', { marginal_ratio: '2' }, 'marginal_ratio'],
  ]
  it.each(bounds)('%s: %s', (template, _bound, differs, named) => {
    expect(() => COST_ACTIONS[template]?.bind({ ...situationOf(template).params, ...differs })).toThrow(named)
  })

  const targets: [string, string, Record<string, unknown>, string][] = [
    ['adjust_budget_alarm', 'an alarm far from the limit', { alarm_pct: 160 }, 'alarm_pct'],
    ['adjust_budget_alarm', 'an alarm far below the limit', { alarm_pct: 49 }, 'alarm_pct'],
    ['scale_nodegroup', 'more than a quarter of the nodes at once', { nodes: 20, desired: 14 }, 'quarter'],
    ['scale_nodegroup', 'fewer nodes than are safe', { desired: 6, min_safe: 7 }, 'min_safe'],
    ['k8s_rightsize_requests', 'requests below what is used', { to: { cpu_milli: 420, memory_mib: 1024 } }, '15 %'],
    ['k8s_rightsize_requests', 'requests above today', { to: { cpu_milli: 3000, memory_mib: 4096 } }, 'more than today'],
    ['k8s_rightsize_requests', 'a week of data', { data_days: 7 }, 'data_days'],
  ]
  it.each(targets)('%s: %s', (template, _bound, differs, named) => {
    const { params } = situationOf(template)
    expect(() => COST_ACTIONS[template]?.bind({ ...params, targets: params.targets.map((t) => ({ ...t, ...differs })) })).toThrow(named)
  })

  it('schedule_nonprod: instances and databases in one action, and a bucket', () => {
    const [one, other] = [situationOf('schedule_nonprod'), situationNamed('schedule_nonprod of a database')]
    const both = { ...other.params, targets: [...other.params.targets, ...one.params.targets] }
    expect(() => COST_ACTIONS['schedule_nonprod']?.bind(both)).toThrow('targets.1')
    const bucket = { ...one.params, targets: one.params.targets.map((t) => ({ ...t, arn: 'arn:aws:s3:::exports' })) }
    expect(() => COST_ACTIONS['tag_owner']?.bind({ ...bucket, schedule: undefined })).toThrow('key')
  })

  it('tag_owner: a resource of a service that nobody tags from here', () => {
    const { params } = situationNamed('tag_owner of a database')
    const targets = [{ arn: 'arn:aws:iam::111122223333:role/someone', label: 'role' }]
    expect(() => COST_ACTIONS['tag_owner']?.bind({ ...params, targets })).toThrow('service')
  })

  it('eip_release: an address that the bill has shown as idle for less than a week', async () => {
    const s = situationOf('eip_release')
    const { action, port } = bindAt({ ...s, params: { ...s.params, targets: s.params.targets.map((t) => ({ ...t, idle_since: '2026-11-15' })) } })
    expect((await action.precheck(port, NOW)).find((c) => c.outcome !== 'passed')).toMatchObject({ id: 'idle_for_a_week' })
  })

  it('set_log_retention: a group that is named like an audit trail, unless it is listed', async () => {
    const s = withState(situationOf('set_log_retention'), { name: '/audit/app', arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/audit/app' })
    const params = { ...s.params, targets: s.params.targets.map((t) => ({ ...t, name: '/audit/app' })) }
    const open = async (listed: string[]) => {
      const { action, port } = bindAt({ ...s, params: { ...params, listed } }, NOW)
      return (await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed').map((c) => c.id)
    }
    expect(await open([])).toEqual(['not_for_audit'])
    expect(await open(['/audit/app'])).toEqual([])
  })

  it('s3_lifecycle_transition: small objects, and a move that is not earned back', async () => {
    const s = situationOf('s3_lifecycle_transition')
    const open = async (differs: Record<string, unknown>) => {
      const { action, port } = bindAt({ ...s, params: { ...s.params, targets: s.params.targets.map((t) => ({ ...t, ...differs })) } })
      return (await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed').map((c) => c.id)
    }
    expect(await open({ average_size_bytes: 4000 })).toEqual(['large_enough'])
    expect(await open({ objects: 100_000_000 })).toEqual(['pays_back'])
  })

  it('s3_lifecycle_transition: what CloudWatch counts now and not at planning, and what it has not counted', async () => {
    const open = async (contents: Record<string, unknown> | undefined, storage_class = 'STANDARD_IA') => {
      const s = withState(situationOf('s3_lifecycle_transition'), { contents })
      const { action, port } = bindAt({ ...s, params: { ...s.params, storage_class } })
      return (await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed').map((c) => [c.id, c.outcome])
    }
    expect(await open({ objects: 250_000, standard_bytes: 25_000_000_000 })).toEqual([['large_enough', 'failed']])
    expect(await open({ objects: 90_000_000, standard_bytes: 9e15 })).toEqual([['pays_back', 'failed']])
    expect(await open({ objects: 40_000_000, standard_bytes: 9e15 })).toEqual([])
    // Watching so many objects costs most of what the class saves.
    expect(await open({ objects: 40_000_000, standard_bytes: 9e15 }, 'INTELLIGENT_TIERING')).toEqual([['pays_back', 'failed']])
    for (const unknown of [undefined, { objects: null, standard_bytes: null }])
      expect(await open(unknown)).toEqual([
        ['large_enough', 'unknown'],
        ['pays_back', 'unknown'],
      ])
  })

  it('s3_lifecycle_transition: a region whose prices are not known', async () => {
    const s = situationOf('s3_lifecycle_transition')
    const { action, port } = bindAt({ ...s, params: { ...s.params, region_id: 'sa-east-1' } })
    expect((await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed')).toMatchObject([
      { id: 'pays_back', outcome: 'unknown', detail: expect.stringContaining('what storage classes cost in sa-east-1') },
    ])
  })

  it('rightsize_ec2: another architecture', async () => {
    const s = situationOf('rightsize_ec2')
    const { action, port } = bindAt({ ...s, params: { ...s.params, targets: s.params.targets.map((t) => ({ ...t, to_type: 'm6g.xlarge' })) } })
    expect((await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed').map((c) => c.id)).toContain('same_family')
  })
})

describe('submit_ad_feedback', () => {
  const asked = (state: Record<string, unknown>, target: Record<string, unknown> = {}) => {
    const s = withState(situationOf('submit_ad_feedback'), state)
    return bindAt({ ...s, params: { ...s.params, targets: s.params.targets.map((t) => ({ ...t, ...target })) } })
  }
  const open = async ({ action, port }: ReturnType<typeof asked>) => (await action.precheck(port, NOW)).filter((c) => c.outcome !== 'passed').map((c) => c.id)

  it('answers nothing that was answered since the plan was made, or says what it was told already', async () => {
    expect(await open(asked({ answer: 'PLANNED_ACTIVITY' }))).toEqual(['answered_by_nobody_since'])
    expect(await open(asked({ answer: 'YES' }, { former: 'YES' }))).toEqual(['says_something_new'])
    expect(await open(asked({ answer: null }))).toEqual(['answered_by_nobody_since'])
  })

  it('says that a first answer stays, and a rollback sends nothing and claims nothing', async () => {
    const { action, port, log } = asked({ answer: null }, { former: null })
    expect(await open(asked({ answer: null }, { former: null }))).toEqual([])
    const run = (key: string) => ({ now: NOW, key, mode: 'live' }) as const
    const before = await action.capture(port, run('read'))
    expect((await action.apply(port, run('apply'))).outcome).toBe('success')
    expect(action.effect(before, await action.capture(port, run('read')))).toMatchObject({ status: 'in_place' })
    const sent = (await log.read()).length
    expect(await action.rollback(port, before, run('rollback'))).toMatchObject({ outcome: 'noop', changed: [], detail: 'nothing is to be sent' })
    expect((await log.read()).length).toBe(sent)
    expect(action.fields(before)).toEqual([])
    expect(action.facts.reversible_for).toContain('a first answer stays')
    expect(action.rollback_recipe.join(' ')).toContain('no way to take a first one back')
  })
})

it('ebs_delete_unattached: keeps the snapshot for the days that it promises, and deletes nothing when the snapshot cannot be kept', async () => {
  const s = situationOf('ebs_delete_unattached')
  const kept = bindAt(s, NOW)
  await kept.action.apply(kept.port, { now: NOW, key: 'k', mode: 'live' })
  expect((await kept.port.deleteSnapshot(DEV, 'snap-0a', { dry_run: false, idempotency_key: 'other' })).status).toBe('refused')
  expect(COST_ACTIONS['ebs_delete_unattached']).toMatchObject({ reversible_hours: 35 * 24, reversible_for: expect.stringContaining('locked') })

  const others = (s.estate.others ?? []).map((o) => (o.kind === 'disk_snapshot' ? { ...o, quirks: ['not_permitted' as const] } : o))
  const { action, port } = bindAt({ ...s, estate: { ...s.estate, others } })
  expect(await action.dryRun(port, { now: NOW, key: 'try', mode: 'dry_run' })).toMatchObject({
    outcome: 'would_fail',
    detail: expect.stringContaining('LockSnapshot'),
  })
  expect(await action.apply(port, { now: NOW, key: 'k', mode: 'live' })).toMatchObject({ outcome: 'failed', changed: [] })
  expect(await port.diskVolumes(DEV, ['vol-00000000000000009'])).toHaveLength(1)
})
