import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { config } from '@/lib/kernel/config'
import type { AuditEntry, AuditEvent } from '@/schemas/audit'
import { anchorAudit } from './anchor-audit'
import { publicKeyFile, readAnchors } from './anchor-file'
import { entryHash } from './chain'
import { rootOfProof } from './merkle'
import { proveAudit } from './prove-audit'
import { exportAudit, readChain, verifyAudit } from './store'
import { verifyRecent } from './verify-recent'

const database = testDatabase()
const ENTRIES = 24
let owner: pg.Client

const event = (tenant_id: string, n: number): AuditEvent => ({
  kind: 'case.updated',
  subject: `case_${n % 3}`,
  actor: { kind: 'system', id: 'worker', name: 'Wörker ✓', roles: [], tenant_id, surface: 'system' },
  body: { n },
})
const append = (tenant_id: string, n: number) => change(tenant_id, async () => ({ result: n, events: [event(tenant_id, n)] }))
const anchorsFile = (chain: string) => join(config().home, 'audit', `${chain}.anchors.ndjson`)

const tenant = (chain: string) => owner.query('insert into tenant (tenant_id, name) values ($1, $1) on conflict do nothing', [chain])

/** A chain with anchors at entries 10 and 20, and four entries after them. */
async function anchored(chain: string): Promise<string> {
  await tenant(chain)
  for (let n = 1; n <= ENTRIES; n++) {
    await append(chain, n)
    if (n === 10 || n === 20) await anchorAudit(chain, Date.now(), true)
  }
  return chain
}

/** What somebody who owns the database can do: switch the triggers off and write what they like. */
async function asOwner(...statements: string[]): Promise<void> {
  for (const sql of ['alter table audit.event disable trigger all', ...statements, 'alter table audit.event enable trigger all']) await owner.query(sql)
}

/** Writes entries again from `first` on, with hashes that follow from one another, and the head with them: a forger who knows the algorithm. */
async function signAgain(chain: string, first: number, rewrite: (e: AuditEntry) => AuditEntry | null): Promise<void> {
  const entries: AuditEntry[] = []
  for await (const page of readChain(chain)) entries.push(...page)
  let prev = entries[first - 2]?.hash ?? '0'.repeat(64)
  let seq = first
  await asOwner(`delete from audit.event where chain = '${chain}' and seq >= ${first}`)
  for (const before of entries.slice(first - 1)) {
    const changed = rewrite(before)
    if (changed === null) continue
    const e = { ...changed, seq, prev }
    const hash = entryHash(e)
    await owner.query('insert into audit.event values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [chain, seq, e.at, e.kind, e.subject, e.actor, e.body, prev, hash])
    prev = hash
    seq += 1
  }
  await owner.query('update audit.head set seq = $2, hash = $3 where chain = $1', [chain, seq - 1, prev])
}

const script = (...args: string[]): { code: number; said: string } => {
  try {
    return { code: 0, said: execFileSync(process.execPath, ['public/verify-audit.mjs', ...args], { encoding: 'utf8' }) }
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string }
    return { code: status, said: stdout }
  }
}
async function exported(chain: string): Promise<string> {
  const path = join(config().home, `${chain}.ndjson`)
  let text = ''
  for await (const lines of exportAudit(chain)) text += lines
  writeFileSync(path, text)
  return path
}
/** What the product and the stand-alone script say. They share no code, so they have to agree. */
async function judge(chain: string): Promise<string> {
  const check = await verifyAudit(chain)
  const { code, said } = script(await exported(chain), '--anchors', anchorsFile(chain), '--key', publicKeyFile())
  const product = check.fault === null ? 'holds' : `${check.fault.kind} at ${check.fault.seq}`
  const alone = code === 0 ? 'holds' : (/entry (\d+) \((\w+)\)/.exec(said)?.slice(1, 3).reverse().join(' at ') ?? said)
  // Without the head an export cannot tell that its end was cut off after the last anchor, nor does it need one where it can.
  expect(product.startsWith('tail') && check.fault?.detail.includes('head') ? product : alone, said).toBe(product)
  return product
}

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.owner_url() })
  await owner.connect()
})
afterAll(() => owner.end())

