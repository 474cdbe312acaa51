import { describe, expect, it } from 'vitest'
import { Actor } from '@/schemas/actor'
import { InstanceInventory, VolumeInventory } from '@/schemas/evidence/cloud'
import { ChangeEvents } from '@/schemas/evidence/cost'
import { LABELS } from './causes'
import { demoChangeEvents } from './change-events'
import { ESTATE, LINES } from './estate'
import { DEMO_PEOPLE, DEMO_START, DEMO_TENANT } from './people'

const WINDOW = { start: '2026-10-01', end: '2026-11-20' }

describe('the demonstration estate', () => {
  it('has instances and volumes in the shape of their evidence', () => {
    for (const { account_id, quirks: _, ...instance } of ESTATE.instances)
      InstanceInventory.parse({ kind: 'cloud.instances', account_id, instances: [{ ...instance, schedule: null, metric_days: 9 }] })
    for (const { account_id, quirks: _, ...volume } of ESTATE.volumes) VolumeInventory.parse({ kind: 'cloud.volumes', account_id, volumes: [volume] })
  })

  it('has nine idle instances from the load test and forty others, some of which nobody may stop', () => {
    const loadTests = ESTATE.instances.filter((i) => i.tags['created-by'] === 'load-test')
    expect(loadTests.map((i) => i.tags['Name'])).toEqual(Array.from({ length: 9 }, (_, i) => `loadtest-${i + 1}`))
    expect(loadTests.every((i) => (i.cpu_p95_pct ?? 100) < 2 && (i.network_mb_per_hour ?? 100) < 1 && i.account_id === '210000000006')).toBe(true)
    expect(ESTATE.instances).toHaveLength(49)
    const others = ESTATE.instances.filter((i) => !loadTests.includes(i))
    for (const is of [
      (i: (typeof others)[number]) => i.is_spot,
      (i: (typeof others)[number]) => i.auto_scaling_group !== null,
      (i: (typeof others)[number]) => i.has_instance_store,
      (i: (typeof others)[number]) => i.tags['do-not-modify'] === 'true',
    ])
      expect(others.some(is)).toBe(true)
  })

  it('has every resource and line once', () => {
    const arns = [...ESTATE.instances, ...ESTATE.volumes, ...ESTATE.log_groups].map((r) => r.arn)
    expect(new Set(arns).size).toBe(arns.length)
    expect(new Set(LINES.map((line) => line.line_id)).size).toBe(LINES.length)
  })

  it('has people whose roles the system knows', () => {
    for (const { id, name, roles } of DEMO_PEOPLE) Actor.parse({ kind: 'person', id, name, roles, tenant_id: DEMO_TENANT.tenant_id, surface: 'web' })
    expect(DEMO_PEOPLE).toHaveLength(6)
  })
})

describe('changes around the causes', () => {
  it('has the deploy of 16 November at 13:20 and the route change of 12 November among at least six others', () => {
    const { events } = ChangeEvents.parse(demoChangeEvents(WINDOW, DEMO_START))
    expect(events.filter((e) => e.sub_account_id === '210000000005' && e.at.startsWith('2026-11-16')).map((e) => [e.at, e.title])).toEqual([
      ['2026-11-16T13:20:00.000Z', 'payments-api 4.18.0'],
    ])
    expect(events.filter((e) => e.sub_account_id === '210000000003').map((e) => e.type)).toEqual(['config'])
    expect(events.filter((e) => e.at >= '2026-11-02').length).toBeGreaterThanOrEqual(8)
  })

  it('has no other change in the account of a cause from a day before it to six hours after', () => {
    const { events } = demoChangeEvents(WINDOW, DEMO_START)
    for (const label of LABELS.filter((l) => l.category !== 'deploy_related' && l.trigger === null)) {
      const start = Date.parse(label.start)
      const near = events.filter(
        (e) => e.sub_account_id === label.scope.sub_account_id && Date.parse(e.at) > start - 24 * 3_600_000 && Date.parse(e.at) < start + 6 * 3_600_000,
      )
      expect([label.cause, near.map((e) => e.title)]).toEqual([label.cause, []])
    }
  })

  it('shows no change before it happened', () => {
    expect(demoChangeEvents(WINDOW, '2026-11-16T13:19:59.000Z').events.map((e) => e.title)).not.toContain('payments-api 4.18.0')
  })
})
