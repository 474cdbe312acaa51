import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { AuditEntry, type AuditEvent } from '@/schemas/audit'
import { keepPositions } from './prune-store'
import { auditHead, auditOfCase, countAudit, exportAudit, findAuditByKey, listAudit, verifyAudit } from './store'
import { verifyPages } from './verify'

const database = testDatabase()

const event = (tenant_id: string, n: number): AuditEvent => ({
  kind: 'case.updated',
  subject: `case_${n % 3}`,
  actor: { kind: 'system', id: 'worker', name: 'Wörker ✓', roles: [], tenant_id, surface: 'system' },
  body: { n, text: 'a "quoted"\nline, and Ünïcode ✓', idempotency_key: `key-${n}` },
})
const append = (tenant_id: string, n: number) => change(tenant_id, async () => ({ result: n, events: [event(tenant_id, n)] }))

async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: database.owner_url() })
  await client.connect()
  try {
    for (const sql of statements) await client.query(sql)
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  for (let n = 1; n <= 10; n++) await append('tn_a', n)
})

describe('what append wrote', () => {
  it('verifies outside the database, byte for byte', async () => {
    expect(await verifyAudit('tn_a')).toMatchObject({ is_intact: true, checked: 10, head: await auditHead('tn_a') })
    const lines: string[] = []
    for await (const chunk of exportAudit('tn_a')) lines.push(...chunk.trimEnd().split('\n'))
    expect(await verifyPages('tn_a', [lines.map((line) => AuditEntry.parse(JSON.parse(line)))], { head: await auditHead('tn_a') })).toMatchObject({
      is_intact: true,
      checked: 10,
    })
  })

  it('is listed newest first, page by page, and by subject', async () => {
    expect((await listAudit('tn_a', { limit: 3 })).map((e) => e.seq)).toEqual([10, 9, 8])
    expect((await listAudit('tn_a', { before: 8, limit: 3 })).map((e) => e.seq)).toEqual([7, 6, 5])
    expect((await listAudit('tn_a', { subject: 'case_1' })).map((e) => e.seq)).toEqual([10, 7, 4, 1])
    expect((await auditOfCase('tn_a', 'case_2')).map((e) => e.seq)).toEqual([2, 5, 8])
    expect([await countAudit('tn_a'), await countAudit('tn_a', 'case_0'), await countAudit('tn_none')]).toEqual([10, 3, 0])
    expect(await findAuditByKey('tn_a', 'case_1', 'key-7')).toMatchObject({ seq: 7 })
  })

  it('can be asked about whatever its body holds: half of a character and a NUL are kept as U+FFFD', async () => {
    const body = { titles: ['ship it \ud83d', 'a\0b'], '\udc00': { note: 'whole \u{1F680}' }, idempotency_key: 'key-half' }
    await change('tn_half', async () => ({ result: 0, events: [{ ...event('tn_half', 1), body }] }))
    const [entry] = await listAudit('tn_half', { actor_id: 'worker' })
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ titles: ['ship it \ufffd', 'a\ufffdb'], '\ufffd': { note: 'whole \u{1F680}' } })
    expect(await everyTenant("select body::jsonb ->> 'idempotency_key' as key from audit.event where chain = 'tn_half'")).toEqual([{ key: 'key-half' }])
  })

  it('is found by its key also where an older entry holds what jsonb refuses, or is no JSON', async () => {
    await asOwner(
      `insert into audit.head values ('tn_old', 0, repeat('0', 64))`,
      `select set_config('countersign.tenant', 'tn_old', false), audit.append_all('tn_old', array['case.updated'], array['case_1'], array['{"id":"worker"}'], array['{"idempotency_key":"key-old","tenant_now":"2026-11-19","title":"\\ud83d and \\u0000"}'])`,
      `select set_config('countersign.tenant', 'tn_old', false), audit.append_all('tn_old', array['case.updated'], array['case_1'], array['{}'], array['{"cut'])`,
    )
    expect(await findAuditByKey('tn_old', 'case_1', 'key-old')).toMatchObject({ seq: 1 })
    expect((await listAudit('tn_old', { actor_id: 'worker' })).map((e) => e.seq)).toEqual([1])
    await keepPositions({ chain: 'tn_old', from_seq: 1, seq: 2 })
  })

  it('is one chain per tenant', async () => {
    await append('tn_b', 1)
    expect((await auditHead('tn_b')).seq).toBe(1)
    expect((await listAudit('tn_b')).length).toBe(1)
  })

  it('has no gap and no fork when many write at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => append('tn_many', n)))
    expect(await verifyAudit('tn_many')).toMatchObject({ is_intact: true, checked: 40 })
  })
})