it('a chain that nobody touched holds, with its anchors, also for the script that knows nothing of this database', async () => {
  const chain = await anchored('tn_whole')
  expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, checked: ENTRIES, anchors: 2 })
  expect(await judge(chain)).toBe('holds')
})

it('a chain that several processes sign at once, while it grows, still holds', async () => {
  const chain = 'tn_together'
  await tenant(chain)
  for (let n = 1; n <= 12; n++) {
    await append(chain, n)
    await Promise.all([append(chain, n), ...Array.from({ length: 4 }, () => anchorAudit(chain, Date.now(), true))])
  }
  await anchorAudit(chain, Date.now(), true)
  const check = await verifyAudit(chain)
  expect(check).toMatchObject({ is_intact: true, checked: 24, fault: null })
  expect(check.anchors).toBeGreaterThan(6)
})

describe('every single row', () => {
  it('that is changed, deleted or swapped with its neighbour is named', async () => {
    const chain = await anchored('tn_rows')
    await owner.query('create table kept as select * from audit.event')
    const restore = `delete from audit.event where chain = '${chain}'; insert into audit.event select * from kept where chain = '${chain}'`
    const SOMETHING_ELSE = {
      at: "at || '0'",
      kind: "kind || 'x'",
      subject: "subject || 'x'",
      actor: "actor || ' '",
      body: "body || ' '",
      prev: 'hash',
      hash: 'prev',
    }
    for (let seq = 1; seq <= ENTRIES; seq++) {
      for (const [column, value] of Object.entries(SOMETHING_ELSE)) {
        await asOwner(`update audit.event set ${column} = ${value} where chain = '${chain}' and seq = ${seq}`)
        expect((await verifyAudit(chain)).fault, `${column} of ${seq}`).toMatchObject({ seq, kind: 'content' })
        await asOwner(restore)
      }
      await asOwner(`delete from audit.event where chain = '${chain}' and seq = ${seq}`)
      expect((await verifyAudit(chain)).fault, `${seq} deleted`).toMatchObject({ seq, kind: seq === ENTRIES ? 'tail' : 'gap' })
      await asOwner(restore)
      if (seq === ENTRIES) continue
      const swap = [`set seq = -1 where seq = ${seq}`, `set seq = ${seq} where seq = ${seq + 1}`, `set seq = ${seq + 1} where seq = -1`]
      await asOwner(...swap.map((part) => `update audit.event ${part} and chain = '${chain}'`))
      expect((await verifyAudit(chain)).fault, `${seq} swapped`).toMatchObject({ seq, kind: 'content' })
      await asOwner(restore)
    }
    expect(await judge(chain)).toBe('holds')
  })
})

