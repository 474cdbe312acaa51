import { expect, it } from 'vitest'
import { auditDetail } from '@/lib/intents/audit-words'
import type { AuditEntry, AuditKind } from '@/schemas/audit'

const entryOf = (kind: AuditKind, body: Record<string, unknown>): AuditEntry => ({
  chain: 'tn_test',
  seq: 1,
  at: '2026-11-19T09:00:00.000Z',
  kind,
  subject: 'subject',
  actor: '{}',
  body: JSON.stringify(body),
  prev: '',
  hash: '',
})

it('names the person or the organisation that an entry is about, in the form they are written in', () => {
  expect(auditDetail(entryOf('person.added', { name: 'Mara_Lindqvist', roles: ['viewer'] }))).toBe('Mara_Lindqvist')
  expect(auditDetail(entryOf('person.changed', { name: 'Mara', roles: [], roles_before: ['viewer'] }))).toBe('Mara')
  expect(auditDetail(entryOf('tenant.created', { name: 'Lumen' }))).toBe('Lumen')
})

it('names to every reader of the trail nothing that its own list shows to its holder alone', () => {
  for (const kind of [
    'token.created',
    'token.revoked',
    'view.saved',
    'view.renamed',
    'view.shared',
    'view.deleted',
    'passkey.added',
    'passkey.removed',
  ] as const)
    expect(auditDetail(entryOf(kind, { name: 'jobs that I look for', kind: 'personal', is_shared: false })), kind).not.toContain('jobs')
})

it('names the work that was paused or asked for in words', () => {
  expect(auditDetail(entryOf('schedule.run_asked', { name: 'waste_sweep' }))).toBe('waste sweep')
})
