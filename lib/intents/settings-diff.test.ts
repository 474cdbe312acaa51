import { expect, it } from 'vitest'
import type { AuditEntry } from '@/schemas/audit'
import { settingsDiffs } from './settings-diff'

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
  Object.fromEntries(settingsDiffs(changed({ was, values }), NOW).flatMap((d) => (d.kind === 'kv_diff' ? d.lines.map((l) => [l.key, l.risk]) : [])))

it('says which change protects people less and which protects them more', () => {
  expect(
    risks(
      { max_targets: 20, denied_templates: [], guard_tags: ['keep'], least_level: 'L1', auto_templates: ['a'] },
      { max_targets: 50, denied_templates: ['stop_idle'], guard_tags: [], least_level: 'L2', auto_templates: [] },
    ),
  ).toEqual({ 'max targets': 'looser', 'denied templates': 'stricter', 'guard tags': 'looser', 'least level': 'stricter', 'auto templates': 'stricter' })
})

it('does not judge what it cannot: another name in a list, a level that was not set, a setting of another kind', () => {
  expect(risks({ guard_tags: ['keep'], least_level: null }, { guard_tags: ['hold'], least_level: 'L2' })).toEqual({
    'guard tags': 'unknown',
    'least level': 'unknown',
  })
})

it('says that the former value is not known where an older event did not keep it', () => {
  const [diff] = settingsDiffs(changed({ values: { max_targets: 50 } }), NOW)
  expect(diff?.lines[0]).toMatchObject({ before: null, after: '50', risk: 'unknown' })
})

it('is nothing for another event', () => expect(settingsDiffs(changed({ values: {} }, 'case.opened'), NOW)).toEqual([]))

it('sets a structured setting out value by value, each with what it does to what protects people', () => {
  const [diff, ...more] = settingsDiffs(changed({ was: { max_targets: { prod: 3, dev: 10 } }, values: { max_targets: { prod: 2, dev: 20 } } }), NOW)
  expect(more).toEqual([])
  expect(diff).toMatchObject({
    kind: 'json_diff',
    lines: [
      { path: 'dev', before: '10', after: '20', risk: 'looser' },
      { path: 'prod', before: '3', after: '2', risk: 'stricter' },
    ],
  })
})

it('says that a secret of a connector changed and shows neither of them', () => {
  const tickets = (token: string) => ({ tickets: { kind: 'jira', url: 'https://acme.example', token } })
  const diffs = settingsDiffs(changed({ was: { connectors: tickets('env:OLD_ONE') }, values: { connectors: tickets('env:NEW_ONE') } }), NOW)
  expect(diffs).toMatchObject([{ lines: [{ path: 'tickets.token', before: null, after: null, hidden_by: 'secrets' }] }])
  expect(JSON.stringify(diffs)).not.toMatch(/OLD_ONE|NEW_ONE/)
})

it('shows no part of a structure whose former value was not kept', () =>
  expect(JSON.stringify(settingsDiffs(changed({ values: { connectors: { tickets: { token: 'env:NEW_ONE' } } } }), NOW))).not.toContain('NEW_ONE'))
