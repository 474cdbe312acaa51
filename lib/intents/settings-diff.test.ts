import { expect, it } from 'vitest'
import type { AuditEntry } from '@/schemas/audit'
import { settingsDiff } from './settings-diff'

const NOW = '2026-11-19T09:00:00.000Z'
const changed = (body: unknown, kind = 'settings.changed'): AuditEntry => ({
  chain: 'tn_northlight',
  seq: 7,
  at: '2026-11-19T08:00:00.000000Z',
  kind,
  subject: 'tn_northlight',
  actor: '{}',
  body: JSON.stringify(body),
  prev: 'a'.repeat(64),
  hash: 'b'.repeat(64),
})
const risks = (was: Record<string, unknown>, values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries((settingsDiff(changed({ was, values }), NOW)?.lines ?? []).map((l) => [l.key, l.risk]))

it('says which change protects people less and which protects them more', () => {
  expect(
    risks(
      { max_targets: 20, denied_templates: [], guard_tags: ['keep'], least_level: 'L1', auto_templates: ['a'] },
      { max_targets: 50, denied_templates: ['stop_idle'], guard_tags: [], least_level: 'L2', auto_templates: [] },
    ),
  ).toEqual({ 'max targets': 'looser', 'denied templates': 'stricter', 'guard tags': 'looser', 'least level': 'stricter', 'auto templates': 'stricter' })
})

it('does not judge what it cannot: another name in a list, a level that was not set, a setting of another kind', () => {
  expect(risks({ guard_tags: ['keep'], least_level: null, connectors: {} }, { guard_tags: ['hold'], least_level: 'L2', connectors: { a: 1 } })).toEqual({
    'guard tags': 'unknown',
    'least level': 'unknown',
    connectors: 'unknown',
  })
})

it('says that the former value is not known where an older event did not keep it', () => {
  const [line] = settingsDiff(changed({ values: { max_targets: 50 } }), NOW)?.lines ?? []
  expect(line).toMatchObject({ before: null, after: '50', risk: 'unknown' })
})

it('is nothing for another event', () => expect(settingsDiff(changed({ values: {} }, 'case.opened'), NOW)).toBeNull())
