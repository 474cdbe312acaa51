import { expect, it } from 'vitest'
import { bindAt } from '../fixtures/bind-situation'
import { ONE_OF_EACH } from '../fixtures/one-of-each'
import { COST_ACTIONS } from './catalogue'
import { nothingRunsOn } from './nothing-runs'
import { isWatchedAWeek } from './watched-a-week'

const NOW = '2026-11-19T09:00:00.000Z'

it('says of every template without a signal of health why nothing runs on what it changes, and of no other', async () => {
  const said: Record<string, string> = {}
  for (const s of ONE_OF_EACH) {
    const { action, port } = bindAt(s, NOW)
    const because = nothingRunsOn({ template: s.template, prechecks: await action.precheck(port, NOW) })
    if (because !== null) said[s.template] = because
  }
  const silent = Object.values(COST_ACTIONS).filter((t) => t.health_signals.length === 0 && !t.id.includes('@'))
  expect(Object.keys(said).sort()).toEqual([...new Set(silent.map((t) => t.id))].sort())
  expect(said).toEqual({
    adjust_budget_alarm: 'it is only a record about what runs',
    ebs_delete_unattached: 'no target is attached',
    eip_release: 'no target is associated',
    snapshot_delete_orphan: 'no image uses a target',
    submit_ad_feedback: 'it is only a record about what runs',
    tag_owner: 'it is only a record about what runs',
  })
})

it('does not say it where the condition is missing among those that were asked', () => {
  expect(nothingRunsOn({ template: 'eip_release', prechecks: [] })).toBeNull()
  expect(nothingRunsOn({ template: 'stop_rds', prechecks: [] })).toBeNull()
})

it('watches for a week what gets another size and is hard to give back', () => {
  const watched = Object.values(COST_ACTIONS).filter(({ id, reversibility }) => isWatchedAWeek({ template: id, reversibility }))
  expect([...new Set(watched.map((t) => t.id))].sort()).toEqual(['rightsize_ec2', 'rightsize_rds'])
})