describe('nobody changes it', () => {
  it('as the app role: not by insert, update, delete, truncate or through the head', async () => {
    for (const sql of [
      "insert into audit.event select 'tn_a', 11, at, kind, subject, actor, body, prev, hash from audit.event where seq = 10",
      "update audit.event set body = '{}'",
      'delete from audit.event',
      'truncate audit.event',
      "update audit.head set hash = ''",
      'delete from audit.head',
      'alter table audit.event disable trigger all',
    ])
      await expect(everyTenant(sql), sql).rejects.toThrow(/permission denied|must be owner/)
  })

  it('as the owner: triggers refuse update, delete and truncate', async () => {
    for (const sql of ["update audit.event set body = '{}'", 'delete from audit.event where seq = 3', 'truncate audit.event'])
      await expect(asOwner(sql), sql).rejects.toThrow('audit rows are never changed')
  })

  it('and an event that cannot be written takes its change with it', async () => {
    const work = change('tn_lost', async (tx) => {
      await tx.query("insert into tenant (tenant_id, name) values ('tn_lost', 'Lost')")
      return { result: 0, events: [event('tn_lost', 1), { ...event('tn_lost', 2), body: { never: undefined } }] }
    })
    await expect(work).rejects.toThrow('canonical')
    expect(await everyTenant("select 1 from tenant where tenant_id = 'tn_lost'")).toEqual([])
    expect([(await auditHead('tn_lost')).seq, (await auditHead('tn_a')).seq]).toEqual([0, 10])
  })
})

// The owner can switch the triggers off; then the chain tells.
describe('an owner who switches the triggers off is found out', () => {
  const tampered = async (chain: string, sql: string) => {
    for (let n = 1; n <= 10; n++) await append(chain, n)
    await asOwner('alter table audit.event disable trigger all', sql, 'alter table audit.event enable trigger all')
    return (await verifyAudit(chain)).fault
  }

  it('at the entry whose body was changed', async () =>
    expect(await tampered('tn_t1', `update audit.event set body = replace(body, '"n":4', '"n":5') where chain = 'tn_t1' and seq = 4`)).toMatchObject({
      seq: 4,
      kind: 'content',
    }))
  it('at the entry whose actor was changed', async () =>
    expect(await tampered('tn_t2', `update audit.event set actor = replace(actor, 'worker', 'usr_mara') where chain = 'tn_t2' and seq = 7`)).toMatchObject({
      seq: 7,
      kind: 'content',
    }))
  it('at the entry that is gone', async () =>
    expect(await tampered('tn_t3', "delete from audit.event where chain = 'tn_t3' and seq = 5")).toMatchObject({ seq: 5, kind: 'gap' }))
  it('at the end that was cut off', async () =>
    expect(await tampered('tn_t4', "delete from audit.event where chain = 'tn_t4' and seq > 8")).toMatchObject({ seq: 9, kind: 'tail' }))
  it('after the entry that was signed again', async () =>
    expect(
      await tampered(
        'tn_t5',
        `update audit.event e set body = '{}', hash = encode(sha256(convert_to(concat_ws(E'\\n', 'countersign-audit-v1', chain, seq::text, at,
           encode(sha256(convert_to(kind, 'UTF8')), 'hex'), encode(sha256(convert_to(subject, 'UTF8')), 'hex'), encode(sha256(convert_to(actor, 'UTF8')), 'hex'),
           encode(sha256('{}'::bytea), 'hex'), prev), 'UTF8')), 'hex') where chain = 'tn_t5' and seq = 6`,
      ),
    ).toMatchObject({ seq: 7, kind: 'link' }))
})