describe('whoever knows the algorithm and owns the database', () => {
  const forged = (e: AuditEntry, seq: number): AuditEntry => (e.seq === seq ? { ...e, body: '{"n":999}' } : e)

  it('meets the next anchor when they change an entry and write every hash after it again', async () => {
    const chain = await anchored('tn_resigned')
    await signAgain(chain, 6, (e) => forged(e, 6))
    expect(await judge(chain)).toBe('anchor at 10')
    expect((await verifyRecent(chain)).is_intact).toBe(false)
  })
  it('and when they leave an entry out', async () => {
    const chain = await anchored('tn_left_out')
    await signAgain(chain, 15, (e) => (e.seq === 15 ? null : e))
    expect(await judge(chain)).toBe('anchor at 20')
  })
  it('and when they cut off the end and set the head back, as far as it was signed', async () => {
    const chain = await anchored('tn_cut')
    await signAgain(chain, 18, () => null)
    expect(await judge(chain)).toBe('tail at 18')
  })
  it('is found by the head when they cut off what was not signed yet, and by nothing when they set the head back too', async () => {
    const chain = await anchored('tn_window')
    await asOwner(`delete from audit.event where chain = '${chain}' and seq > 22`)
    expect((await verifyAudit(chain)).fault).toMatchObject({ kind: 'tail', seq: 23 })
    await owner.query('update audit.head h set seq = 22, hash = e.hash from audit.event e where h.chain = $1 and e.chain = $1 and e.seq = 22', [chain])
    expect(await judge(chain), 'the window between two anchors, which is why they come every ten minutes').toBe('holds')
  })
  it('cannot make the anchors fit: not by changing, leaving out or signing them with another key', async () => {
    const chain = await anchored('tn_anchors')
    const lines = readFileSync(anchorsFile(chain), 'utf8')
    const [first = '', second = ''] = lines.trimEnd().split('\n')
    const others = await anchored('tn_other_anchors')
    for (const [text, expected] of [
      [`${first.replace('"seq":10', '"seq":11')}\n${second}\n`, 'signature at 11'],
      [`${second}\n`, 'anchor at 11'],
      [`${second}\n${first}\n`, 'anchor at 11'],
      [readFileSync(anchorsFile(others), 'utf8'), 'anchor at 1'],
      [lines.replace(/"signature":"..../g, '"signature":"AAAA'), 'signature at 10'],
    ] as const) {
      writeFileSync(anchorsFile(chain), text)
      const { fault } = await verifyAudit(chain)
      expect(`${fault?.kind} at ${fault?.seq}`).toBe(expected)
    }
    writeFileSync(anchorsFile(chain), lines)
    expect(await judge(chain)).toBe('holds')
  })
})

describe('an anchor', () => {
  it('is signed once, however many try, and never over a chain that does not hold', async () => {
    await tenant('tn_once')
    for (let n = 1; n <= 5; n++) await append('tn_once', n)
    const made = await Promise.all(Array.from({ length: 8 }, () => anchorAudit('tn_once')))
    expect(made.filter((a) => a !== null)).toHaveLength(1)
    expect(await anchorAudit('tn_once'), 'nothing new').toBeNull()
    await append('tn_once', 6)
    await asOwner("update audit.event set body = '{}' where chain = 'tn_once' and seq = 6")
    await expect(anchorAudit('tn_once', Date.now() + 3_600_000)).rejects.toThrow('does not hold at entry 6')
  })
  it('is due ten minutes after the one before, and not earlier for a few entries', async () => {
    await tenant('tn_due')
    await append('tn_due', 1)
    const now_ms = Date.now()
    await anchorAudit('tn_due', now_ms)
    await append('tn_due', 2)
    expect(await anchorAudit('tn_due', now_ms + 599_000)).toBeNull()
    expect(await anchorAudit('tn_due', now_ms + 600_000)).toMatchObject({ from_seq: 2, seq: 2 })
  })
})

describe('a proof', () => {
  it('leads every signed entry to its anchor, and nothing else', async () => {
    const chain = await anchored('tn_proved')
    for (let seq = 1; seq <= 20; seq++) {
      const { entry, anchor, steps } = await proveAudit(chain, seq)
      expect(rootOfProof(entry.hash, steps)).toBe(anchor.root)
      expect(rootOfProof(entry.prev, steps)).not.toBe(anchor.root)
    }
    await expect(proveAudit(chain, 21)).rejects.toMatchObject({ code: 'conflict' })
    await expect(proveAudit(chain, 99)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('is verified by the script, which finds an entry that was changed', async () => {
    const path = join(config().home, 'proof.json')
    const proof = await proveAudit('tn_proved', 13)
    writeFileSync(path, JSON.stringify(proof))
    expect(script('--proof', path, '--key', publicKeyFile())).toMatchObject({ code: 0 })
    writeFileSync(path, JSON.stringify({ ...proof, entry: { ...proof.entry, body: '{"n":1}' } }))
    expect(script('--proof', path, '--key', publicKeyFile())).toMatchObject({ code: 3 })
  })
})

it('the page looks only at what is new, and says since when', async () => {
  const chain = await anchored('tn_page')
  expect(await verifyRecent(chain)).toMatchObject({ is_intact: true, checked: 4, anchors: 2, since: { seq: 20 } })
  await append(chain, 25)
  expect(await verifyRecent(chain)).toMatchObject({ is_intact: true, checked: 1, since: { seq: 24 } })
  expect((await readAnchors(chain)).map((a) => a.seq)).toEqual([10, 20])
})
