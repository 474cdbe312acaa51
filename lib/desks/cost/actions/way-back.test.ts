import { describe, expect, it } from 'vitest'
import { editParams } from '@/lib/desks/cost/plan/edit/edit-params'
import type { CloudPort } from '../connectors/cloud/port'
import { bindAt } from '../fixtures/bind-situation'
import { type Situation, withState } from '../fixtures/one-of-each'
import { situationNamed } from '../fixtures/other-targets'

const run = (key: string) => ({ now: '2026-11-19T09:00:00.000Z', key, mode: 'live' }) as const

describe('an owner that is taken back', () => {
  it.each([
    ['was not there', { env: 'dev' }],
    ['was another', { env: 'dev', owner: 'tomas' }],
  ])('leaves the tags exactly as they were where the key %s', async (_name, tags) => {
    for (const name of ['tag_owner', 'tag_owner of a database', 'tag_owner of a bucket']) {
      const { action, port } = bindAt(withState(situationNamed(name), { tags }))
      const [arn = ''] = action.targets.map((t) => t.arn)
      const before = await action.capture(port, run('read'))
      expect((await action.apply(port, run('apply'))).outcome).toBe('success')
      expect(await port.tags(action.place, arn)).toEqual({ ...tags, owner: 'mara' })
      expect((await action.rollback(port, before, run('rollback'))).outcome).toBe('success')
      expect(await port.tags(action.place, arn)).toEqual(tags)
    }
  })
})

describe('a database that is stopped', () => {
  async function nameOf(s: Situation, key: string): Promise<(string | null)[]> {
    const { action, port } = bindAt(s)
    const names: (string | null)[] = []
    const stopDatabase: CloudPort['stopDatabase'] = (place, id, name, m) => {
      names.push(name)
      return port.stopDatabase(place, id, name, m)
    }
    await action.apply({ ...port, stopDatabase }, run(key))
    return names
  }

  it('is snapshotted first where no snapshot is fresh, under one name for one run', async () => {
    const s = withState(situationNamed('stop_rds'), { latest_snapshot_at: null })
    const first = await nameOf(s, 'a')
    expect(first).toEqual([expect.stringMatching(/^countersign-reports-[0-9a-f]{12}$/)])
    expect(await nameOf(s, 'a')).toEqual(first)
    expect(await nameOf(s, 'b')).not.toEqual(first)
  })

  it('is stopped without another where one is less than a day old', async () => expect(await nameOf(situationNamed('stop_rds'), 'a')).toEqual([null]))
})

it('an alarm that nobody asked for yet can be asked for by an edit, within its bounds', () => {
  const { action } = bindAt(situationNamed('adjust_budget_alarm'))
  expect(editParams(action.bounds, action.params, { 'targets.alarm_pct': 120 })).toMatchObject({ targets: [{ alarm_pct: 120 }] })
  expect(() => editParams(action.bounds, action.params, { 'targets.alarm_pct': 160 })).toThrow('from 50 to 150')
  expect(() => editParams(action.bounds, action.params, { 'nothing.alarm_pct': 120 })).toThrow('cannot be edited')
})
